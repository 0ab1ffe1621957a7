-- What is planned for one occurrence of an offering, or for a whole series (original_day = -1), and what came of it.
-- Nobody who comes is in any of these tables.
CREATE TABLE event (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    id {bytes} NOT NULL,
    offering TEXT NOT NULL,
    schedule TEXT NOT NULL,
    original_day {int} NOT NULL,
    title TEXT NOT NULL,
    about TEXT NOT NULL,
    bring TEXT NOT NULL,
    language TEXT NOT NULL,
    level TEXT NOT NULL,
    host TEXT NOT NULL,
    host_role TEXT NOT NULL,
    group_size {int} NOT NULL,
    mode TEXT NOT NULL CHECK (mode IN ('open', 'sign_up', 'closed')),
    capacity {int} NOT NULL CHECK (capacity BETWEEN 1 AND 2000),
    sign_up_from {int},
    sign_up_until {int},
    people_per_guide {int} NOT NULL CHECK (people_per_guide BETWEEN 0 AND 100),
    price {int} NOT NULL CHECK (price BETWEEN 0 AND 10000),
    coffee {int} NOT NULL CHECK (coffee IN (0, 1)),
    handout TEXT NOT NULL,
    handout_link TEXT NOT NULL,
    event_type TEXT NOT NULL,
    organiser TEXT NOT NULL,
    follow_up TEXT NOT NULL,
    changed_at {int} NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, offering, schedule, original_day),
    FOREIGN KEY (tenant_id, offering) REFERENCES offering (tenant_id, key)
) {table};

CREATE INDEX event_by_day ON event (tenant_id, original_day);

CREATE TABLE event_theme (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    event_id {bytes} NOT NULL,
    position {int} NOT NULL,
    theme TEXT NOT NULL,
    PRIMARY KEY (tenant_id, event_id, position),
    FOREIGN KEY (tenant_id, event_id) REFERENCES event (tenant_id, id)
) {sorted_table};

-- Who introduces, who guides, who serves the coffee: an account, or a word for a group.
CREATE TABLE event_crew (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    event_id {bytes} NOT NULL,
    position {int} NOT NULL,
    part TEXT NOT NULL CHECK (part IN ('introduces', 'guides', 'hosts')),
    account_id {bytes},
    label TEXT NOT NULL,
    people {int} NOT NULL CHECK (people BETWEEN 1 AND 100),
    PRIMARY KEY (tenant_id, event_id, position),
    FOREIGN KEY (tenant_id, event_id) REFERENCES event (tenant_id, id),
    FOREIGN KEY (tenant_id, account_id) REFERENCES account (tenant_id, id)
) {sorted_table};

CREATE TABLE event_item (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    event_id {bytes} NOT NULL,
    position {int} NOT NULL,
    start_minute {int},
    title TEXT NOT NULL,
    held_by TEXT NOT NULL,
    PRIMARY KEY (tenant_id, event_id, position),
    FOREIGN KEY (tenant_id, event_id) REFERENCES event (tenant_id, id)
) {sorted_table};

-- Departments and outside contributors that are invited, and what they answered through their own link.
CREATE TABLE event_contributor (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    id {bytes} NOT NULL,
    event_id {bytes} NOT NULL,
    token {bytes} NOT NULL,
    name TEXT NOT NULL,
    topic TEXT NOT NULL,
    reply TEXT NOT NULL CHECK (reply IN ('waiting', 'yes', 'no', 'other')),
    other_topic TEXT NOT NULL,
    invited_at {int} NOT NULL,
    replied_at {int},
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, token),
    FOREIGN KEY (tenant_id, event_id) REFERENCES event (tenant_id, id)
) {table};

CREATE TABLE event_held (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    event_id {bytes} NOT NULL,
    participants {int} NOT NULL CHECK (participants BETWEEN 0 AND 5000),
    guides {int} NOT NULL CHECK (guides BETWEEN 0 AND 200),
    counted_at {int} NOT NULL,
    PRIMARY KEY (tenant_id, event_id),
    FOREIGN KEY (tenant_id, event_id) REFERENCES event (tenant_id, id)
) {sorted_table};

CREATE TABLE event_answer (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    event_id {bytes} NOT NULL,
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    count {int} NOT NULL CHECK (count BETWEEN 0 AND 5000),
    PRIMARY KEY (tenant_id, event_id, question, answer),
    FOREIGN KEY (tenant_id, event_id) REFERENCES event (tenant_id, id)
) {sorted_table};

CREATE TABLE event_note (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    event_id {bytes} NOT NULL,
    note TEXT NOT NULL,
    written_at {int} NOT NULL,
    PRIMARY KEY (tenant_id, event_id),
    FOREIGN KEY (tenant_id, event_id) REFERENCES event (tenant_id, id)
) {sorted_table};

-- Themes of the municipality's own, and its own words for those that come with the product.
CREATE TABLE theme (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    key TEXT NOT NULL,
    topic TEXT NOT NULL,
    retired {int} NOT NULL CHECK (retired IN (0, 1)),
    PRIMARY KEY (tenant_id, key)
) {sorted_table};

CREATE TABLE theme_text (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    theme TEXT NOT NULL,
    language TEXT NOT NULL CHECK (language IN ('nb', 'nn', 'en')),
    name TEXT NOT NULL,
    goals TEXT NOT NULL,
    outline TEXT NOT NULL,
    PRIMARY KEY (tenant_id, theme, language),
    FOREIGN KEY (tenant_id, theme) REFERENCES theme (tenant_id, key)
) {sorted_table};

-- Pupils propose and choose themes. Each has a code from a sheet of paper; nobody writes down who got which.
CREATE TABLE theme_poll (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    id {bytes} NOT NULL,
    offering TEXT NOT NULL,
    opened_at {int} NOT NULL,
    closed_at {int},
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, offering) REFERENCES offering (tenant_id, key)
) {table};

CREATE TABLE theme_option (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    theme_poll_id {bytes} NOT NULL,
    position {int} NOT NULL,
    theme TEXT NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (tenant_id, theme_poll_id, position),
    FOREIGN KEY (tenant_id, theme_poll_id) REFERENCES theme_poll (tenant_id, id)
) {sorted_table};

CREATE TABLE theme_ballot (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    code TEXT NOT NULL,
    theme_poll_id {bytes} NOT NULL,
    proposed {int} NOT NULL CHECK (proposed BETWEEN 0 AND 9),
    PRIMARY KEY (tenant_id, code),
    FOREIGN KEY (tenant_id, theme_poll_id) REFERENCES theme_poll (tenant_id, id)
) {sorted_table};

CREATE TABLE theme_vote (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    code TEXT NOT NULL,
    position {int} NOT NULL,
    PRIMARY KEY (tenant_id, code, position),
    FOREIGN KEY (tenant_id, code) REFERENCES theme_ballot (tenant_id, code)
) {sorted_table};

-- The lessons of a course.
CREATE TABLE lesson (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    event_id {bytes} NOT NULL,
    position {int} NOT NULL,
    title TEXT NOT NULL,
    goal TEXT NOT NULL,
    link TEXT NOT NULL,
    checked_day {int},
    minutes {int} NOT NULL CHECK (minutes BETWEEN 0 AND 600),
    PRIMARY KEY (tenant_id, event_id, position),
    FOREIGN KEY (tenant_id, event_id) REFERENCES event (tenant_id, id)
) {sorted_table};

-- Self-assessment before and after a course: tasks, and how many chose each answer. Never who.
CREATE TABLE assessment (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    event_id {bytes} NOT NULL,
    phase TEXT NOT NULL CHECK (phase IN ('before', 'after')),
    token {bytes} NOT NULL,
    sheets {int} NOT NULL CHECK (sheets BETWEEN 0 AND 5000),
    closed_at {int},
    PRIMARY KEY (tenant_id, event_id, phase),
    UNIQUE (tenant_id, token),
    FOREIGN KEY (tenant_id, event_id) REFERENCES event (tenant_id, id)
) {table};

CREATE TABLE assessment_task (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    event_id {bytes} NOT NULL,
    position {int} NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (tenant_id, event_id, position),
    FOREIGN KEY (tenant_id, event_id) REFERENCES event (tenant_id, id)
) {sorted_table};

CREATE TABLE assessment_answer (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    event_id {bytes} NOT NULL,
    phase TEXT NOT NULL,
    position {int} NOT NULL,
    answer TEXT NOT NULL,
    count {int} NOT NULL CHECK (count BETWEEN 0 AND 5000),
    PRIMARY KEY (tenant_id, event_id, phase, position, answer),
    FOREIGN KEY (tenant_id, event_id, phase) REFERENCES assessment (tenant_id, event_id, phase)
) {sorted_table};

-- Sheets that have been sent, so that a second press of the button counts once. Emptied when the round is closed.
CREATE TABLE assessment_sent (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    event_id {bytes} NOT NULL,
    phase TEXT NOT NULL,
    sheet {bytes} NOT NULL,
    PRIMARY KEY (tenant_id, event_id, phase, sheet),
    FOREIGN KEY (tenant_id, event_id, phase) REFERENCES assessment (tenant_id, event_id, phase)
) {sorted_table};
