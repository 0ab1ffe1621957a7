-- What one signs up for: one date of an offering, a whole series (original_day = -1), or an appointment that comes free
-- (schedule = ''). Nobody is in this table. Its row is also the lock that lets one change of a line come after the other.
CREATE TABLE enrolment_list (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    resource {bytes} NOT NULL,
    offering TEXT NOT NULL,
    schedule TEXT NOT NULL,
    original_day {int} NOT NULL,
    starts_at {int} NOT NULL,
    ends_at {int} NOT NULL,
    called_off {int} NOT NULL CHECK (called_off IN (0, 1)),
    changes {int} NOT NULL,
    PRIMARY KEY (tenant_id, resource),
    FOREIGN KEY (tenant_id, offering) REFERENCES offering (tenant_id, key)
) {table};

-- Who has signed up, for some weeks. No other table points here, and nothing here points to a visit.
CREATE TABLE enrolment (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    id {bytes} NOT NULL,
    resource {bytes} NOT NULL,
    code_hash {bytes} NOT NULL,
    later_hash {bytes},
    form_key {bytes} NOT NULL,
    line {int} NOT NULL,
    size {int} NOT NULL CHECK (size IN (1, 2)),
    offers {int} NOT NULL CHECK (offers >= 0),
    state TEXT NOT NULL CHECK (state IN ('enrolled', 'waiting', 'offered', 'accepted', 'lapsed', 'declined', 'left')),
    deadline {int},
    name TEXT NOT NULL,
    contact_kind TEXT NOT NULL CHECK (contact_kind IN ('none', 'call', 'sms', 'email')),
    contact TEXT NOT NULL,
    language TEXT NOT NULL CHECK (language IN ('nb', 'nn', 'en')),
    origin TEXT NOT NULL CHECK (origin IN ('web', 'phone', 'counter')),
    wishes {int} NOT NULL CHECK (wishes BETWEEN 0 AND 1023),
    words TEXT NOT NULL,
    delete_after {int} NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, code_hash),
    FOREIGN KEY (tenant_id, resource) REFERENCES enrolment_list (tenant_id, resource)
) {table};

CREATE INDEX enrolment_line ON enrolment (tenant_id, resource, line);
CREATE INDEX enrolment_later ON enrolment (tenant_id, later_hash);
CREATE INDEX enrolment_due ON enrolment (tenant_id, deadline);
CREATE INDEX enrolment_end ON enrolment (tenant_id, delete_after);

-- The time that is offered to somebody who waits for an appointment.
CREATE TABLE enrolment_time (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    enrolment_id {bytes} NOT NULL,
    schedule TEXT NOT NULL,
    place TEXT NOT NULL,
    resource {bytes} NOT NULL,
    lanes {int} NOT NULL CHECK (lanes > 0),
    starts_at {int} NOT NULL,
    ends_at {int} NOT NULL,
    PRIMARY KEY (tenant_id, enrolment_id),
    FOREIGN KEY (tenant_id, enrolment_id) REFERENCES enrolment (tenant_id, id)
) {table};

-- How many signed up, got a place from the list, gave it back, came and did not come. Numbers that stay when the names go.
CREATE TABLE enrolment_count (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    month {int} NOT NULL,
    offering TEXT NOT NULL,
    schedule TEXT NOT NULL,
    original_day {int} NOT NULL,
    what TEXT NOT NULL,
    people {int} NOT NULL CHECK (people >= 0),
    PRIMARY KEY (tenant_id, month, offering, schedule, original_day, what),
    FOREIGN KEY (tenant_id, offering) REFERENCES offering (tenant_id, key)
) {table};
