-- What the service rests on: the budget's lines, money, strategies with their goals, decisions, benefits, calls, grants with their
-- conditions and spending. What is in an entry stands in `content`; amounts in it are whole øre. `parent` is the entry it is a part
-- of. Nobody's name belongs here: owners are roles, audiences are bodies.
CREATE TABLE anchoring_entry (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    id {bytes} NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('frame', 'cost', 'money', 'strategy', 'goal', 'commitment', 'project', 'briefing', 'benefit', 'measurement', 'call', 'grant', 'condition', 'spending')),
    parent {bytes},
    content TEXT NOT NULL,
    revision {int} NOT NULL CHECK (revision >= 1),
    made_at {int} NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, parent) REFERENCES anchoring_entry (tenant_id, id),
    CHECK ((parent IS NOT NULL) = (kind IN ('goal', 'measurement', 'condition', 'spending')))
) {table};

CREATE INDEX anchoring_entry_by_kind ON anchoring_entry (tenant_id, kind);
CREATE INDEX anchoring_entry_by_parent ON anchoring_entry (tenant_id, parent);
