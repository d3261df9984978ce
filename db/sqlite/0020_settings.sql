-- A force's LOCAL numbers over time: each row says what changes and from when. Nothing here is ever updated or deleted, so that
-- a past night is judged by the settings of that night.
CREATE TABLE local_numbers (
    id TEXT NOT NULL PRIMARY KEY,
    force TEXT NOT NULL,
    valid_from INTEGER NOT NULL,
    numbers TEXT NOT NULL,
    set_by TEXT NOT NULL,
    set_at INTEGER NOT NULL,
    reason TEXT NOT NULL
);

-- Read whenever a record of the force is worked out; the id grows with the time it was set.
CREATE INDEX ix_local_numbers_force ON local_numbers (force, valid_from, id);
