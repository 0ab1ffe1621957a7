-- What the municipality has done with the cards of the handbook. A card without a row here is as it ships. `current` is the
-- own version that is read, 0 while the card follows the one that ships; `made_from` is the shipped card as it was when the
-- own version was written; `reviewed` is the version that somebody has looked through. `revision` counts changes.
CREATE TABLE handbook_card (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    key TEXT NOT NULL,
    current {int} NOT NULL CHECK (current >= 0),
    made_from {int} NOT NULL CHECK (made_from >= 0),
    retired {int} NOT NULL CHECK (retired IN (0, 1)),
    reviewed {int} NOT NULL CHECK (reviewed >= 0),
    reviewed_by TEXT NOT NULL,
    reviewed_day {int},
    due_day {int},
    revision {int} NOT NULL CHECK (revision >= 0),
    PRIMARY KEY (tenant_id, key)
) {table};

-- Every version of a card that the municipality wrote, and the shipped cards that were made from or looked through, as they
-- were then. Written once, never changed.
CREATE TABLE handbook_version (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    key TEXT NOT NULL,
    number {int} NOT NULL CHECK (number >= 1),
    origin TEXT NOT NULL CHECK (origin IN ('shipped', 'own')),
    content TEXT NOT NULL,
    made_at {int} NOT NULL,
    made_by TEXT NOT NULL,
    PRIMARY KEY (tenant_id, key, number),
    FOREIGN KEY (tenant_id, key) REFERENCES handbook_card (tenant_id, key)
) {table};
