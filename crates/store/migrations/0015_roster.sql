-- What shifts need, when guides can, plans that are being made, and who is on which shift. An occurrence is named by offering,
-- schedule and the day the plan gave it.

-- What a whole schedule needs (original_day = -1), or one occurrence that is different.
CREATE TABLE roster_demand (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    offering TEXT NOT NULL,
    schedule TEXT NOT NULL,
    original_day {int} NOT NULL,
    guides {int} NOT NULL CHECK (guides BETWEEN 0 AND 20),
    topics TEXT NOT NULL,
    services TEXT NOT NULL,
    languages TEXT NOT NULL,
    experienced_with_new {int} NOT NULL CHECK (experienced_with_new IN (0, 1)),
    young_with_old {int} NOT NULL CHECK (young_with_old IN (0, 1)),
    adult_with_pupils {int} NOT NULL CHECK (adult_with_pupils IN (0, 1)),
    same_face {int} NOT NULL CHECK (same_face IN (0, 1)),
    coordinator_agrees {int} NOT NULL CHECK (coordinator_agrees IN (0, 1)),
    PRIMARY KEY (tenant_id, offering, schedule, original_day),
    FOREIGN KEY (tenant_id, offering) REFERENCES offering (tenant_id, key)
) {table};

-- When a guide cannot: every such weekday (1 = Monday) of a span of days, or every day of it.
CREATE TABLE roster_busy (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    id {bytes} NOT NULL,
    guide_id {bytes} NOT NULL,
    why TEXT NOT NULL CHECK (why IN ('said_no', 'school', 'absent')),
    first_day {int} NOT NULL,
    last_day {int} NOT NULL,
    weekday {int} CHECK (weekday BETWEEN 1 AND 7),
    start_minute {int} NOT NULL CHECK (start_minute BETWEEN 0 AND 1440),
    end_minute {int} NOT NULL CHECK (end_minute BETWEEN 0 AND 1440),
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, guide_id) REFERENCES guide (tenant_id, id),
    CHECK (first_day <= last_day AND start_minute < end_minute)
) {table};

CREATE INDEX roster_busy_guide ON roster_busy (tenant_id, guide_id, last_day);

-- What a guide answers about one occurrence; no row is "fine".
CREATE TABLE roster_answer (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    guide_id {bytes} NOT NULL,
    offering TEXT NOT NULL,
    schedule TEXT NOT NULL,
    original_day {int} NOT NULL,
    answer TEXT NOT NULL CHECK (answer IN ('gladly', 'rather_not', 'no')),
    PRIMARY KEY (tenant_id, guide_id, offering, schedule, original_day),
    FOREIGN KEY (tenant_id, guide_id) REFERENCES guide (tenant_id, id)
) {sorted_table};

-- A plan for a span of days: being made, made, published. words holds how good it is, for the page alone.
CREATE TABLE roster_plan (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    id {bytes} NOT NULL,
    first_day {int} NOT NULL,
    last_day {int} NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('making', 'made', 'published')),
    seed {int} NOT NULL,
    horizon {int} NOT NULL CHECK (horizon >= 0),
    steps {int} NOT NULL CHECK (steps >= 0),
    made_at {int} NOT NULL,
    changed_at {int} NOT NULL,
    PRIMARY KEY (tenant_id, id),
    CHECK (first_day <= last_day)
) {table};

-- Who is where in a plan that is not published yet.
CREATE TABLE roster_draft (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    plan_id {bytes} NOT NULL,
    offering TEXT NOT NULL,
    schedule TEXT NOT NULL,
    original_day {int} NOT NULL,
    guide_id {bytes} NOT NULL,
    locked {int} NOT NULL CHECK (locked IN (0, 1)),
    PRIMARY KEY (tenant_id, plan_id, offering, schedule, original_day, guide_id),
    FOREIGN KEY (tenant_id, plan_id) REFERENCES roster_plan (tenant_id, id),
    FOREIGN KEY (tenant_id, guide_id) REFERENCES guide (tenant_id, id)
) {sorted_table};

-- An occurrence that has or had a crew. Its row is the lock that lets one change of a crew come after the other.
CREATE TABLE roster_occurrence (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    offering TEXT NOT NULL,
    schedule TEXT NOT NULL,
    original_day {int} NOT NULL,
    changes {int} NOT NULL,
    PRIMARY KEY (tenant_id, offering, schedule, original_day),
    FOREIGN KEY (tenant_id, offering) REFERENCES offering (tenant_id, key)
) {table};

-- Who is on which published shift. A place is there once, and a person once: the database decides who got it.
CREATE TABLE roster_shift (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    offering TEXT NOT NULL,
    schedule TEXT NOT NULL,
    original_day {int} NOT NULL,
    slot {int} NOT NULL CHECK (slot BETWEEN 0 AND 19),
    guide_id {bytes} NOT NULL,
    how TEXT NOT NULL CHECK (how IN ('plan', 'hand', 'substitute', 'swap')),
    locked {int} NOT NULL CHECK (locked IN (0, 1)),
    minutes {int} NOT NULL CHECK (minutes >= 0),
    given_at {int} NOT NULL,
    seen_at {int},
    PRIMARY KEY (tenant_id, offering, schedule, original_day, slot),
    UNIQUE (tenant_id, offering, schedule, original_day, guide_id),
    FOREIGN KEY (tenant_id, offering, schedule, original_day)
        REFERENCES roster_occurrence (tenant_id, offering, schedule, original_day),
    FOREIGN KEY (tenant_id, guide_id) REFERENCES guide (tenant_id, id)
) {table};

CREATE INDEX roster_shift_guide ON roster_shift (tenant_id, guide_id, original_day);
CREATE INDEX roster_shift_day ON roster_shift (tenant_id, original_day);

-- A shift somebody wants to give up, and who said she can take it – the first who does, once. Until the coordinator has said
-- yes where that is wanted, nothing is changed.
CREATE TABLE roster_offer (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    offering TEXT NOT NULL,
    schedule TEXT NOT NULL,
    original_day {int} NOT NULL,
    guide_id {bytes} NOT NULL,
    asked_at {int} NOT NULL,
    PRIMARY KEY (tenant_id, offering, schedule, original_day, guide_id),
    FOREIGN KEY (tenant_id, offering, schedule, original_day, guide_id)
        REFERENCES roster_shift (tenant_id, offering, schedule, original_day, guide_id)
) {sorted_table};

-- The taker; when she gives one of her own in return, that one too.
CREATE TABLE roster_take (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    offering TEXT NOT NULL,
    schedule TEXT NOT NULL,
    original_day {int} NOT NULL,
    guide_id {bytes} NOT NULL,
    taker_id {bytes} NOT NULL,
    back_offering TEXT,
    back_schedule TEXT,
    back_day {int},
    taken_at {int} NOT NULL,
    PRIMARY KEY (tenant_id, offering, schedule, original_day, guide_id),
    FOREIGN KEY (tenant_id, offering, schedule, original_day, guide_id)
        REFERENCES roster_offer (tenant_id, offering, schedule, original_day, guide_id),
    FOREIGN KEY (tenant_id, taker_id) REFERENCES guide (tenant_id, id)
) {sorted_table};

-- The secret address of a guide's calendar: its hash alone.
CREATE TABLE roster_feed (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    guide_id {bytes} NOT NULL,
    token_hash {bytes} NOT NULL,
    made_at {int} NOT NULL,
    PRIMARY KEY (tenant_id, guide_id),
    UNIQUE (tenant_id, token_hash),
    FOREIGN KEY (tenant_id, guide_id) REFERENCES guide (tenant_id, id)
) {table};
