-- What is said about an event, in each written language. It stood in event and event_item, in the municipality's own only.
CREATE TABLE event_text (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    event_id {bytes} NOT NULL,
    language TEXT NOT NULL CHECK (language IN ('nb', 'nn', 'en')),
    title TEXT NOT NULL,
    about TEXT NOT NULL,
    bring TEXT NOT NULL,
    PRIMARY KEY (tenant_id, event_id, language),
    FOREIGN KEY (tenant_id, event_id) REFERENCES event (tenant_id, id)
) {sorted_table};

INSERT INTO event_text (tenant_id, event_id, language, title, about, bring)
SELECT e.tenant_id, e.id, COALESCE(m.written_language, 'nb'), e.title, e.about, e.bring
FROM event e LEFT JOIN municipality_profile m ON m.tenant_id = e.tenant_id
WHERE e.title <> '' OR e.about <> '' OR e.bring <> '';

ALTER TABLE event DROP COLUMN title;
ALTER TABLE event DROP COLUMN about;
ALTER TABLE event DROP COLUMN bring;

CREATE TABLE event_programme (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    event_id {bytes} NOT NULL,
    language TEXT NOT NULL CHECK (language IN ('nb', 'nn', 'en')),
    position {int} NOT NULL,
    start_minute {int},
    title TEXT NOT NULL,
    held_by TEXT NOT NULL,
    PRIMARY KEY (tenant_id, event_id, language, position),
    FOREIGN KEY (tenant_id, event_id) REFERENCES event (tenant_id, id)
) {sorted_table};

INSERT INTO event_programme (tenant_id, event_id, language, position, start_minute, title, held_by)
SELECT i.tenant_id, i.event_id, COALESCE(m.written_language, 'nb'), i.position, i.start_minute, i.title, i.held_by
FROM event_item i LEFT JOIN municipality_profile m ON m.tenant_id = i.tenant_id;

DROP TABLE event_item;

-- Where an invitation is sent, what the receiver's calendar was told last, and how often it was told something new.
ALTER TABLE event_contributor ADD COLUMN email TEXT NOT NULL DEFAULT '';
ALTER TABLE event_contributor ADD COLUMN link TEXT NOT NULL DEFAULT '';
ALTER TABLE event_contributor ADD COLUMN told TEXT NOT NULL DEFAULT '';
ALTER TABLE event_contributor ADD COLUMN sequence {int} NOT NULL DEFAULT 0;
ALTER TABLE event_contributor ADD COLUMN forget_after {int} NOT NULL DEFAULT 0;

-- Coming dates of an opening plan that was taken away: calendars that people follow are told that each is called off, until
-- it is past.
CREATE TABLE calendar_gone (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    series TEXT NOT NULL,
    original_day {int} NOT NULL,
    original_minute {int} NOT NULL,
    of_rule {int} NOT NULL CHECK (of_rule IN (0, 1)),
    offering TEXT NOT NULL,
    place TEXT NOT NULL,
    starts_at {int} NOT NULL,
    ends_at {int} NOT NULL,
    sequence {int} NOT NULL,
    gone_at {int} NOT NULL,
    PRIMARY KEY (tenant_id, series, original_day, original_minute)
) {sorted_table};

-- The day in the opening plan that a reservation is for, so that it follows when the date is moved.
ALTER TABLE equipment_hold ADD COLUMN original_day {int};
