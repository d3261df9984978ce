-- Who is told of a duty and after how long, as a force has set it for itself: each row says which ladder, from when, by whom and
-- why. Nothing here is ever updated or deleted, so that a past night is explained by the ladders of that night.
CREATE TABLE ladders (
    id nvarchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    force nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    clock nvarchar(60) COLLATE Latin1_General_100_BIN2 NOT NULL,
    valid_from datetime2(3) NOT NULL,
    -- The whole ladder; none when the usual one holds again.
    ladder nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
    set_by nvarchar(256) COLLATE Latin1_General_100_BIN2 NOT NULL,
    set_at datetime2(3) NOT NULL,
    reason nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL
);

-- Read whenever a child of the force is looked at; the id grows with the time it was set.
CREATE INDEX ix_ladders_force ON ladders (force, valid_from, id);
