-- Everything a municipality writes about its service. Texts in several languages and the names of assumed fields hang
-- on the identity of what they belong to.
CREATE TABLE localized_text (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    owner_id {bytes} NOT NULL,
    field TEXT NOT NULL,
    language TEXT NOT NULL CHECK (language IN ('nb', 'nn', 'en')),
    value TEXT NOT NULL,
    PRIMARY KEY (tenant_id, owner_id, field, language)
) {sorted_table};

CREATE TABLE assumption (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    owner_id {bytes} NOT NULL,
    position {int} NOT NULL,
    field TEXT NOT NULL,
    PRIMARY KEY (tenant_id, owner_id, position)
) {sorted_table};

CREATE TABLE municipality_profile (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    id {bytes} NOT NULL,
    number TEXT NOT NULL,
    written_language TEXT NOT NULL CHECK (written_language IN ('nb', 'nn', 'en')),
    phone TEXT NOT NULL,
    email TEXT NOT NULL,
    homepage TEXT NOT NULL,
    PRIMARY KEY (tenant_id)
) {table};

CREATE TABLE organisation (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    id {bytes} NOT NULL,
    key TEXT NOT NULL,
    kind TEXT NOT NULL,
    part_of TEXT,
    phone TEXT NOT NULL,
    email TEXT NOT NULL,
    website TEXT NOT NULL,
    last_confirmed_day {int},
    ended_day {int},
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, key),
    FOREIGN KEY (tenant_id, part_of) REFERENCES organisation (tenant_id, key)
) {table};

CREATE TABLE place (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    id {bytes} NOT NULL,
    key TEXT NOT NULL,
    organisation TEXT NOT NULL,
    part_of TEXT,
    street TEXT NOT NULL,
    postal_code TEXT NOT NULL,
    town TEXT NOT NULL,
    district TEXT NOT NULL,
    latitude {int},
    longitude {int},
    phone TEXT NOT NULL,
    step_free {int} CHECK (step_free IN (0, 1)),
    hearing_loop {int} CHECK (hearing_loop IN (0, 1)),
    accessible_toilet {int} CHECK (accessible_toilet IN (0, 1)),
    private_corner {int} CHECK (private_corner IN (0, 1)),
    wifi {int} CHECK (wifi IN (0, 1)),
    printer {int} CHECK (printer IN (0, 1)),
    machines {int},
    machines_wiped {int} CHECK (machines_wiped IN (0, 1)),
    ended_day {int},
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, key),
    FOREIGN KEY (tenant_id, organisation) REFERENCES organisation (tenant_id, key),
    FOREIGN KEY (tenant_id, part_of) REFERENCES place (tenant_id, key)
) {table};

CREATE TABLE closed_period (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    id {bytes} NOT NULL,
    key TEXT NOT NULL,
    position {int} NOT NULL,
    place TEXT,
    first_day {int} NOT NULL,
    last_day {int} NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, key),
    FOREIGN KEY (tenant_id, place) REFERENCES place (tenant_id, key)
) {table};

CREATE TABLE school_holiday (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    id {bytes} NOT NULL,
    key TEXT NOT NULL,
    position {int} NOT NULL,
    first_day {int} NOT NULL,
    last_day {int} NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, key)
) {table};

CREATE TABLE digital_service (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    id {bytes} NOT NULL,
    key TEXT NOT NULL,
    topic TEXT NOT NULL,
    digital_only {int} NOT NULL CHECK (digital_only IN (0, 1)),
    website TEXT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, key)
) {table};

CREATE TABLE digital_service_word (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    service_id {bytes} NOT NULL,
    position {int} NOT NULL,
    word TEXT NOT NULL,
    PRIMARY KEY (tenant_id, service_id, position),
    FOREIGN KEY (tenant_id, service_id) REFERENCES digital_service (tenant_id, id)
) {sorted_table};

CREATE TABLE offering (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    id {bytes} NOT NULL,
    key TEXT NOT NULL,
    kind TEXT NOT NULL,
    organisation TEXT NOT NULL,
    access TEXT NOT NULL,
    drop_in_rule TEXT NOT NULL,
    published {int} NOT NULL CHECK (published IN (0, 1)),
    last_confirmed_day {int},
    ended_day {int},
    successor TEXT,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, key),
    FOREIGN KEY (tenant_id, organisation) REFERENCES organisation (tenant_id, key)
) {table};

-- The ordered lists of an offering: contributors, topics, digital services, languages, where one is sent on to.
CREATE TABLE offering_list (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    offering_id {bytes} NOT NULL,
    list TEXT NOT NULL CHECK (list IN ('contributor', 'topic', 'service', 'language', 'refers_to')),
    position {int} NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (tenant_id, offering_id, list, position),
    FOREIGN KEY (tenant_id, offering_id) REFERENCES offering (tenant_id, id)
) {sorted_table};

CREATE TABLE schedule (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    id {bytes} NOT NULL,
    owner_id {bytes} NOT NULL,
    position {int} NOT NULL,
    key TEXT NOT NULL,
    place TEXT NOT NULL,
    rule TEXT NOT NULL CHECK (rule IN ('weekly', 'monthly_by_weekday', 'monthly_by_day', 'dates_only')),
    every {int} NOT NULL,
    weekdays {int} NOT NULL,
    nth {int} NOT NULL,
    start_minute {int} NOT NULL,
    end_minute {int} NOT NULL,
    from_day {int} NOT NULL,
    until_day {int},
    staffing TEXT NOT NULL,
    guides {int} NOT NULL,
    on_public_holidays {int} NOT NULL CHECK (on_public_holidays IN (0, 1)),
    on_school_holidays {int} NOT NULL CHECK (on_school_holidays IN (0, 1)),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, owner_id, key),
    FOREIGN KEY (tenant_id, place) REFERENCES place (tenant_id, key)
) {table};

CREATE TABLE schedule_exception (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    id {bytes} NOT NULL,
    schedule_id {bytes} NOT NULL,
    position {int} NOT NULL,
    day {int} NOT NULL,
    moved_to_day {int},
    moved_start_minute {int},
    moved_end_minute {int},
    decided_at {int},
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, schedule_id, day),
    FOREIGN KEY (tenant_id, schedule_id) REFERENCES schedule (tenant_id, id)
) {table};

CREATE TABLE schedule_extra_date (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    id {bytes} NOT NULL,
    schedule_id {bytes} NOT NULL,
    position {int} NOT NULL,
    day {int} NOT NULL,
    start_minute {int},
    end_minute {int},
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, schedule_id) REFERENCES schedule (tenant_id, id)
) {table};

CREATE TABLE door (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    id {bytes} NOT NULL,
    key TEXT NOT NULL,
    phone TEXT NOT NULL,
    website TEXT NOT NULL,
    last_confirmed_day {int},
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, key)
) {table};

CREATE TABLE door_topic (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    door_id {bytes} NOT NULL,
    position {int} NOT NULL,
    topic TEXT NOT NULL,
    PRIMARY KEY (tenant_id, door_id, position),
    FOREIGN KEY (tenant_id, door_id) REFERENCES door (tenant_id, id)
) {sorted_table};

CREATE TABLE deviation (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    id {bytes} NOT NULL,
    key TEXT NOT NULL,
    rule TEXT NOT NULL,
    answer TEXT NOT NULL CHECK (answer IN ('may', 'with_care', 'no')),
    owner TEXT NOT NULL,
    risk_assessment_due_day {int},
    risk_assessment TEXT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, key)
) {table};

CREATE TABLE channel (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    id {bytes} NOT NULL,
    key TEXT NOT NULL,
    organisation TEXT,
    issues_per_year {int},
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, key),
    FOREIGN KEY (tenant_id, organisation) REFERENCES organisation (tenant_id, key)
) {table};

CREATE TABLE network_meeting (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    id {bytes} NOT NULL,
    key TEXT NOT NULL,
    per_year {int} NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, key)
) {table};

CREATE TABLE network_participant (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    meeting_id {bytes} NOT NULL,
    position {int} NOT NULL,
    organisation TEXT NOT NULL,
    PRIMARY KEY (tenant_id, meeting_id, position),
    FOREIGN KEY (tenant_id, meeting_id) REFERENCES network_meeting (tenant_id, id),
    FOREIGN KEY (tenant_id, organisation) REFERENCES organisation (tenant_id, key)
) {sorted_table};

CREATE TABLE milestone (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    id {bytes} NOT NULL,
    key TEXT NOT NULL,
    year {int} NOT NULL,
    until_year {int},
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, key)
) {table};
