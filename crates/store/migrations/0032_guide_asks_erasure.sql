-- A guide asks to be erased. The office sees it until she is, or takes it back.
CREATE TABLE guide_erasure (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    guide_id {bytes} NOT NULL,
    asked_day {int} NOT NULL,
    PRIMARY KEY (tenant_id, guide_id),
    FOREIGN KEY (tenant_id, guide_id) REFERENCES guide (tenant_id, id)
) {sorted_table};
