-- Visits. An open visit can be undone until the night after it was entered; then it is sealed: put together with equal
-- ones into rows that have neither id, actor nor order of their own, only content. A receipt is a hash that keeps a visit
-- that is sent late a second time from being counted twice; it says nothing about which row the visit became part of.
-- Texts are codes; an empty service, referral or boundary means none.
CREATE TABLE visit_open (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    id {bytes} NOT NULL,
    entered_day {int} NOT NULL,
    actor_id {bytes},
    undone {int} NOT NULL CHECK (undone IN (0, 1)),
    day {int} NOT NULL,
    part_of_day TEXT NOT NULL,
    place_id {bytes} NOT NULL,
    offering_id {bytes} NOT NULL,
    form TEXT NOT NULL,
    age_band TEXT NOT NULL,
    behalf TEXT NOT NULL,
    topics {int} NOT NULL,
    service TEXT NOT NULL,
    device TEXT NOT NULL,
    barrier TEXT NOT NULL,
    duration TEXT NOT NULL,
    outcome TEXT NOT NULL,
    referred_to TEXT NOT NULL,
    boundary TEXT NOT NULL,
    sent_on TEXT NOT NULL,
    heard TEXT NOT NULL,
    language TEXT NOT NULL,
    source TEXT NOT NULL,
    n {int} NOT NULL CHECK (n > 0),
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, place_id) REFERENCES place (tenant_id, id),
    FOREIGN KEY (tenant_id, offering_id) REFERENCES offering (tenant_id, id)
) {sorted_table};
CREATE INDEX visit_open_entered ON visit_open (tenant_id, entered_day, place_id);

CREATE TABLE visit (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    day {int} NOT NULL,
    part_of_day TEXT NOT NULL,
    place_id {bytes} NOT NULL,
    offering_id {bytes} NOT NULL,
    form TEXT NOT NULL,
    age_band TEXT NOT NULL,
    behalf TEXT NOT NULL,
    topics {int} NOT NULL,
    service TEXT NOT NULL,
    device TEXT NOT NULL,
    barrier TEXT NOT NULL,
    duration TEXT NOT NULL,
    outcome TEXT NOT NULL,
    referred_to TEXT NOT NULL,
    boundary TEXT NOT NULL,
    sent_on TEXT NOT NULL,
    heard TEXT NOT NULL,
    language TEXT NOT NULL,
    source TEXT NOT NULL,
    n {int} NOT NULL CHECK (n > 0),
    PRIMARY KEY (
        tenant_id, day, place_id, offering_id, part_of_day, form, age_band, behalf, topics, service, device, barrier,
        duration, outcome, referred_to, boundary, sent_on, heard, language, source
    ),
    FOREIGN KEY (tenant_id, place_id) REFERENCES place (tenant_id, id),
    FOREIGN KEY (tenant_id, offering_id) REFERENCES offering (tenant_id, id)
) {sorted_table};

CREATE TABLE visit_receipt (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    id_hash {bytes} NOT NULL,
    last_day {int} NOT NULL,
    PRIMARY KEY (tenant_id, id_hash)
) {sorted_table};

-- Figures, kept in step with every visit in its own transaction. `month` is the first day of the month.
CREATE TABLE visit_month (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    month {int} NOT NULL,
    place_id {bytes} NOT NULL,
    offering_id {bytes} NOT NULL,
    dimension TEXT NOT NULL,
    value TEXT NOT NULL,
    n {int} NOT NULL,
    PRIMARY KEY (tenant_id, month, place_id, offering_id, dimension, value),
    FOREIGN KEY (tenant_id, place_id) REFERENCES place (tenant_id, id),
    FOREIGN KEY (tenant_id, offering_id) REFERENCES offering (tenant_id, id)
) {sorted_table};

CREATE TABLE visit_day (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    day {int} NOT NULL,
    part_of_day TEXT NOT NULL,
    place_id {bytes} NOT NULL,
    offering_id {bytes} NOT NULL,
    n {int} NOT NULL,
    PRIMARY KEY (tenant_id, day, part_of_day, place_id, offering_id),
    FOREIGN KEY (tenant_id, place_id) REFERENCES place (tenant_id, id),
    FOREIGN KEY (tenant_id, offering_id) REFERENCES offering (tenant_id, id)
) {sorted_table};

-- What the visit form of a place shows: which age bands, and the rare fields in measuring weeks only.
CREATE TABLE visit_setting (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    place_id {bytes} NOT NULL,
    age_bands TEXT NOT NULL CHECK (age_bands IN ('fine', 'coarse')),
    measuring_from {int},
    measuring_to {int},
    PRIMARY KEY (tenant_id, place_id),
    FOREIGN KEY (tenant_id, place_id) REFERENCES place (tenant_id, id)
) {sorted_table};
