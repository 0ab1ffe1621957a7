-- A shift that was somebody's before she said that she is away: which hours need somebody else because of it, and what she
-- gets back when she comes after all. Never why she is away.
CREATE TABLE roster_freed (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    guide_id {bytes} NOT NULL,
    offering TEXT NOT NULL,
    schedule TEXT NOT NULL,
    original_day {int} NOT NULL,
    PRIMARY KEY (tenant_id, guide_id, offering, schedule, original_day),
    FOREIGN KEY (tenant_id, guide_id) REFERENCES guide (tenant_id, id)
) {sorted_table};

CREATE INDEX roster_freed_day ON roster_freed (tenant_id, original_day);
