-- The edition of the standard profile that the municipality follows. Whoever was here before there was a choice follows the
-- first one until they say yes to the next.
ALTER TABLE municipality_profile ADD COLUMN standard_profile TEXT NOT NULL DEFAULT '2024-1';

-- When a deviation is to be looked at again, and the risk analysis it rests on, by its number; the written reference stands
-- in risk_assessment.
ALTER TABLE deviation ADD COLUMN review_day {int};
ALTER TABLE deviation ADD COLUMN analysis {bytes};

-- What a deviation is decided for. Without rows it holds everywhere.
CREATE TABLE deviation_scope (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    deviation_id {bytes} NOT NULL,
    side TEXT NOT NULL CHECK (side IN ('service', 'form', 'guide')),
    position {int} NOT NULL CHECK (position >= 0),
    code TEXT NOT NULL,
    PRIMARY KEY (tenant_id, deviation_id, side, position),
    FOREIGN KEY (tenant_id, deviation_id) REFERENCES deviation (tenant_id, id)
) {sorted_table};

-- The municipality's own words in the service description.
CREATE TABLE description_word (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    section TEXT NOT NULL,
    language TEXT NOT NULL CHECK (language IN ('nb', 'nn', 'en')),
    content TEXT NOT NULL,
    PRIMARY KEY (tenant_id, section, language)
) {sorted_table};

-- The approved service descriptions, as they were read. Written once; only the name of who approved is forgotten.
CREATE TABLE description_version (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    number {int} NOT NULL CHECK (number >= 1),
    name TEXT NOT NULL,
    content TEXT NOT NULL,
    standard_profile TEXT NOT NULL,
    approved_by TEXT NOT NULL,
    role TEXT NOT NULL,
    approved_at {int} NOT NULL,
    from_day {int} NOT NULL,
    PRIMARY KEY (tenant_id, number)
) {table};

-- What was asked for at the counters, counted by month: outside the service, and further help because of a disability. Never
-- who, and never where.
CREATE TABLE boundary_count (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    month {int} NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('outside', 'exception')),
    rule TEXT NOT NULL,
    reason TEXT NOT NULL,
    help TEXT NOT NULL,
    n {int} NOT NULL CHECK (n >= 0),
    PRIMARY KEY (tenant_id, month, kind, rule, reason, help)
) {sorted_table};

-- That a tap was counted, so that the same tap sent twice counts once. Forgotten within days.
CREATE TABLE boundary_receipt (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    id {bytes} NOT NULL,
    day {int} NOT NULL,
    PRIMARY KEY (tenant_id, id)
) {sorted_table};
