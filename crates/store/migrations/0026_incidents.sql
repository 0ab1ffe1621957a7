-- What happened at a desk, and what was done. Nothing here says whom it was about.
CREATE TABLE incident (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    id {bytes} NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('difficult', 'breach', 'threat', 'wrong_advice', 'near_miss')),
    happened_day {int} NOT NULL,
    place TEXT,
    story TEXT NOT NULL,
    done TEXT NOT NULL,
    writer {bytes},
    written_at {int} NOT NULL,
    offline {int} NOT NULL CHECK (offline IN (0, 1)),
    own_system TEXT NOT NULL CHECK (own_system IN ('', 'deviation', 'hse')),
    own_reference TEXT NOT NULL,
    scenario_id {bytes},
    measure TEXT NOT NULL,
    settled TEXT NOT NULL CHECK (settled IN ('', 'training', 'boundary', 'routine', 'equipment')),
    settled_what TEXT NOT NULL,
    scored_day {int},
    alarm_id {bytes},
    closed_at {int},
    delete_after {int} NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, place) REFERENCES place (tenant_id, key)
) {table};

CREATE INDEX incident_by_kind ON incident (tenant_id, kind, happened_day);

-- Who was told at once: a part, never a name.
CREATE TABLE incident_told (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    incident_id {bytes} NOT NULL,
    who TEXT NOT NULL,
    PRIMARY KEY (tenant_id, incident_id, who),
    FOREIGN KEY (tenant_id, incident_id) REFERENCES incident (tenant_id, id)
) {sorted_table};

-- Those the leader has named: they need to read it.
CREATE TABLE incident_reader (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    incident_id {bytes} NOT NULL,
    account_id {bytes} NOT NULL,
    named_at {int} NOT NULL,
    PRIMARY KEY (tenant_id, incident_id, account_id),
    FOREIGN KEY (tenant_id, incident_id) REFERENCES incident (tenant_id, id),
    FOREIGN KEY (tenant_id, account_id) REFERENCES account (tenant_id, id)
) {sorted_table};

-- Every time somebody has read it.
CREATE TABLE incident_reading (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    id {bytes} NOT NULL,
    incident_id {bytes} NOT NULL,
    account_id {bytes} NOT NULL,
    ground TEXT NOT NULL CHECK (ground IN ('writer', 'leader', 'named')),
    what TEXT NOT NULL CHECK (what IN ('page', 'archive')),
    read_at {int} NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, incident_id) REFERENCES incident (tenant_id, id),
    FOREIGN KEY (tenant_id, account_id) REFERENCES account (tenant_id, id)
) {table};

CREATE INDEX incident_reading_of ON incident_reading (tenant_id, incident_id);

-- A breach: when it was known, and what was decided about telling the authority.
CREATE TABLE incident_breach (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    incident_id {bytes} NOT NULL,
    known_at {int} NOT NULL,
    decision TEXT NOT NULL CHECK (decision IN ('', 'notify', 'do_not')),
    reason TEXT NOT NULL,
    why_late TEXT NOT NULL,
    authority_reference TEXT NOT NULL,
    decided_by {bytes},
    decided_at {int},
    PRIMARY KEY (tenant_id, incident_id),
    FOREIGN KEY (tenant_id, incident_id) REFERENCES incident (tenant_id, id)
) {sorted_table};

-- Answers to what the authority's form asks.
CREATE TABLE incident_answer (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    incident_id {bytes} NOT NULL,
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    PRIMARY KEY (tenant_id, incident_id, question),
    FOREIGN KEY (tenant_id, incident_id) REFERENCES incident (tenant_id, id)
) {sorted_table};

-- What has been done afterwards.
CREATE TABLE incident_aftercare (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    incident_id {bytes} NOT NULL,
    step TEXT NOT NULL,
    done_at {int} NOT NULL,
    PRIMARY KEY (tenant_id, incident_id, step),
    FOREIGN KEY (tenant_id, incident_id) REFERENCES incident (tenant_id, id)
) {sorted_table};

-- What it taught, so anonymous that every guide may read it.
CREATE TABLE incident_note (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    incident_id {bytes} NOT NULL,
    title TEXT NOT NULL,
    occasion TEXT NOT NULL,
    may TEXT NOT NULL,
    may_not TEXT NOT NULL,
    instead TEXT NOT NULL,
    say TEXT NOT NULL,
    card TEXT,
    approved_at {int},
    PRIMARY KEY (tenant_id, incident_id),
    FOREIGN KEY (tenant_id, incident_id) REFERENCES incident (tenant_id, id)
) {sorted_table};

-- How many of a kind, within how many days, open the risk anew, and which scenario that is. Also the lock that lets one
-- incident of a kind come after the other.
CREATE TABLE incident_rule (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    kind TEXT NOT NULL,
    incidents {int} NOT NULL CHECK (incidents BETWEEN 1 AND 50),
    days {int} NOT NULL CHECK (days BETWEEN 1 AND 730),
    scenario_id {bytes},
    touched {int} NOT NULL,
    PRIMARY KEY (tenant_id, kind)
) {sorted_table};

-- That there were so many, and what came of it: a scenario opened anew, a line on the agenda of a network meeting.
CREATE TABLE incident_alarm (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    id {bytes} NOT NULL,
    kind TEXT NOT NULL,
    incidents {int} NOT NULL,
    days {int} NOT NULL,
    raised_at {int} NOT NULL,
    scenario_id {bytes},
    reopened {int} NOT NULL CHECK (reopened IN (0, 1)),
    meeting TEXT NOT NULL,
    taken_up_day {int},
    decided TEXT NOT NULL,
    PRIMARY KEY (tenant_id, id)
) {table};

-- How many there have been of each kind: what is left when the incidents are erased.
CREATE TABLE incident_month (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    month {int} NOT NULL,
    kind TEXT NOT NULL,
    n {int} NOT NULL,
    PRIMARY KEY (tenant_id, month, kind)
) {sorted_table};

-- How many months an incident is kept after it was closed.
CREATE TABLE incident_setting (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    keep_months {int} NOT NULL CHECK (keep_months BETWEEN 6 AND 120),
    PRIMARY KEY (tenant_id)
) {sorted_table};
