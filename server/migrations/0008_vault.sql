-- Letters are sealed at rest. mail_letters.content, mail_documents.name, mail_questions.text and the objects of documents
-- are sealed by a data key of their own each. file_wrap is that key for the office's file, kept with the row; own_wrap is
-- the same key for the resident in whose mailbox the letter lies, erased with her copy or account. The keys of both stand
-- in a database of their own.
ALTER TABLE mail_letters ADD COLUMN file_wrap TEXT NOT NULL DEFAULT '';
ALTER TABLE mail_letters ADD COLUMN own_wrap TEXT;
ALTER TABLE mail_documents ADD COLUMN file_wrap TEXT NOT NULL DEFAULT '';
ALTER TABLE mail_documents ADD COLUMN own_wrap TEXT;
ALTER TABLE mail_questions ADD COLUMN file_wrap TEXT NOT NULL DEFAULT '';
ALTER TABLE mail_questions ADD COLUMN own_wrap TEXT;
