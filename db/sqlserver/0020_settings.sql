-- A force's LOCAL numbers over time: each row says what changes and from when. Nothing here is ever updated or deleted, so that
-- a past night is judged by the settings of that night.
CREATE TABLE local_numbers (
    id nvarchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    force nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    valid_from datetime2(3) NOT NULL,
    numbers nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
    set_by nvarchar(256) COLLATE Latin1_General_100_BIN2 NOT NULL,
    set_at datetime2(3) NOT NULL,
    reason nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL
);

-- Read whenever a record of the force is worked out; the id grows with the time it was set.
CREATE INDEX ix_local_numbers_force ON local_numbers (force, valid_from, id);
