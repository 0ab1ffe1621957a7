-- What is taken of a scarce thing: each lane of a resource (a guide, a room, a seat, a projector) has each five-minute
-- cell once. The key is the whole decision. The holder is a booking, an enrolment or a loan; several rooms use it.
CREATE TABLE claim (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    resource {bytes} NOT NULL,
    lane {int} NOT NULL CHECK (lane >= 0),
    cell {int} NOT NULL,
    holder {bytes} NOT NULL,
    held_until {int},
    PRIMARY KEY (tenant_id, resource, lane, cell)
) {sorted_table};

CREATE INDEX claim_holder ON claim (tenant_id, holder);
CREATE INDEX claim_cell ON claim (tenant_id, resource, cell);

-- How appointments are made in an offering: a part of the register.
CREATE TABLE booking_plan (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    offering_id {bytes} NOT NULL,
    minutes {int} NOT NULL,
    buffer {int} NOT NULL,
    step {int} NOT NULL,
    extra_long {int} NOT NULL CHECK (extra_long IN (0, 1)),
    interpreter {int} NOT NULL CHECK (interpreter IN (0, 1)),
    kept_number {int},
    kept_per_cent {int},
    notice_hours {int} NOT NULL,
    horizon_days {int} NOT NULL,
    hold_minutes {int} NOT NULL,
    rooms {int},
    machines {int},
    keep_days {int} NOT NULL,
    PRIMARY KEY (tenant_id, offering_id),
    FOREIGN KEY (tenant_id, offering_id) REFERENCES offering (tenant_id, id)
) {table};

CREATE TABLE booking_need (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    offering_id {bytes} NOT NULL,
    position {int} NOT NULL,
    topic TEXT NOT NULL,
    minutes {int} NOT NULL,
    PRIMARY KEY (tenant_id, offering_id, position),
    FOREIGN KEY (tenant_id, offering_id) REFERENCES booking_plan (tenant_id, offering_id)
) {sorted_table};

-- Who booked, as far as anybody said: a name or alias, a way to be reached, and the hash of a code. Everything here is
-- gone some days after the last appointment. No row anywhere leads from here to a visit.
CREATE TABLE booking (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    id {bytes} NOT NULL,
    code_hash {bytes} NOT NULL,
    name TEXT NOT NULL,
    contact_kind TEXT NOT NULL CHECK (contact_kind IN ('none', 'call', 'sms', 'email')),
    contact TEXT NOT NULL,
    language TEXT NOT NULL,
    delete_after {int} NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, code_hash)
) {table};

CREATE INDEX booking_delete_after ON booking (tenant_id, delete_after);

-- A time with a guide, held while a form is filled in or booked. It is over whether somebody came or not: that is a
-- count, never a mark.
CREATE TABLE appointment (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    id {bytes} NOT NULL,
    booking_id {bytes},
    offering_id {bytes} NOT NULL,
    place_id {bytes} NOT NULL,
    schedule TEXT NOT NULL,
    original_day {int} NOT NULL,
    day {int} NOT NULL,
    start_minute {int} NOT NULL,
    end_minute {int} NOT NULL,
    start_at {int} NOT NULL,
    end_at {int} NOT NULL,
    from_cell {int} NOT NULL,
    to_cell {int} NOT NULL,
    lane {int} NOT NULL,
    room_lane {int},
    machine_lane {int},
    web_units {int} NOT NULL,
    claims {int} NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('held', 'booked', 'cancelled', 'called_off', 'over')),
    held_until {int},
    need TEXT,
    extra_long {int} NOT NULL CHECK (extra_long IN (0, 1)),
    people {int} NOT NULL CHECK (people BETWEEN 1 AND 2),
    interpreter {int} NOT NULL CHECK (interpreter IN (0, 1)),
    help_language TEXT NOT NULL,
    made_by TEXT NOT NULL CHECK (made_by IN ('web', 'phone', 'counter', 'list')),
    delete_after {int} NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, booking_id) REFERENCES booking (tenant_id, id),
    FOREIGN KEY (tenant_id, offering_id) REFERENCES offering (tenant_id, id),
    FOREIGN KEY (tenant_id, place_id) REFERENCES place (tenant_id, id)
) {table};

CREATE INDEX appointment_day ON appointment (tenant_id, day);
CREATE INDEX appointment_booking ON appointment (tenant_id, booking_id);
CREATE INDEX appointment_delete_after ON appointment (tenant_id, delete_after);

-- What is left for good: how many, by month, offering and place. Nothing of who.
CREATE TABLE booking_month (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    month {int} NOT NULL,
    offering_id {bytes} NOT NULL,
    place_id {bytes} NOT NULL,
    what TEXT NOT NULL CHECK (what IN ('web', 'phone', 'counter', 'list', 'cancelled', 'called_off', 'came', 'no_show')),
    n {int} NOT NULL,
    PRIMARY KEY (tenant_id, month, offering_id, place_id, what),
    FOREIGN KEY (tenant_id, offering_id) REFERENCES offering (tenant_id, id),
    FOREIGN KEY (tenant_id, place_id) REFERENCES place (tenant_id, id)
) {sorted_table};

-- Codes that did not exist, by address and quarter of an hour: guessing is stopped.
CREATE TABLE code_attempt (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    bucket {bytes} NOT NULL,
    window_start {int} NOT NULL,
    attempts {int} NOT NULL,
    PRIMARY KEY (tenant_id, bucket, window_start)
) {sorted_table};
