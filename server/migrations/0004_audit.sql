-- Who looked and who changed; who works where and for whom; who acts for somebody else.

-- One row for each look into and each change of what belongs to somebody: ids only, so nothing here needs erasing.
-- hash covers the row, words_hash and the hash before it. Append only, kept for good.
CREATE TABLE audit_entries (
    seq         BIGINT PRIMARY KEY,
    at          BIGINT NOT NULL,
    actor_kind  TEXT NOT NULL,
    actor_id    TEXT,
    office      TEXT,
    action      TEXT NOT NULL,
    purpose     TEXT NOT NULL,
    object_kind TEXT NOT NULL,
    object_id   TEXT NOT NULL,
    account     TEXT,
    words_hash  TEXT NOT NULL,
    hash        TEXT NOT NULL
);
CREATE INDEX audit_entries_account ON audit_entries (account, seq) WHERE account IS NOT NULL;
CREATE INDEX audit_entries_object ON audit_entries (object_id, seq);

-- Names, numbers and reasons of an entry, with the salt of their hash. Erased with the resident's account and when the
-- log's time is over; an entry of the chain says so.
CREATE TABLE audit_words (
    seq        BIGINT PRIMARY KEY REFERENCES audit_entries (seq),
    salt       TEXT NOT NULL,
    actor_name TEXT NOT NULL,
    label      TEXT NOT NULL,
    reason     TEXT NOT NULL
);

-- The newest entry, sealed with the server's key: nobody without it can cut or rewrite the end. One row.
CREATE TABLE audit_head (
    id   BIGINT PRIMARY KEY,
    seq  BIGINT NOT NULL,
    hash TEXT NOT NULL,
    seal TEXT NOT NULL
);
INSERT INTO audit_head (id, seq, hash, seal) VALUES (1, 0, '', '');

-- Signed states of the chain, also written to a file beside the data and copied off the host. Kept for good.
CREATE TABLE audit_checkpoints (
    seq       BIGINT PRIMARY KEY,
    at        BIGINT NOT NULL,
    hash      TEXT NOT NULL,
    signature TEXT NOT NULL
);

-- Somebody who left: may do nothing, but cases still name her. Kept with the member.
ALTER TABLE staff_members ADD COLUMN deactivated_at BIGINT;

-- Colleagues who stand in during an absence: they work the absent person's office for that time. Erased a year after
-- their end.
CREATE TABLE staff_substitutions (
    id         TEXT PRIMARY KEY,
    absent     TEXT NOT NULL REFERENCES staff_members (id),
    substitute TEXT NOT NULL REFERENCES staff_members (id),
    office     TEXT NOT NULL,
    starts_at  BIGINT NOT NULL,
    ends_at    BIGINT NOT NULL,
    created_by TEXT NOT NULL REFERENCES staff_members (id),
    created_at BIGINT NOT NULL
);
CREATE INDEX staff_substitutions_substitute ON staff_substitutions (substitute, ends_at);
CREATE INDEX staff_substitutions_office ON staff_substitutions (office, ends_at);

-- Codes that one person shows another: an invitation to help ('invite', with scopes and the end of the help), or a
-- person showing herself to a clerk ('show'). Keyed hashes; taken once; erased when they end.
CREATE TABLE representation_codes (
    id         TEXT PRIMARY KEY,
    kind       TEXT NOT NULL,
    code_hash  TEXT NOT NULL UNIQUE,
    account    TEXT NOT NULL REFERENCES accounts (id),
    scopes     TEXT NOT NULL,
    ends_at    BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX representation_codes_account ON representation_codes (account);
CREATE INDEX representation_codes_expiry ON representation_codes (expires_at);

-- Who may act for whom. basis: 'invited' by the person, or proven at the counter ('parent', 'guardian', 'carer';
-- BGB 1629, 1773, 1814), then recorded_by and shown say by whom and on what. Erased three years after its end
-- (regular limitation, BGB 195), or with either account.
CREATE TABLE representations (
    id             TEXT PRIMARY KEY,
    account        TEXT NOT NULL REFERENCES accounts (id),
    representative TEXT NOT NULL REFERENCES accounts (id),
    basis          TEXT NOT NULL,
    scopes         TEXT NOT NULL,
    shown          TEXT NOT NULL,
    recorded_by    TEXT REFERENCES staff_members (id),
    created_at     BIGINT NOT NULL,
    ends_at        BIGINT NOT NULL
);
CREATE INDEX representations_account ON representations (account, ends_at);
CREATE INDEX representations_representative ON representations (representative, ends_at);
