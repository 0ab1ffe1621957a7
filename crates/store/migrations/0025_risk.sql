-- A version of a risk assessment. The versions of one assessment share `line`. What is in it stands in `content`, with the
-- scale it was made on; when it is approved it is never written again. `stage` and `part` are what the workshop looks at.
CREATE TABLE risk_version (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    id {bytes} NOT NULL,
    line {bytes} NOT NULL,
    number {int} NOT NULL CHECK (number >= 1),
    status TEXT NOT NULL CHECK (status IN ('draft', 'held', 'approved')),
    content TEXT NOT NULL,
    approved_at {int},
    approved_by TEXT NOT NULL,
    stage TEXT NOT NULL,
    part TEXT NOT NULL CHECK (part IN ('before', 'measures', 'after')),
    revision {int} NOT NULL CHECK (revision >= 0),
    made_at {int} NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, line, number),
    CHECK ((status = 'approved') = (approved_at IS NOT NULL))
) {table};

-- Something happened, and a scenario must be looked at anew. Settled when somebody has, with what they found.
CREATE TABLE risk_reopening (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    id {bytes} NOT NULL,
    scenario TEXT NOT NULL,
    why TEXT NOT NULL,
    day {int} NOT NULL,
    settled_day {int},
    settled_how TEXT NOT NULL,
    PRIMARY KEY (tenant_id, id)
) {table};
CREATE INDEX risk_reopening_open ON risk_reopening (tenant_id, settled_day, scenario);

-- A measure that does not stand in a version: from a walk through a place, or for a scenario since it was approved. The next
-- version takes those of its scenarios in.
CREATE TABLE risk_measure (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    id {bytes} NOT NULL,
    scenario TEXT NOT NULL,
    place TEXT NOT NULL,
    what TEXT NOT NULL,
    owner TEXT NOT NULL,
    due_day {int},
    made_day {int} NOT NULL,
    PRIMARY KEY (tenant_id, id),
    CHECK ((scenario = '') <> (place = ''))
) {table};

-- What happened to a measure: begun, done, given up, looked at again. Written once, never changed.
CREATE TABLE risk_measure_log (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    measure {bytes} NOT NULL,
    n {int} NOT NULL CHECK (n >= 1),
    event TEXT NOT NULL CHECK (event IN ('begun', 'done', 'dropped', 'reopened', 'works', 'works_partly', 'does_not_work')),
    note TEXT NOT NULL,
    day {int} NOT NULL,
    PRIMARY KEY (tenant_id, measure, n)
) {table};

-- A walk through a place with the checklist.
CREATE TABLE risk_place_check (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    id {bytes} NOT NULL,
    place TEXT NOT NULL,
    day {int} NOT NULL,
    walked_by TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (tenant_id, id)
) {table};
CREATE INDEX risk_place_check_of ON risk_place_check (tenant_id, place, day);
