-- Several passkeys for each person, step-up, and ways onto another device.

-- name is what the person reads in the list; kind is 'platform', 'security_key' or 'app'. backup_eligible and
-- backed_up are the flags BE and BS (WebAuthn Level 3, 6.1.3). Erased with their holder or when removed.
ALTER TABLE passkeys ADD COLUMN name TEXT NOT NULL DEFAULT '';
ALTER TABLE passkeys ADD COLUMN kind TEXT NOT NULL DEFAULT 'platform';
ALTER TABLE passkeys ADD COLUMN backup_eligible BIGINT NOT NULL DEFAULT 0;
ALTER TABLE passkeys ADD COLUMN backed_up BIGINT NOT NULL DEFAULT 0;

-- fresh_until: until when the last use of a passkey counts as step-up. previous_hash is the token before the last
-- rotation; it works until previous_until, so that requests on their way and a lost answer sign nobody out.
ALTER TABLE sessions ADD COLUMN fresh_until BIGINT NOT NULL DEFAULT 0;
ALTER TABLE sessions ADD COLUMN previous_hash TEXT;
ALTER TABLE sessions ADD COLUMN previous_until BIGINT NOT NULL DEFAULT 0;
CREATE UNIQUE INDEX sessions_previous ON sessions (previous_hash) WHERE previous_hash IS NOT NULL;
CREATE INDEX sessions_passkey ON sessions (passkey_id);

-- A new device on its way to a passkey of its own. Keyed hashes of the codes only. Erased ten minutes after it ends.
-- state: 'open' (code shown), 'entered' (the new device came, both show the word), 'confirmed', 'used', 'ended'.
CREATE TABLE device_links (
    id          TEXT PRIMARY KEY,
    holder_kind TEXT NOT NULL,
    holder_id   TEXT NOT NULL,
    device_id   TEXT NOT NULL,
    code_hash   TEXT NOT NULL UNIQUE,
    claim_hash  TEXT UNIQUE,
    state       TEXT NOT NULL,
    word        TEXT,
    label       TEXT NOT NULL,
    created_at  BIGINT NOT NULL,
    expires_at  BIGINT NOT NULL
);
CREATE INDEX device_links_holder ON device_links (holder_kind, holder_id);
CREATE INDEX device_links_expiry ON device_links (expires_at);

-- Authorization codes by which the browser signs the app in (RFC 8252, RFC 7636). Hash only; taken once; one minute.
CREATE TABLE app_logins (
    code_hash    TEXT PRIMARY KEY,
    account      TEXT NOT NULL REFERENCES accounts (id),
    session_id   TEXT NOT NULL,
    passkey_id   TEXT NOT NULL,
    challenge    TEXT NOT NULL,
    redirect_uri TEXT NOT NULL,
    expires_at   BIGINT NOT NULL
);
CREATE INDEX app_logins_expiry ON app_logins (expires_at);
