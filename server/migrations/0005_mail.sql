-- Letters: one row is one message to one recipient.

-- content is JSON with a version, recipient included; words are what the desk's search looks at, in lower case. state, doubt
-- and round change together, by whoever holds the row. account is whose mailbox it goes to. Kept as a file of the office;
-- deleting the resident's copy or account changes nothing here but account.
CREATE TABLE mail_letters (
    id          TEXT PRIMARY KEY,
    office      TEXT NOT NULL,
    kind        TEXT NOT NULL,
    subject     TEXT NOT NULL,
    reference   TEXT NOT NULL,
    words       TEXT NOT NULL,
    state       TEXT NOT NULL,
    doubt       TEXT,
    regime      TEXT NOT NULL,
    min_level   TEXT NOT NULL,
    reply_by    TEXT,
    content     TEXT NOT NULL,
    case_id     TEXT REFERENCES cases (id),
    account     TEXT,
    supersedes  TEXT REFERENCES mail_letters (id),
    round       BIGINT NOT NULL,
    asked       BIGINT NOT NULL,
    send_at     BIGINT,
    sent_by     TEXT REFERENCES staff_members (id),
    cancelled_at  BIGINT,
    cancel_reason TEXT,
    created_by  TEXT NOT NULL REFERENCES staff_members (id),
    created_at  BIGINT NOT NULL,
    changed_at  BIGINT NOT NULL,
    revision    BIGINT NOT NULL
);
CREATE INDEX mail_letters_desk ON mail_letters (office, id);
CREATE INDEX mail_letters_state ON mail_letters (state, office, id);
CREATE INDEX mail_letters_asked ON mail_letters (office, id) WHERE asked = 1;
CREATE INDEX mail_letters_supersedes ON mail_letters (supersedes) WHERE supersedes IS NOT NULL;
CREATE INDEX mail_letters_account ON mail_letters (account) WHERE account IS NOT NULL;

-- PDFs of letters. A row comes before its bytes; ready is 1 once they are on the shelf. made: from the letter's text.
CREATE TABLE mail_documents (
    id         TEXT PRIMARY KEY,
    letter     TEXT NOT NULL REFERENCES mail_letters (id),
    role       TEXT NOT NULL,
    name       TEXT NOT NULL,
    blob       TEXT NOT NULL,
    pages      BIGINT NOT NULL,
    bytes      BIGINT NOT NULL,
    sha256     TEXT NOT NULL,
    made       BIGINT NOT NULL,
    ready      BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX mail_documents_letter ON mail_documents (letter, id);

-- One row for each delivery: the channel is decided once for each. Kept with the letter.
CREATE TABLE mail_deliveries (
    letter         TEXT NOT NULL REFERENCES mail_letters (id),
    round          BIGINT NOT NULL,
    channel        TEXT NOT NULL,
    why            TEXT NOT NULL,
    decided_at     BIGINT NOT NULL,
    provided_at    BIGINT,
    notice_sent_at BIGINT,
    retrieved_at   BIGINT,
    retrieved_by   TEXT,
    printed_at     BIGINT,
    posted_on      TEXT,
    returned_on    TEXT,
    ended_at       BIGINT,
    PRIMARY KEY (letter, round)
);

-- The resident's copy: where it lies in the mailbox. position sorts by the time of the last provision, which
-- is that of round. hidden: the
-- resident erased it, or the account. Kept with the letter; account then names nobody.
CREATE TABLE mail_copies (
    letter     TEXT PRIMARY KEY REFERENCES mail_letters (id),
    account    TEXT NOT NULL,
    round      BIGINT NOT NULL,
    position   TEXT NOT NULL,
    opened_at  BIGINT,
    unread     BIGINT NOT NULL,
    starred    BIGINT NOT NULL,
    archived   BIGINT NOT NULL,
    hidden     BIGINT NOT NULL,
    safe_until TEXT
);
CREATE INDEX mail_copies_box ON mail_copies (account, hidden, archived, position);
CREATE INDEX mail_copies_unread ON mail_copies (account) WHERE unread = 1 AND hidden = 0;

-- Who opened a copy for somebody else. Erased with the right or the account.
CREATE TABLE mail_copies_opened (
    letter  TEXT NOT NULL REFERENCES mail_letters (id),
    account TEXT NOT NULL,
    at      BIGINT NOT NULL,
    PRIMARY KEY (letter, account)
);

-- What can be proven about a letter: ids, codes, days; hash covers the entry and the hash before it. Append only, kept
-- for good.
CREATE TABLE mail_evidence (
    letter     TEXT NOT NULL REFERENCES mail_letters (id),
    seq        BIGINT NOT NULL,
    at         BIGINT NOT NULL,
    kind       TEXT NOT NULL,
    round      BIGINT NOT NULL,
    actor_kind TEXT NOT NULL,
    actor_id   TEXT,
    level      TEXT,
    device     TEXT,
    detail     TEXT NOT NULL,
    hash       TEXT NOT NULL,
    PRIMARY KEY (letter, seq)
);

-- Threads about letters. Kept with the letter.
CREATE TABLE mail_questions (
    id        TEXT PRIMARY KEY,
    letter    TEXT NOT NULL REFERENCES mail_letters (id),
    at        BIGINT NOT NULL,
    kind      TEXT NOT NULL,
    by_kind   TEXT NOT NULL,
    author    TEXT NOT NULL,
    text      TEXT NOT NULL
);
CREATE INDEX mail_questions_letter ON mail_questions (letter, id);

-- Consent to digital service, as evidence: version and hash of the wording. Kept three years after its end.
CREATE TABLE mail_consents (
    id         TEXT PRIMARY KEY,
    account    TEXT NOT NULL,
    version    TEXT NOT NULL,
    wording    TEXT NOT NULL,
    locale     TEXT NOT NULL,
    given_at   BIGINT NOT NULL,
    revoked_at BIGINT
);
CREATE UNIQUE INDEX mail_consents_account ON mail_consents (account) WHERE revoked_at IS NULL;

-- Codes printed on paper letters, as keyed hashes: "get this digitally next time". Erased when used or ended.
CREATE TABLE mail_reference_codes (
    code_hash  TEXT PRIMARY KEY,
    letter     TEXT NOT NULL REFERENCES mail_letters (id),
    office     TEXT NOT NULL,
    reference  TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX mail_reference_codes_letter ON mail_reference_codes (letter);
CREATE INDEX mail_reference_codes_expiry ON mail_reference_codes (expires_at);

-- Which references belong to which mailbox. Erased when the resident ends the link, or with the account.
CREATE TABLE mail_references (
    id        TEXT PRIMARY KEY,
    account   TEXT NOT NULL,
    office    TEXT NOT NULL,
    reference TEXT NOT NULL,
    linked_at BIGINT NOT NULL,
    UNIQUE (office, reference, account)
);
CREATE INDEX mail_references_account ON mail_references (account, id);
