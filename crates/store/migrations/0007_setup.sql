-- What has been answered in the set-up guide so far, until the municipality is there.
CREATE TABLE setup_answer (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    field TEXT NOT NULL,
    position {int} NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (tenant_id, field, position)
) {sorted_table};
