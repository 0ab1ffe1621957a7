-- Council cases. What is in a piece stands in `content`: words, what is known (by its key, looked up each time it is read), an
-- assessment with the keys it answers, a point of the decision, or a committee. Nobody's name belongs here: who does something is a
-- role, who treats a case is a body.
CREATE TABLE council_case (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    id {bytes} NOT NULL,
    title TEXT NOT NULL,
    preset TEXT NOT NULL,
    pitch TEXT NOT NULL,
    revision {int} NOT NULL CHECK (revision >= 1),
    made_at {int} NOT NULL,
    PRIMARY KEY (tenant_id, id)
) {table};

CREATE TABLE council_piece (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    case_id {bytes} NOT NULL,
    id {bytes} NOT NULL,
    section TEXT NOT NULL,
    place {int} NOT NULL,
    content TEXT NOT NULL,
    revision {int} NOT NULL CHECK (revision >= 1),
    PRIMARY KEY (tenant_id, case_id, id),
    FOREIGN KEY (tenant_id, case_id) REFERENCES council_case (tenant_id, id)
) {table};

-- The order of sections that a municipality has put together itself.
CREATE TABLE council_order (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    section TEXT NOT NULL,
    place {int} NOT NULL,
    required {int} NOT NULL CHECK (required IN (0, 1)),
    PRIMARY KEY (tenant_id, section)
) {sorted_table};

-- What a citizen has told for the pitch of a case, without who she is: only with her yes.
CREATE TABLE council_story (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    case_id {bytes} NOT NULL,
    words TEXT NOT NULL,
    asked_day {int} NOT NULL,
    asked_by TEXT NOT NULL,
    PRIMARY KEY (tenant_id, case_id),
    FOREIGN KEY (tenant_id, case_id) REFERENCES council_case (tenant_id, id)
) {table};
