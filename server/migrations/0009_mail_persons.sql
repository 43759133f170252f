-- Letters about a case, and whose paper a code came from.

CREATE INDEX mail_letters_case ON mail_letters (case_id) WHERE case_id IS NOT NULL;

-- For whom the paper was whose code linked a reference: a keyed hash of name and day of birth. A file number may belong to
-- several people; a letter to a person goes only to the mailbox that got hold of a letter to that person.
ALTER TABLE mail_reference_codes ADD COLUMN person_key TEXT;
ALTER TABLE mail_references ADD COLUMN person_key TEXT;
