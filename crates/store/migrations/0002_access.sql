-- Accounts, invitations, sessions, shared devices, and the throttle of sign-in attempts.
CREATE TABLE account (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    id {bytes} NOT NULL,
    login TEXT NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    password TEXT NOT NULL,
    created_at {int} NOT NULL,
    signed_in_at {int},
    closed_at {int},
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, login)
) {table};

CREATE TABLE invitation (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    token_hash {bytes} NOT NULL,
    login TEXT NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    invited_at {int} NOT NULL,
    expires_at {int} NOT NULL,
    used_at {int},
    PRIMARY KEY (tenant_id, token_hash)
) {table};

CREATE TABLE device (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    id {bytes} NOT NULL,
    name TEXT NOT NULL,
    token_hash {bytes} NOT NULL,
    enrolled_at {int} NOT NULL,
    removed_at {int},
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, token_hash)
) {table};

CREATE TABLE session (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    token_hash {bytes} NOT NULL,
    account_id {bytes},
    device_id {bytes},
    label TEXT NOT NULL,
    created_at {int} NOT NULL,
    expires_at {int} NOT NULL,
    ended_at {int},
    PRIMARY KEY (tenant_id, token_hash),
    FOREIGN KEY (tenant_id, account_id) REFERENCES account (tenant_id, id),
    FOREIGN KEY (tenant_id, device_id) REFERENCES device (tenant_id, id),
    CHECK ((account_id IS NULL) <> (device_id IS NULL))
) {table};
CREATE INDEX session_account ON session (tenant_id, account_id);

CREATE TABLE device_duty (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    device_id {bytes} NOT NULL,
    account_id {bytes} NOT NULL,
    day {int} NOT NULL,
    PRIMARY KEY (tenant_id, device_id, account_id, day),
    FOREIGN KEY (tenant_id, device_id) REFERENCES device (tenant_id, id),
    FOREIGN KEY (tenant_id, account_id) REFERENCES account (tenant_id, id)
) {table};

CREATE TABLE sign_in_attempt (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    bucket {bytes} NOT NULL,
    window_start {int} NOT NULL,
    attempts {int} NOT NULL,
    PRIMARY KEY (tenant_id, bucket, window_start)
) {table};
