-- The code on a slip, until it runs out: where it leads and how it went. Nothing about the one who carries it, not even the
-- day it was given.
CREATE TABLE referral_code (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    code_hash {bytes} NOT NULL,
    way TEXT NOT NULL CHECK (way IN ('offering', 'door')),
    door TEXT NOT NULL,
    from_place TEXT NOT NULL,
    service TEXT NOT NULL,
    month {int} NOT NULL,
    mark TEXT NOT NULL CHECK (mark IN ('', 'came', 'solved', 'sent_on', 'closed_door')),
    last_day {int} NOT NULL,
    PRIMARY KEY (tenant_id, code_hash)
) {sorted_table};

-- How many slips were given, and how it went: what is left of the codes.
CREATE TABLE referral_month (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    month {int} NOT NULL,
    way TEXT NOT NULL,
    door TEXT NOT NULL,
    from_place TEXT NOT NULL,
    service TEXT NOT NULL,
    mark TEXT NOT NULL CHECK (mark IN ('', 'came', 'solved', 'sent_on', 'closed_door')),
    n {int} NOT NULL,
    PRIMARY KEY (tenant_id, month, way, door, from_place, service, mark)
) {sorted_table};

-- A receiver's own link: whoever holds it may mark codes that lead to this door, and nothing else.
CREATE TABLE referral_receiver (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    way TEXT NOT NULL CHECK (way IN ('offering', 'door')),
    door TEXT NOT NULL,
    token_hash {bytes} NOT NULL,
    made_at {int} NOT NULL,
    PRIMARY KEY (tenant_id, way, door),
    UNIQUE (tenant_id, token_hash)
) {sorted_table};
