-- Hours a week that are agreed with somebody, copied from the personnel system, where the legal plan of working hours is.
CREATE TABLE agreed_hours (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    id {bytes} NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('employee', 'pupil', 'volunteer', 'hired', 'partner')),
    minutes_per_week {int} NOT NULL CHECK (minutes_per_week BETWEEN 1 AND 2400),
    from_day {int} NOT NULL,
    until_day {int},
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, name, from_day),
    CHECK (until_day IS NULL OR until_day >= from_day)
) {table};

-- What comes on top of the open hours, where the municipality knows better than the usual.
CREATE TABLE sustainability_rates (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    preparation {int} NOT NULL CHECK (preparation BETWEEN 0 AND 200),
    meetings {int} NOT NULL CHECK (meetings BETWEEN 0 AND 3000),
    training {int} NOT NULL CHECK (training BETWEEN 0 AND 3000),
    travel {int} NOT NULL CHECK (travel BETWEEN 0 AND 600),
    absence {int} NOT NULL CHECK (absence BETWEEN 0 AND 90),
    PRIMARY KEY (tenant_id)
) {table};
