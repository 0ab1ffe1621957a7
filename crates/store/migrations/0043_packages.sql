-- Packages for the archive: documents as they were on one day, with the data behind every figure. A package and its files are
-- written once and never changed; only the night removes what is past its time. `checksum` is the SHA-256 of the list of
-- checksums of its files, so that nothing in it can be changed unseen. The versions of one package share `line`, and `former` is
-- the one before.
CREATE TABLE package (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    id {bytes} NOT NULL,
    number {int} NOT NULL CHECK (number >= 1),
    line {bytes} NOT NULL,
    version {int} NOT NULL CHECK (version >= 1),
    former {bytes},
    title TEXT NOT NULL CHECK (title <> ''),
    change_note TEXT NOT NULL,
    frozen_at {int} NOT NULL,
    checksum TEXT NOT NULL CHECK (length(checksum) = 64),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, number),
    UNIQUE (tenant_id, former),
    UNIQUE (tenant_id, line, version),
    UNIQUE (tenant_id, id, checksum),
    CHECK ((version = 1) = (former IS NULL)),
    CHECK (version = 1 OR change_note <> '')
) {table};

-- What is in it. `sealed_by` is the checksum of the package: while its files are there, the database refuses another.
CREATE TABLE package_file (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    package_id {bytes} NOT NULL,
    path TEXT NOT NULL,
    media TEXT NOT NULL,
    size {int} NOT NULL CHECK (size >= 0),
    checksum TEXT NOT NULL CHECK (length(checksum) = 64),
    sealed_by TEXT NOT NULL,
    content {bytes} NOT NULL CHECK (length(content) = size),
    PRIMARY KEY (tenant_id, package_id, path),
    FOREIGN KEY (tenant_id, package_id, sealed_by) REFERENCES package (tenant_id, id, checksum)
) {table};

-- What the case system calls a package.
CREATE TABLE package_reference (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    package_id {bytes} NOT NULL,
    reference TEXT NOT NULL CHECK (reference <> ''),
    written_day {int} NOT NULL,
    PRIMARY KEY (tenant_id, package_id),
    FOREIGN KEY (tenant_id, package_id) REFERENCES package (tenant_id, id)
) {table};

-- How many packages were ever frozen: the number of the newest. Also the lock that lets one come after the other.
CREATE TABLE package_count (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    frozen {int} NOT NULL CHECK (frozen >= 1),
    PRIMARY KEY (tenant_id)
) {sorted_table};
