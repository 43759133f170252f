-- The first tables of a town hall. One text for SQLite and PostgreSQL: TEXT ids, BIGINT milliseconds since 1970.

-- Numbers that count up in the order of commits: events, and case numbers per year. Kept for good.
CREATE TABLE counters (
    name  TEXT PRIMARY KEY,
    value BIGINT NOT NULL
);

-- Residents. Erased when the resident deletes the account.
CREATE TABLE accounts (
    id           TEXT PRIMARY KEY,
    display_name TEXT NOT NULL,
    language     TEXT NOT NULL,
    created_at   BIGINT NOT NULL
);

-- People who work in the town hall. Kept, because cases name them.
CREATE TABLE staff_members (
    id           TEXT PRIMARY KEY,
    display_name TEXT NOT NULL,
    office       TEXT NOT NULL,
    role         TEXT NOT NULL,
    created_at   BIGINT NOT NULL
);

-- One-time links that let somebody become staff. Only the hash of the secret. Erased a day after they end.
CREATE TABLE staff_invitations (
    token_hash   TEXT PRIMARY KEY,
    display_name TEXT NOT NULL,
    office       TEXT NOT NULL,
    role         TEXT NOT NULL,
    created_at   BIGINT NOT NULL,
    expires_at   BIGINT NOT NULL,
    accepted_at  BIGINT
);

-- Public keys of passkeys. holder_kind is 'resident' or 'staff'. Erased with their holder.
CREATE TABLE passkeys (
    id           TEXT PRIMARY KEY,
    holder_kind  TEXT NOT NULL,
    holder_id    TEXT NOT NULL,
    data         TEXT NOT NULL,
    created_at   BIGINT NOT NULL,
    last_used_at BIGINT
);
CREATE INDEX passkeys_holder ON passkeys (holder_kind, holder_id);

-- WebAuthn ceremonies between start and finish. Taken once; erased after five minutes.
CREATE TABLE ceremonies (
    id         TEXT PRIMARY KEY,
    purpose    TEXT NOT NULL,
    subject    TEXT NOT NULL,
    state      TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX ceremonies_expiry ON ceremonies (expires_at);

-- Signed-in devices. Only the hash of the token. Erased when signed out or expired.
CREATE TABLE sessions (
    id           TEXT PRIMARY KEY,
    token_hash   TEXT NOT NULL UNIQUE,
    holder_kind  TEXT NOT NULL,
    holder_id    TEXT NOT NULL,
    passkey_id   TEXT NOT NULL,
    label        TEXT NOT NULL,
    created_at   BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    expires_at   BIGINT NOT NULL
);
CREATE INDEX sessions_holder ON sessions (holder_kind, holder_id);
CREATE INDEX sessions_expiry ON sessions (expires_at);

-- What the town hall works on. Kept as long as the office's retention says; the number is never used again.
-- closed and cell are derived from status and place so that the queue and the map have an index each; words are what
-- the queue's search looks at, in lower case.
CREATE TABLE cases (
    id          TEXT PRIMARY KEY,
    number      TEXT NOT NULL UNIQUE,
    kind        TEXT NOT NULL,
    category    TEXT NOT NULL,
    summary     TEXT NOT NULL,
    words       TEXT NOT NULL,
    office      TEXT NOT NULL,
    status      TEXT NOT NULL,
    closed      BIGINT NOT NULL,
    assignee    TEXT REFERENCES staff_members (id),
    account     TEXT REFERENCES accounts (id),
    lat         DOUBLE PRECISION,
    lon         DOUBLE PRECISION,
    cell        BIGINT,
    received_at BIGINT NOT NULL,
    changed_at  BIGINT NOT NULL,
    revision    BIGINT NOT NULL
);
CREATE INDEX cases_queue ON cases (closed, id);
CREATE INDEX cases_queue_office ON cases (office, closed, id);
CREATE INDEX cases_status ON cases (status, id);
CREATE INDEX cases_assignee ON cases (assignee, id) WHERE assignee IS NOT NULL;
CREATE INDEX cases_account ON cases (account, id);
CREATE INDEX cases_map ON cases (cell, closed, id, lat, lon, office);

-- How many cases each office has in each status; changes in the same transaction as the case.
CREATE TABLE case_counts (
    office TEXT NOT NULL,
    status TEXT NOT NULL,
    number BIGINT NOT NULL,
    PRIMARY KEY (office, status)
);

-- Answers, notes and status changes of a case with their words. Erased with the case.
CREATE TABLE case_entries (
    id      TEXT PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases (id),
    at      BIGINT NOT NULL,
    kind    TEXT NOT NULL,
    status  TEXT,
    text    TEXT NOT NULL,
    author  TEXT REFERENCES staff_members (id),
    public  BIGINT NOT NULL
);
CREATE INDEX case_entries_case ON case_entries (case_id, id);

-- What somebody reported. The report has the id of its case. Erased with the case.
CREATE TABLE reports (
    id          TEXT PRIMARY KEY REFERENCES cases (id),
    channel     TEXT NOT NULL,
    text        TEXT NOT NULL,
    lat         DOUBLE PRECISION,
    lon         DOUBLE PRECISION,
    accuracy_m  DOUBLE PRECISION,
    address     TEXT NOT NULL,
    description TEXT NOT NULL,
    source      TEXT NOT NULL,
    outside     BIGINT NOT NULL,
    email       TEXT,
    reporter    TEXT,
    language    TEXT NOT NULL,
    sha256      TEXT NOT NULL
);

-- Secrets of status links, as hashes. A revoked link stays so that its secret can never work again.
CREATE TABLE report_links (
    report_id   TEXT PRIMARY KEY REFERENCES reports (id),
    secret_hash TEXT NOT NULL UNIQUE,
    revoked_at  BIGINT
);

-- Pictures, cleaned. Without a report they are erased after a day.
CREATE TABLE report_photos (
    id         TEXT PRIMARY KEY,
    report_id  TEXT REFERENCES reports (id),
    position   BIGINT NOT NULL,
    uploader   TEXT NOT NULL,
    full_blob  TEXT NOT NULL,
    thumb_blob TEXT NOT NULL,
    width      BIGINT NOT NULL,
    height     BIGINT NOT NULL,
    bytes      BIGINT NOT NULL,
    sha256     TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX report_photos_report ON report_photos (report_id, position);
CREATE INDEX report_photos_waiting ON report_photos (created_at) WHERE report_id IS NULL;

-- Answers to creating requests, so that sending twice is doing once. The answer is erased after 30 days,
-- key and object stay as long as the object.
CREATE TABLE idempotency_keys (
    scope      TEXT NOT NULL,
    key        TEXT NOT NULL,
    content    TEXT NOT NULL,
    object_id  TEXT,
    answer     TEXT,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (scope, key)
);
CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at) WHERE answer IS NOT NULL;

-- Everything that happened, ids only: names and texts live in erasable tables. Append only, kept for good.
CREATE TABLE events (
    seq        BIGINT PRIMARY KEY,
    at         BIGINT NOT NULL,
    actor_kind TEXT NOT NULL,
    actor_id   TEXT,
    kind       TEXT NOT NULL,
    object_id  TEXT NOT NULL,
    account    TEXT,
    office     TEXT
);
CREATE INDEX events_account ON events (account, seq) WHERE account IS NOT NULL;
CREATE INDEX events_office ON events (office, seq) WHERE office IS NOT NULL;

-- Work for later, enqueued in the transaction that wants it. Erased when done; a dead one waits for a clerk.
CREATE TABLE jobs (
    id           TEXT PRIMARY KEY,
    kind         TEXT NOT NULL,
    payload      TEXT NOT NULL,
    case_id      TEXT,
    office       TEXT,
    state        TEXT NOT NULL,
    run_at       BIGINT NOT NULL,
    attempts     BIGINT NOT NULL,
    leased_until BIGINT,
    reason       TEXT NOT NULL,
    created_at   BIGINT NOT NULL
);
CREATE INDEX jobs_due ON jobs (state, run_at);
