-- What was published and what became of it. A row is made when an hour becomes a promise, follows the plan until the hour is
-- over, and is never changed after that.
CREATE TABLE promise_published (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    offering TEXT NOT NULL,
    schedule TEXT NOT NULL,
    original_day {int} NOT NULL,
    place TEXT NOT NULL,
    first_day {int} NOT NULL,
    first_start {int} NOT NULL,
    first_end {int} NOT NULL,
    day {int} NOT NULL,
    start_minute {int} NOT NULL,
    end_minute {int} NOT NULL,
    published_at {int} NOT NULL,
    changed_at {int},
    called_off {int} NOT NULL CHECK (called_off IN (0, 1)),
    cause TEXT NOT NULL CHECK (cause IN ('', 'absence', 'nobody', 'course', 'building', 'closed', 'moved', 'plan', 'other')),
    PRIMARY KEY (tenant_id, offering, schedule, original_day),
    FOREIGN KEY (tenant_id, offering) REFERENCES offering (tenant_id, key),
    FOREIGN KEY (tenant_id, place) REFERENCES place (tenant_id, key)
) {table};

CREATE INDEX promise_by_day ON promise_published (tenant_id, original_day);

-- That an hour was held, or was not: a fact, or somebody's word the day after. Nothing here says when, by whom or for whom.
CREATE TABLE promise_evidence (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    offering TEXT NOT NULL,
    schedule TEXT NOT NULL,
    original_day {int} NOT NULL,
    held {int} NOT NULL CHECK (held IN (0, 1)),
    by_word {int} NOT NULL CHECK (by_word IN (0, 1)),
    PRIMARY KEY (tenant_id, offering, schedule, original_day),
    FOREIGN KEY (tenant_id, offering) REFERENCES offering (tenant_id, key)
) {sorted_table};

CREATE INDEX promise_evidence_day ON promise_evidence (tenant_id, original_day);

-- Who keeps the hours where there is no roster.
CREATE TABLE promise_keeper (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    id {bytes} NOT NULL,
    name TEXT NOT NULL,
    contact_kind TEXT NOT NULL CHECK (contact_kind IN ('none', 'call', 'sms', 'email')),
    contact TEXT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, name)
) {table};

-- Who keeps a schedule, or that the leader publishes it without anybody, and why.
CREATE TABLE promise_kept_by (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    offering TEXT NOT NULL,
    schedule TEXT NOT NULL,
    keeper_id {bytes},
    reason TEXT NOT NULL,
    decided_by {bytes},
    decided_at {int} NOT NULL,
    PRIMARY KEY (tenant_id, offering, schedule),
    FOREIGN KEY (tenant_id, offering) REFERENCES offering (tenant_id, key),
    FOREIGN KEY (tenant_id, keeper_id) REFERENCES promise_keeper (tenant_id, id),
    CHECK (keeper_id IS NOT NULL OR reason <> '')
) {table};

-- That a keeper is away. Never why.
CREATE TABLE promise_absence (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    keeper_id {bytes} NOT NULL,
    first_day {int} NOT NULL,
    last_day {int} NOT NULL,
    PRIMARY KEY (tenant_id, keeper_id, first_day),
    FOREIGN KEY (tenant_id, keeper_id) REFERENCES promise_keeper (tenant_id, id),
    CHECK (last_day >= first_day)
) {table};

-- Somebody is asked to step in. The token is known to her alone.
CREATE TABLE promise_question (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    id {bytes} NOT NULL,
    offering TEXT NOT NULL,
    schedule TEXT NOT NULL,
    original_day {int} NOT NULL,
    person_kind TEXT NOT NULL CHECK (person_kind IN ('keeper', 'guide')),
    person {bytes} NOT NULL,
    name TEXT NOT NULL,
    token_hash {bytes} NOT NULL,
    asked_at {int} NOT NULL,
    answer TEXT NOT NULL CHECK (answer IN ('', 'yes', 'no', 'late')),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, token_hash),
    UNIQUE (tenant_id, offering, schedule, original_day, person),
    FOREIGN KEY (tenant_id, offering) REFERENCES offering (tenant_id, key)
) {table};

-- Who stepped in. A seat is taken once, and the database decides by whom.
CREATE TABLE promise_substitute (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    offering TEXT NOT NULL,
    schedule TEXT NOT NULL,
    original_day {int} NOT NULL,
    seat {int} NOT NULL CHECK (seat >= 0),
    person_kind TEXT NOT NULL CHECK (person_kind IN ('keeper', 'guide')),
    person {bytes} NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (tenant_id, offering, schedule, original_day, seat),
    UNIQUE (tenant_id, offering, schedule, original_day, person),
    FOREIGN KEY (tenant_id, offering) REFERENCES offering (tenant_id, key)
) {table};

-- Which alarms have been given.
CREATE TABLE promise_alarm (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    offering TEXT NOT NULL,
    schedule TEXT NOT NULL,
    original_day {int} NOT NULL,
    PRIMARY KEY (tenant_id, offering, schedule, original_day),
    FOREIGN KEY (tenant_id, offering) REFERENCES offering (tenant_id, key)
) {table};

-- Who is told when nobody keeps an hour.
CREATE TABLE promise_alarm_person (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    id {bytes} NOT NULL,
    name TEXT NOT NULL,
    contact_kind TEXT NOT NULL CHECK (contact_kind IN ('sms', 'email')),
    contact TEXT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, contact)
) {table};

CREATE TABLE promise_setting (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    alarm_days {int} NOT NULL CHECK (alarm_days BETWEEN 1 AND 27),
    PRIMARY KEY (tenant_id)
) {table};
