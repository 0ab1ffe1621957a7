CREATE TABLE tenant (
  tenant_id {int} NOT NULL PRIMARY KEY,
  number TEXT NOT NULL,
  name TEXT NOT NULL,
  host TEXT UNIQUE,
  from_day {int} NOT NULL,
  content_version {int} NOT NULL DEFAULT 0,
  demo {int} NOT NULL DEFAULT 0 CHECK (demo IN (0, 1)),
  created_at {int} NOT NULL
) {table};

-- Municipality numbers change (1201 Bergen became 4601 in 2020): every number a tenant has had, with its first day.
CREATE TABLE tenant_number (
  tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
  from_day {int} NOT NULL,
  number TEXT NOT NULL,
  PRIMARY KEY (tenant_id, from_day)
) {sorted_table};

CREATE TABLE history (
  tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
  id {bytes} NOT NULL,
  at {int} NOT NULL,
  actor_kind TEXT NOT NULL CHECK (actor_kind IN ('system', 'import', 'anonymous', 'person', 'device', 'partner')),
  actor_id {bytes},
  on_duty_id {bytes},
  room TEXT NOT NULL,
  entity TEXT NOT NULL,
  entity_id TEXT NOT NULL,
  verb TEXT NOT NULL,
  before_json TEXT,
  after_json TEXT,
  PRIMARY KEY (tenant_id, id)
) {table};
CREATE INDEX history_by_entity ON history (tenant_id, entity, entity_id, at);
CREATE INDEX history_by_time ON history (tenant_id, at);

CREATE TABLE setting (
  tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (tenant_id, key)
) {sorted_table};

-- The installation itself, which owns shared settings and history. Lists of municipalities ask for tenant_id > 0.
INSERT INTO tenant (tenant_id, number, name, from_day, created_at) VALUES (0, '0000', 'Terskel', 0, 0);
