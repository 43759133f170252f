-- Keys of owners, each wrapped by one generation of the master key. A database of its own, so that the backup of the
-- town's database holds none of them.

-- owner is `file/<letter>` or `resident/<account>`. A row is erased with whom it belongs to, and nothing opens what it
-- locked any more.
CREATE TABLE owner_keys (
    owner      TEXT PRIMARY KEY,
    generation BIGINT NOT NULL,
    wrapped    TEXT NOT NULL
);
CREATE INDEX owner_keys_generation ON owner_keys (generation, owner);

-- The generation that wraps new keys: one row. Whoever makes a key holds it, so that a rotation misses none.
CREATE TABLE master_generation (
    one     BIGINT PRIMARY KEY CHECK (one = 1),
    current BIGINT NOT NULL
);
INSERT INTO master_generation (one, current) VALUES (1, 1);

-- Owners whose keys were destroyed: lines of destroyed-keys.jsonl that this database knows. A restored database knows
-- fewer, and the rest is destroyed again. Kept for good; ids only.
CREATE TABLE destroyed_keys (
    owner TEXT PRIMARY KEY
);
