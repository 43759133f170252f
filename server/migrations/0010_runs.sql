-- Runs: many letters that are handed over at once, released by a second person.

-- letter is JSON with a version: what the letters have in common. archive names the file beside the data while it is needed:
-- until every row was sent, or the run was given up. round counts archives and checks: jobs of an earlier one do nothing.
-- Kept like letters: it says who released what.
CREATE TABLE mail_runs (
    id             TEXT PRIMARY KEY,
    office         TEXT NOT NULL,
    name           TEXT NOT NULL,
    letter         TEXT NOT NULL,
    state          TEXT NOT NULL,
    trouble        TEXT,
    round          BIGINT NOT NULL,
    archive        TEXT,
    archive_bytes  BIGINT,
    archive_sha256 TEXT,
    archive_at     BIGINT,
    archive_by     TEXT REFERENCES staff_members (id),
    row_count      BIGINT NOT NULL,
    digital        BIGINT,
    paper          BIGINT,
    clerk          BIGINT,
    excluded       BIGINT,
    created_by     TEXT NOT NULL REFERENCES staff_members (id),
    created_at     BIGINT NOT NULL,
    released_by    TEXT REFERENCES staff_members (id),
    released_at    BIGINT,
    ended_at       BIGINT,
    changed_at     BIGINT NOT NULL,
    revision       BIGINT NOT NULL
);
CREATE INDEX mail_runs_desk ON mail_runs (office, id);
CREATE INDEX mail_runs_state ON mail_runs (state, changed_at);

-- The letter of a run knows its run.
ALTER TABLE mail_letters ADD COLUMN run TEXT REFERENCES mail_runs (id);
CREATE INDEX mail_letters_run ON mail_letters (run, account) WHERE run IS NOT NULL;

-- One row is one recipient. content is JSON with a version and names the recipient; it is erased when the letter, which holds
-- the same, is there, and when the run ends. step: 0 read, 1 looked through, 2 sent. excluded rows never become a letter.
CREATE TABLE mail_run_rows (
    run         TEXT NOT NULL REFERENCES mail_runs (id),
    seq         BIGINT NOT NULL,
    external_id TEXT NOT NULL,
    file        TEXT NOT NULL,
    content     TEXT NOT NULL,
    step        BIGINT NOT NULL,
    excluded    BIGINT NOT NULL,
    channel     TEXT,
    why         TEXT,
    sha256      TEXT,
    pages       BIGINT,
    letter      TEXT REFERENCES mail_letters (id),
    PRIMARY KEY (run, seq)
);
CREATE UNIQUE INDEX mail_run_rows_letter ON mail_run_rows (letter) WHERE letter IS NOT NULL;
CREATE INDEX mail_run_rows_step ON mail_run_rows (run, step, seq);

-- What was doubtful, by codes; names nobody. Kept with the run, replaced when it is checked again.
CREATE TABLE mail_run_doubts (
    run         TEXT NOT NULL REFERENCES mail_runs (id),
    seq         BIGINT NOT NULL,
    code        TEXT NOT NULL,
    row_seq     BIGINT,
    external_id TEXT,
    file        TEXT,
    detail      TEXT NOT NULL,
    PRIMARY KEY (run, seq)
);

-- What runs enqueue comes after everything that people wait for: 0 first, 1 batches of runs, 2 what follows from them.
ALTER TABLE jobs ADD COLUMN lane BIGINT NOT NULL DEFAULT 0;
CREATE INDEX jobs_lane ON jobs (state, lane, run_at);
