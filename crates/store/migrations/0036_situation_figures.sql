-- Figures about the municipality that it has brought in from a file.
CREATE TABLE local_figure (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    id {bytes} NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    source TEXT NOT NULL,
    updated TEXT NOT NULL,
    imported_day {int} NOT NULL,
    PRIMARY KEY (tenant_id, id)
) {table};

-- The lines of a figure, period by period.
CREATE TABLE local_figure_value (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    local_figure_id {bytes} NOT NULL,
    position {int} NOT NULL,
    code TEXT NOT NULL,
    label TEXT NOT NULL,
    period TEXT NOT NULL,
    value {real} NOT NULL,
    PRIMARY KEY (tenant_id, local_figure_id, position, period),
    FOREIGN KEY (tenant_id, local_figure_id) REFERENCES local_figure (tenant_id, id)
) {table};

-- Rounds of asking the employees what they can. Only sums are kept, never a sheet.
CREATE TABLE competence_round (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    id {bytes} NOT NULL,
    token {bytes} NOT NULL,
    opened_day {int} NOT NULL,
    closed_day {int},
    sheets {int} NOT NULL CHECK (sheets >= 0),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, token)
) {table};

-- One round is open at a time.
CREATE UNIQUE INDEX competence_round_open ON competence_round (tenant_id) WHERE closed_day IS NULL;

CREATE TABLE competence_sum (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    competence_round_id {bytes} NOT NULL,
    task TEXT NOT NULL,
    level TEXT NOT NULL CHECK (level IN ('can_show', 'manages', 'wants_training')),
    count {int} NOT NULL CHECK (count >= 0),
    PRIMARY KEY (tenant_id, competence_round_id, task, level),
    FOREIGN KEY (tenant_id, competence_round_id) REFERENCES competence_round (tenant_id, id)
) {table};

-- Random numbers of the answers that have come in, so that one sent twice is counted once. Gone when the round is closed.
CREATE TABLE competence_receipt (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    competence_round_id {bytes} NOT NULL,
    sheet {bytes} NOT NULL,
    PRIMARY KEY (tenant_id, competence_round_id, sheet),
    FOREIGN KEY (tenant_id, competence_round_id) REFERENCES competence_round (tenant_id, id)
) {sorted_table};
