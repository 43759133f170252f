-- The app leaves for the eID broker by the system's browser: the loopback address it waits on. device holds the hash of
-- the claim where nobody is signed in.
ALTER TABLE eid_requests ADD COLUMN return_to TEXT;
