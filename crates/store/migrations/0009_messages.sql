-- What people are to be told, written in the same transaction as what it is about, and sent afterwards. Addresses and words
-- are emptied the moment a message is told; a row lives some days more so that it is known that it was.
CREATE TABLE message (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    id {bytes} NOT NULL,
    subject {bytes} NOT NULL,
    occasion TEXT NOT NULL,
    channel TEXT NOT NULL CHECK (channel IN ('sms', 'email', 'call_list')),
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'told', 'dead')),
    language TEXT NOT NULL,
    contact_kind TEXT NOT NULL CHECK (contact_kind IN ('none', 'call', 'sms', 'email')),
    contact TEXT NOT NULL,
    about TEXT NOT NULL,
    calendar TEXT NOT NULL,
    made_at {int} NOT NULL,
    due {int} NOT NULL,
    useless_after {int} NOT NULL,
    attempts {int} NOT NULL,
    leased_until {int} NOT NULL,
    ended_at {int},
    problem TEXT NOT NULL,
    delete_after {int} NOT NULL,
    PRIMARY KEY (tenant_id, id)
) {table};

CREATE INDEX message_due ON message (tenant_id, state, due);
CREATE INDEX message_subject ON message (tenant_id, subject);

-- Texts a municipality wrote instead of ours, or in a language we have none in.
CREATE TABLE message_text (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    occasion TEXT NOT NULL,
    language TEXT NOT NULL,
    subject TEXT NOT NULL,
    sms TEXT NOT NULL,
    letter TEXT NOT NULL,
    spoken TEXT NOT NULL,
    locked {int} NOT NULL CHECK (locked IN (0, 1)),
    approved_by TEXT NOT NULL,
    changed_at {int} NOT NULL,
    PRIMARY KEY (tenant_id, occasion, language)
) {table};

-- When nothing is sent, and what a text message says it is from.
CREATE TABLE message_setting (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    quiet_from {int} NOT NULL CHECK (quiet_from BETWEEN 0 AND 1440),
    quiet_until {int} NOT NULL CHECK (quiet_until BETWEEN 0 AND 1440),
    sender TEXT NOT NULL,
    PRIMARY KEY (tenant_id)
) {table};
