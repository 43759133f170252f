-- What a second look at accounts added.

-- Who invited: an invitation ends with the right to invite. Empty for the console.
ALTER TABLE staff_invitations ADD COLUMN created_by TEXT REFERENCES staff_members (id);

-- Cards before the newest one work for three days more: a thief must not disarm the owner's card by making one. Keyed
-- hash of the code. Erased then, or with the account.
CREATE TABLE earlier_cards (
    code_hash TEXT PRIMARY KEY,
    account   TEXT NOT NULL REFERENCES accounts (id),
    until     BIGINT NOT NULL
);
CREATE INDEX earlier_cards_account ON earlier_cards (account);
