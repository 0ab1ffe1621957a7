-- What only the municipality can answer of its record of processing and its impact assessment.
CREATE TABLE privacy_answer (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    answered_day {int} NOT NULL,
    PRIMARY KEY (tenant_id, question)
) {sorted_table};

-- How many rows each night has removed, by table. Never what was in them.
CREATE TABLE erasure (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    night {int} NOT NULL,
    from_table TEXT NOT NULL,
    n {int} NOT NULL,
    PRIMARY KEY (tenant_id, night, from_table)
) {sorted_table};
