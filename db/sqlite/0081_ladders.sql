-- Who is told of a duty and after how long, as a force has set it for itself: each row says which ladder, from when, by whom and
-- why. Nothing here is ever updated or deleted, so that a past night is explained by the ladders of that night.
CREATE TABLE ladders (
    id TEXT NOT NULL PRIMARY KEY,
    force TEXT NOT NULL,
    clock TEXT NOT NULL,
    valid_from INTEGER NOT NULL,
    -- The whole ladder; none when the usual one holds again.
    ladder TEXT NULL,
    set_by TEXT NOT NULL,
    set_at INTEGER NOT NULL,
    reason TEXT NOT NULL
);

-- Read whenever a child of the force is looked at; the id grows with the time it was set.
CREATE INDEX ix_ladders_force ON ladders (force, valid_from, id);
