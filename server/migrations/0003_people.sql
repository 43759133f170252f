-- What the town knows about residents, how it is proven, and the way back into an account.

-- One row for a resident who said or proved anything. *_proof name the proof that holds the field; without one the
-- resident stated it. person_key is a keyed hash of proven name and birth date, for recovery. settings is JSON with a
-- version. Erased with the account.
CREATE TABLE profiles (
    account       TEXT PRIMARY KEY REFERENCES accounts (id),
    given_name    TEXT NOT NULL DEFAULT '',
    family_name   TEXT NOT NULL DEFAULT '',
    birth_date    TEXT,
    street        TEXT NOT NULL DEFAULT '',
    postcode      TEXT NOT NULL DEFAULT '',
    place         TEXT NOT NULL DEFAULT '',
    phone         TEXT NOT NULL DEFAULT '',
    email         TEXT,
    settings      TEXT,
    name_proof    TEXT,
    birth_proof   TEXT,
    address_proof TEXT,
    person_key    TEXT
);
CREATE INDEX profiles_person ON profiles (person_key) WHERE person_key IS NOT NULL;

-- Codes on their way to e-mail addresses: one an account. Keyed hash. Erased when used or a day after it ended.
CREATE TABLE email_codes (
    account    TEXT PRIMARY KEY REFERENCES accounts (id),
    id         TEXT NOT NULL,
    address    TEXT NOT NULL,
    code_hash  TEXT NOT NULL,
    tries      BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);

-- Proofs of identity: how, how well, until when, and what was proven. Kept with the account as evidence of who was
-- checked by whom; erased with it.
CREATE TABLE identity_proofs (
    id          TEXT PRIMARY KEY,
    account     TEXT NOT NULL REFERENCES accounts (id),
    means       TEXT NOT NULL,
    level       TEXT NOT NULL,
    at          BIGINT NOT NULL,
    valid_until BIGINT NOT NULL,
    checked_by  TEXT REFERENCES staff_members (id),
    document    TEXT,
    issuer      TEXT,
    subject     TEXT
);
CREATE INDEX identity_proofs_account ON identity_proofs (account, at);

-- Whose electronic identity belongs to which account (OpenID Connect Core, 5.7: issuer and subject, never e-mail).
CREATE TABLE eid_links (
    issuer  TEXT NOT NULL,
    subject TEXT NOT NULL,
    account TEXT NOT NULL REFERENCES accounts (id),
    PRIMARY KEY (issuer, subject),
    UNIQUE (account, issuer)
);

-- People on their way to the eID broker and back. Hash of `state`; taken once; ten minutes.
CREATE TABLE eid_requests (
    state_hash TEXT PRIMARY KEY,
    account    TEXT REFERENCES accounts (id),
    device     TEXT,
    nonce      TEXT NOT NULL,
    verifier   TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX eid_requests_expiry ON eid_requests (expires_at);

-- Letters with a code on their way: one an account. Erased when used, or with the account; the address is where the
-- letter goes.
CREATE TABLE letter_codes (
    account     TEXT PRIMARY KEY REFERENCES accounts (id),
    id          TEXT NOT NULL,
    code_hash   TEXT NOT NULL,
    given_name  TEXT NOT NULL,
    family_name TEXT NOT NULL,
    street      TEXT NOT NULL,
    postcode    TEXT NOT NULL,
    place       TEXT NOT NULL,
    tries       BIGINT NOT NULL,
    created_at  BIGINT NOT NULL,
    expires_at  BIGINT NOT NULL
);

-- Codes that residents show at the counter: one an account, one hour. Erased when used.
CREATE TABLE counter_codes (
    account    TEXT PRIMARY KEY REFERENCES accounts (id),
    code_hash  TEXT NOT NULL UNIQUE,
    expires_at BIGINT NOT NULL
);

-- Wrong tries, letters and the like within a window of time, where no row of their own can count them. Erased when
-- the window ends.
CREATE TABLE counted_tries (
    scope TEXT PRIMARY KEY,
    tries BIGINT NOT NULL,
    until BIGINT NOT NULL
);

-- Recoveries under way. account is empty for people nobody knows: asking leaves the same trace. handle finds the row
-- by the first symbols of its code, so that wrong ones count. Keyed hashes. Erased a month after they ended.
CREATE TABLE recoveries (
    id         TEXT PRIMARY KEY,
    account    TEXT REFERENCES accounts (id),
    means      TEXT NOT NULL,
    level      TEXT NOT NULL,
    stage      TEXT NOT NULL,
    handle     TEXT NOT NULL,
    code_hash  TEXT NOT NULL,
    stop_hash  TEXT NOT NULL UNIQUE,
    tries      BIGINT NOT NULL,
    checked_by TEXT REFERENCES staff_members (id),
    document   TEXT,
    created_at BIGINT NOT NULL,
    ready_at   BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX recoveries_account ON recoveries (account, created_at) WHERE account IS NOT NULL;
CREATE INDEX recoveries_handle ON recoveries (handle);
CREATE INDEX recoveries_expiry ON recoveries (expires_at);

-- Accounts that were recovered below their level: proofs from before `since` do not count until `level` is proven
-- again. Erased then.
CREATE TABLE recovery_locks (
    account TEXT PRIMARY KEY REFERENCES accounts (id),
    level   TEXT NOT NULL,
    since   BIGINT NOT NULL
);

-- Cards that block an account without signing in. Keyed hash of the code. Erased with the account.
CREATE TABLE blocking_cards (
    account   TEXT PRIMARY KEY REFERENCES accounts (id),
    code_hash TEXT NOT NULL UNIQUE,
    made_at   BIGINT NOT NULL
);

-- Blocked accounts: their passkeys stand under the holder kind 'blocked'. Keyed hash of what opens them again.
CREATE TABLE account_blocks (
    account    TEXT PRIMARY KEY REFERENCES accounts (id),
    code_hash  TEXT NOT NULL UNIQUE,
    blocked_at BIGINT NOT NULL
);
