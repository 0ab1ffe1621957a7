-- Things that a place has some of, who has them by a slip's number, and for which occurrence. Nobody who borrows is known:
-- the first name or alias is optional and goes with the row when the thing comes back. That no unit is in two places is
-- decided by claim, with the thing as resource and the unit as lane.
CREATE TABLE equipment (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    id {bytes} NOT NULL,
    place_id {bytes} NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('computer', 'tablet', 'phone', 'hearing_loop', 'projector', 'other')),
    name TEXT NOT NULL,
    number {int} NOT NULL CHECK (number BETWEEN 1 AND 200),
    lendable {int} NOT NULL CHECK (lendable IN (0, 1)),
    ended {int} NOT NULL CHECK (ended IN (0, 1)),
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, place_id) REFERENCES place (tenant_id, id)
) {table};

CREATE TABLE equipment_hold (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    id {bytes} NOT NULL,
    equipment_id {bytes} NOT NULL,
    items {int} NOT NULL CHECK (items BETWEEN 1 AND 200),
    starts_at {int} NOT NULL,
    ends_at {int} NOT NULL,
    slip {int},
    alias TEXT NOT NULL,
    offering TEXT,
    schedule TEXT,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, slip),
    FOREIGN KEY (tenant_id, equipment_id) REFERENCES equipment (tenant_id, id),
    CHECK ((slip IS NULL) = (offering IS NOT NULL))
) {table};

CREATE TABLE equipment_unit (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    hold_id {bytes} NOT NULL,
    lane {int} NOT NULL CHECK (lane >= 0),
    PRIMARY KEY (tenant_id, hold_id, lane),
    FOREIGN KEY (tenant_id, hold_id) REFERENCES equipment_hold (tenant_id, id)
) {sorted_table};

CREATE TABLE equipment_month (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    equipment_id {bytes} NOT NULL,
    month {int} NOT NULL,
    loans {int} NOT NULL,
    items {int} NOT NULL,
    late {int} NOT NULL,
    reservations {int} NOT NULL,
    PRIMARY KEY (tenant_id, equipment_id, month),
    FOREIGN KEY (tenant_id, equipment_id) REFERENCES equipment (tenant_id, id)
) {table};
