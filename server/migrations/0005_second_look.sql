-- What a second look at accounts added.

-- Who invited: an invitation ends with the right to invite. Empty for the console.
ALTER TABLE staff_invitations ADD COLUMN created_by TEXT REFERENCES staff_members (id);

-- The card before the newest one works for three days more: a thief must not disarm the owner's card by making one.
ALTER TABLE blocking_cards ADD COLUMN before_hash TEXT;
ALTER TABLE blocking_cards ADD COLUMN before_until BIGINT;
CREATE UNIQUE INDEX blocking_cards_before ON blocking_cards (before_hash) WHERE before_hash IS NOT NULL;
