-- What guides have learnt and how: the log, courses ticked part by part, visits to and from other services, pairs, and the
-- minute's thought after guiding. Everything here about a guide goes when she is erased; what remains is counted without her.
CREATE TABLE learning_setting (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    shadowing {int} NOT NULL CHECK (shadowing BETWEEN 0 AND 20),
    two_on_shift {int} NOT NULL CHECK (two_on_shift BETWEEN 0 AND 20),
    link {bytes},
    PRIMARY KEY (tenant_id)
) {table};

CREATE TABLE learning_target (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    guide_kind TEXT NOT NULL CHECK (guide_kind IN ('employee', 'pupil', 'volunteer', 'hired', 'partner')),
    kind TEXT NOT NULL CHECK (kind IN ('', 'course', 'shadowing', 'two_on_shift', 'job_shadowing', 'network_meeting', 'ethics', 'security', 'other')),
    minutes {int} NOT NULL CHECK (minutes > 0),
    PRIMARY KEY (tenant_id, guide_kind, kind)
) {table};

CREATE TABLE learning_course (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    id {bytes} NOT NULL,
    name TEXT NOT NULL,
    about TEXT NOT NULL,
    link TEXT NOT NULL,
    source TEXT NOT NULL,
    minutes {int} NOT NULL CHECK (minutes BETWEEN 1 AND 2400),
    gives TEXT,
    confirm {int} NOT NULL CHECK (confirm IN (0, 1)),
    ended {int} NOT NULL CHECK (ended IN (0, 1)),
    PRIMARY KEY (tenant_id, id)
) {table};

CREATE TABLE learning_module (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    course_id {bytes} NOT NULL,
    number {int} NOT NULL CHECK (number BETWEEN 1 AND 60),
    title TEXT NOT NULL,
    PRIMARY KEY (tenant_id, course_id, number),
    FOREIGN KEY (tenant_id, course_id) REFERENCES learning_course (tenant_id, id)
) {table};

CREATE TABLE learning_tick (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    guide_id {bytes} NOT NULL,
    course_id {bytes} NOT NULL,
    number {int} NOT NULL CHECK (number BETWEEN 1 AND 60),
    day {int} NOT NULL,
    PRIMARY KEY (tenant_id, guide_id, course_id, number),
    FOREIGN KEY (tenant_id, guide_id) REFERENCES guide (tenant_id, id),
    FOREIGN KEY (tenant_id, course_id) REFERENCES learning_course (tenant_id, id)
) {sorted_table};

CREATE TABLE learning_host (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    id {bytes} NOT NULL,
    way TEXT NOT NULL CHECK (way IN ('out', 'in')),
    name TEXT NOT NULL,
    place TEXT,
    about TEXT NOT NULL,
    times TEXT NOT NULL,
    contact TEXT NOT NULL,
    spots {int} NOT NULL CHECK (spots BETWEEN 1 AND 20),
    last_day {int},
    state TEXT NOT NULL CHECK (state IN ('proposed', 'open', 'ended')),
    agreed_times {int} NOT NULL CHECK (agreed_times >= 0),
    PRIMARY KEY (tenant_id, id)
) {table};

CREATE TABLE learning_wish (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    id {bytes} NOT NULL,
    way TEXT NOT NULL CHECK (way IN ('out', 'in')),
    guide_id {bytes},
    colleague TEXT NOT NULL,
    service TEXT NOT NULL,
    email TEXT NOT NULL,
    host_id {bytes},
    wants TEXT NOT NULL,
    day {int} NOT NULL,
    waits {int} NOT NULL CHECK (waits IN (0, 1)),
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, guide_id) REFERENCES guide (tenant_id, id),
    FOREIGN KEY (tenant_id, host_id) REFERENCES learning_host (tenant_id, id),
    CHECK ((way = 'out') = (guide_id IS NOT NULL))
) {table};

CREATE TABLE learning_agreement (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    id {bytes} NOT NULL,
    way TEXT NOT NULL CHECK (way IN ('out', 'in')),
    wish_id {bytes},
    host_id {bytes} NOT NULL,
    guide_id {bytes},
    colleague TEXT NOT NULL,
    service TEXT NOT NULL,
    email TEXT NOT NULL,
    day {int} NOT NULL,
    start_minute {int} NOT NULL CHECK (start_minute BETWEEN 0 AND 1439),
    end_minute {int} NOT NULL CHECK (end_minute BETWEEN 1 AND 1440),
    meet TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('agreed', 'held', 'called_off')),
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, host_id) REFERENCES learning_host (tenant_id, id),
    FOREIGN KEY (tenant_id, guide_id) REFERENCES guide (tenant_id, id),
    CHECK (start_minute < end_minute)
) {table};

CREATE TABLE learning_diary (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    agreement_id {bytes} NOT NULL,
    day {int} NOT NULL,
    learnt TEXT NOT NULL,
    passes_on TEXT NOT NULL,
    PRIMARY KEY (tenant_id, agreement_id),
    FOREIGN KEY (tenant_id, agreement_id) REFERENCES learning_agreement (tenant_id, id)
) {table};

CREATE TABLE learning_training (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    id {bytes} NOT NULL,
    guide_id {bytes} NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('course', 'shadowing', 'two_on_shift', 'job_shadowing', 'network_meeting', 'ethics', 'security', 'other')),
    day {int} NOT NULL,
    minutes {int} NOT NULL CHECK (minutes BETWEEN 1 AND 2400),
    title TEXT NOT NULL,
    gives TEXT,
    course_id {bytes},
    agreement_id {bytes},
    confirmed {int} NOT NULL CHECK (confirmed IN (0, 1)),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, guide_id, course_id),
    UNIQUE (tenant_id, agreement_id),
    FOREIGN KEY (tenant_id, guide_id) REFERENCES guide (tenant_id, id),
    FOREIGN KEY (tenant_id, course_id) REFERENCES learning_course (tenant_id, id),
    FOREIGN KEY (tenant_id, agreement_id) REFERENCES learning_agreement (tenant_id, id)
) {table};

CREATE TABLE learning_alone (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    guide_id {bytes} NOT NULL,
    day {int} NOT NULL,
    PRIMARY KEY (tenant_id, guide_id),
    FOREIGN KEY (tenant_id, guide_id) REFERENCES guide (tenant_id, id)
) {table};

CREATE TABLE learning_pair (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    id {bytes} NOT NULL,
    younger_id {bytes} NOT NULL,
    older_id {bytes} NOT NULL,
    from_day {int} NOT NULL,
    until_day {int},
    note TEXT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, younger_id, older_id, from_day),
    FOREIGN KEY (tenant_id, younger_id) REFERENCES guide (tenant_id, id),
    FOREIGN KEY (tenant_id, older_id) REFERENCES guide (tenant_id, id),
    CHECK (younger_id <> older_id)
) {table};

CREATE TABLE learning_reflection (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    id {bytes} NOT NULL,
    guide_id {bytes} NOT NULL,
    day {int} NOT NULL,
    offering TEXT,
    feeling TEXT NOT NULL CHECK (feeling IN ('well', 'mixed', 'hard')),
    good TEXT NOT NULL,
    next_time TEXT NOT NULL,
    shared {int} NOT NULL CHECK (shared IN (0, 1)),
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, guide_id) REFERENCES guide (tenant_id, id)
) {table};
