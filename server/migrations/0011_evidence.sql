-- What can be proven about letters.

-- Since when somebody may have taken the piece from the print shelf: written before it is complete there.
ALTER TABLE mail_deliveries ADD COLUMN laid_at BIGINT;

-- The newest entry of each letter's chain, sealed with the server's key: nobody without it can cut the end, or give one
-- letter the chain of another. Erased with the letter.
CREATE TABLE mail_evidence_heads (
    letter TEXT PRIMARY KEY REFERENCES mail_letters (id),
    seq    BIGINT NOT NULL,
    hash   TEXT NOT NULL,
    seal   TEXT NOT NULL
);

-- Reasons that somebody gave in own words: the chain holds only their salted hash. Erased with the letter.
CREATE TABLE mail_evidence_words (
    letter TEXT NOT NULL,
    seq    BIGINT NOT NULL,
    salt   TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (letter, seq),
    FOREIGN KEY (letter, seq) REFERENCES mail_evidence (letter, seq)
);

-- Sentences that residents agreed to, by their hash (mail_consents.wording), so that each consent can be read again. They
-- name nobody. Kept for good.
CREATE TABLE mail_wordings (
    sha256  TEXT PRIMARY KEY,
    version TEXT NOT NULL,
    locale  TEXT NOT NULL,
    wording TEXT NOT NULL
);
