-- The drop-in queue of one place and day. Everything here is short-lived: rows of a day are deleted the next day. No row
-- points to a visit or to somebody who waits.
CREATE TABLE queue_day (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    place_id {bytes} NOT NULL,
    day {int} NOT NULL,
    issued {int} NOT NULL,
    closed {int} NOT NULL CHECK (closed IN (0, 1)),
    guides {int} NOT NULL CHECK (guides BETWEEN 0 AND 50),
    PRIMARY KEY (tenant_id, place_id, day),
    FOREIGN KEY (tenant_id, place_id) REFERENCES place (tenant_id, id)
) {table};

CREATE TABLE ticket (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    id {bytes} NOT NULL,
    place_id {bytes} NOT NULL,
    day {int} NOT NULL,
    number {int} NOT NULL,
    creature TEXT,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'called', 'parked', 'done', 'gone')),
    issued_at {int} NOT NULL,
    called_at {int},
    called_by {bytes},
    called_name TEXT NOT NULL,
    counter TEXT NOT NULL,
    guidance_minutes {int},
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, place_id, day, number),
    FOREIGN KEY (tenant_id, place_id, day) REFERENCES queue_day (tenant_id, place_id, day)
) {table};

-- How a place calls people forward, until somebody chooses otherwise.
CREATE TABLE queue_place (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    place_id {bytes} NOT NULL,
    style TEXT NOT NULL CHECK (style IN ('number', 'creature')),
    go_to TEXT NOT NULL,
    PRIMARY KEY (tenant_id, place_id),
    FOREIGN KEY (tenant_id, place_id) REFERENCES place (tenant_id, id)
) {table};
