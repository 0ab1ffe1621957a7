-- What a part of an application takes in of what is known, where somebody has chosen: a JSON list of keys. A part without a line
-- takes in what it is born with, looked up each time.
CREATE TABLE grant_part (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    grant_id {bytes} NOT NULL,
    part TEXT NOT NULL,
    taken TEXT NOT NULL,
    PRIMARY KEY (tenant_id, grant_id, part),
    FOREIGN KEY (tenant_id, grant_id) REFERENCES anchoring_entry (tenant_id, id)
) {sorted_table};

-- Who is told that the money of a grant ends and that a condition is due. Where nobody is named, those who lead the service are told.
CREATE TABLE grant_responsible (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    grant_id {bytes} NOT NULL,
    name TEXT NOT NULL,
    contact_kind TEXT NOT NULL CHECK (contact_kind IN ('sms', 'email')),
    contact TEXT NOT NULL,
    reads TEXT NOT NULL CHECK (reads IN ('nb', 'nn', 'en')),
    PRIMARY KEY (tenant_id, grant_id),
    FOREIGN KEY (tenant_id, grant_id) REFERENCES anchoring_entry (tenant_id, id)
) {table};

-- What was told: of a grant, months before its last day; of a condition, days before it is due. Each once, so that a night that was
-- skipped or done twice tells nobody twice.
CREATE TABLE grant_alarm (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    entry_id {bytes} NOT NULL,
    last_day {int} NOT NULL,
    step {int} NOT NULL,
    PRIMARY KEY (tenant_id, entry_id, last_day, step),
    FOREIGN KEY (tenant_id, entry_id) REFERENCES anchoring_entry (tenant_id, id)
) {sorted_table};
