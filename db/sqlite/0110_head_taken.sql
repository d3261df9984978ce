-- How often the head was taken to write: who read a record with nothing held can tell whether anybody wrote to any since. A node of
-- an older version does not count itself, but moves the position with whatever it enters.
ALTER TABLE chain_head ADD COLUMN taken INTEGER NOT NULL DEFAULT 0;
