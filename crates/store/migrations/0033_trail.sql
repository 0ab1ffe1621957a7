-- The history becomes a chain: each entry has a number, and a hash of what it says and of the entry before it. What was
-- before and after is hashed with a salt of its own, so that both can be erased and the chain still holds.
ALTER TABLE history ADD COLUMN seq {int};
ALTER TABLE history ADD COLUMN salt {bytes};
ALTER TABLE history ADD COLUMN content_hash {bytes};
ALTER TABLE history ADD COLUMN hash {bytes};
CREATE UNIQUE INDEX history_chain ON history (tenant_id, seq);

-- Where each chain ends, and when it was last looked through. Also the lock that lets one entry come after the other.
CREATE TABLE history_head (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    seq {int} NOT NULL,
    hash {bytes} NOT NULL,
    checked_at {int},
    checked_seq {int},
    broken_seq {int},
    PRIMARY KEY (tenant_id)
) {sorted_table};
