-- Those who guide, what they can, what they wish, and whether their papers are in order: that something was signed, read,
-- done or seen, with version and day – never the paper. When somebody is erased, the row of guide stays with its id alone,
-- so that shifts of the past still add up.
CREATE TABLE guide (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    id {bytes} NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('employee', 'pupil', 'volunteer', 'hired', 'partner')),
    organisation TEXT,
    contact_kind TEXT NOT NULL CHECK (contact_kind IN ('none', 'call', 'sms', 'email')),
    contact TEXT NOT NULL,
    written_language TEXT NOT NULL CHECK (written_language IN ('nb', 'nn', 'en')),
    minutes_per_week {int} CHECK (minutes_per_week BETWEEN 0 AND 10080),
    school_days {int} NOT NULL CHECK (school_days IN (0, 1)),
    under_18 {int} NOT NULL CHECK (under_18 IN (0, 1)),
    needs_experienced {int} NOT NULL CHECK (needs_experienced IN (0, 1)),
    rest_minutes {int} NOT NULL CHECK (rest_minutes BETWEEN 0 AND 10080),
    shifts_per_week {int} CHECK (shifts_per_week BETWEEN 0 AND 50),
    account_id {bytes},
    since_day {int} NOT NULL,
    left_day {int},
    gone {int} NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
    erased {int} NOT NULL DEFAULT 0 CHECK (erased IN (0, 1)),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, account_id),
    FOREIGN KEY (tenant_id, account_id) REFERENCES account (tenant_id, id)
) {table};

CREATE TABLE guide_language (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    guide_id {bytes} NOT NULL,
    language TEXT NOT NULL,
    PRIMARY KEY (tenant_id, guide_id, language),
    FOREIGN KEY (tenant_id, guide_id) REFERENCES guide (tenant_id, id)
) {sorted_table};

-- What she can help with: topic:email, service:bostotte.
CREATE TABLE guide_competence (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    guide_id {bytes} NOT NULL,
    about TEXT NOT NULL,
    level TEXT NOT NULL CHECK (level IN ('learning', 'can', 'teaches')),
    source TEXT NOT NULL,
    valid_to_day {int},
    PRIMARY KEY (tenant_id, guide_id, about),
    FOREIGN KEY (tenant_id, guide_id) REFERENCES guide (tenant_id, id)
) {sorted_table};

-- One row a place, weekday (1 = Monday) or part of the day she would like.
CREATE TABLE guide_wish (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    guide_id {bytes} NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('place', 'day', 'part')),
    value TEXT NOT NULL,
    PRIMARY KEY (tenant_id, guide_id, kind, value),
    FOREIGN KEY (tenant_id, guide_id) REFERENCES guide (tenant_id, id)
) {sorted_table};

-- The one link that shows her own page without an account.
CREATE TABLE guide_link (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    guide_id {bytes} NOT NULL,
    token_hash {bytes} NOT NULL,
    made_at {int} NOT NULL,
    PRIMARY KEY (tenant_id, guide_id),
    UNIQUE (tenant_id, token_hash),
    FOREIGN KEY (tenant_id, guide_id) REFERENCES guide (tenant_id, id)
) {table};

CREATE TABLE guide_paper (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    id {bytes} NOT NULL,
    guide_id {bytes} NOT NULL,
    requirement TEXT NOT NULL,
    version TEXT NOT NULL,
    on_day {int} NOT NULL,
    valid_to_day {int},
    statute TEXT NOT NULL,
    minutes {int} NOT NULL CHECK (minutes >= 0),
    registered_by {bytes},
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, guide_id, requirement, version, on_day),
    FOREIGN KEY (tenant_id, guide_id) REFERENCES guide (tenant_id, id),
    CHECK ((requirement = 'police_certificate') = (statute <> ''))
) {table};

-- Agreements with the organisations that guides come from.
CREATE TABLE guide_agreement (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    organisation TEXT NOT NULL,
    on_day {int} NOT NULL,
    valid_to_day {int},
    registered_by {bytes},
    PRIMARY KEY (tenant_id, organisation, on_day)
) {sorted_table};

CREATE TABLE gate_override (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    id {bytes} NOT NULL,
    guide_id {bytes} NOT NULL,
    by_account {bytes} NOT NULL,
    reason TEXT NOT NULL,
    from_day {int} NOT NULL,
    until_day {int} NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, guide_id) REFERENCES guide (tenant_id, id),
    FOREIGN KEY (tenant_id, by_account) REFERENCES account (tenant_id, id)
) {table};
CREATE INDEX gate_override_guide ON gate_override (tenant_id, guide_id);

CREATE TABLE gate_override_cover (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    gate_override_id {bytes} NOT NULL,
    requirement TEXT NOT NULL,
    PRIMARY KEY (tenant_id, gate_override_id, requirement),
    FOREIGN KEY (tenant_id, gate_override_id) REFERENCES gate_override (tenant_id, id)
) {sorted_table};

-- The rules of the gate; a municipality without rows has the standard rules.
CREATE TABLE gate_setting (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    grace_days {int} NOT NULL CHECK (grace_days BETWEEN 0 AND 90),
    description_address TEXT NOT NULL,
    PRIMARY KEY (tenant_id)
) {table};

CREATE TABLE gate_rule (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    kind TEXT NOT NULL,
    requirement TEXT NOT NULL,
    since_day {int},
    statute TEXT NOT NULL,
    PRIMARY KEY (tenant_id, kind, requirement)
) {sorted_table};

CREATE TABLE gate_version (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    requirement TEXT NOT NULL CHECK (requirement IN ('confidentiality', 'service_description')),
    version TEXT NOT NULL,
    from_day {int} NOT NULL,
    PRIMARY KEY (tenant_id, requirement, version)
) {sorted_table};

CREATE TABLE gate_training (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    months {int} CHECK (months BETWEEN 1 AND 120),
    PRIMARY KEY (tenant_id, key)
) {sorted_table};

-- Which warnings were sent: each once.
CREATE TABLE gate_warning (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    guide_id {bytes} NOT NULL,
    requirement TEXT NOT NULL,
    last_good_day {int} NOT NULL,
    step {int} NOT NULL,
    PRIMARY KEY (tenant_id, guide_id, requirement, last_good_day, step),
    FOREIGN KEY (tenant_id, guide_id) REFERENCES guide (tenant_id, id)
) {sorted_table};

-- Keys, cards and vests that are to come back.
CREATE TABLE guide_item (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    id {bytes} NOT NULL,
    guide_id {bytes} NOT NULL,
    name TEXT NOT NULL,
    given_day {int} NOT NULL,
    returned_day {int},
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, guide_id) REFERENCES guide (tenant_id, id)
) {table};
CREATE INDEX guide_item_guide ON guide_item (tenant_id, guide_id);
