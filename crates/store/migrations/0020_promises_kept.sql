-- What the address of a receipt began with when the booking was made, so that a message that follows from a change of the
-- plan can carry the link. The code itself is still stored as a hash alone.
ALTER TABLE booking ADD COLUMN base TEXT NOT NULL DEFAULT '';

-- How long names and contacts of those who signed up are kept.
CREATE TABLE enrolment_setting (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    keep_days {int} NOT NULL CHECK (keep_days BETWEEN 1 AND 365),
    keep_reason TEXT NOT NULL,
    PRIMARY KEY (tenant_id)
) {table};

-- How many forms came from an address in an hour, so that one address cannot fill everything.
CREATE TABLE form_count (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    bucket {bytes} NOT NULL,
    window_start {int} NOT NULL,
    n {int} NOT NULL,
    PRIMARY KEY (tenant_id, bucket, window_start)
) {sorted_table};
