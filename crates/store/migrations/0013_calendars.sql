-- What calendars that people follow have been told about each opening plan: a fingerprint of when and where, and how often
-- it has changed (SEQUENCE of RFC 5545). Written in the same transaction as the plan.
CREATE TABLE calendar_revision (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    series TEXT NOT NULL,
    fingerprint {bytes} NOT NULL,
    sequence {int} NOT NULL CHECK (sequence >= 0),
    changed_at {int} NOT NULL,
    PRIMARY KEY (tenant_id, series)
) {sorted_table};
