-- What somebody has silenced for a while, by name and with a reason, and what was lifted before its time. Sealed in the chain, and
-- never updated or deleted. An alert that is silenced is raised, kept and shown all the same.
CREATE TABLE silences (
    position bigint NOT NULL PRIMARY KEY REFERENCES chain (position),
    id nvarchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    force nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    suite nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    -- One child, or every child of the suite.
    detention_id nvarchar(36) COLLATE Latin1_General_100_BIN2 NULL REFERENCES records (detention_id),
    custody_record_number nvarchar(80) COLLATE Latin1_General_100_BIN2 NULL,
    clock nvarchar(60) COLLATE Latin1_General_100_BIN2 NOT NULL,
    -- One cycle, or each.
    clock_sequence int NULL,
    from_at datetime2(3) NOT NULL,
    until_at datetime2(3) NOT NULL,
    reason nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
    set_by nvarchar(256) COLLATE Latin1_General_100_BIN2 NOT NULL,
    set_role nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL
);

CREATE UNIQUE INDEX ux_silences_id ON silences (id);
-- Read whenever a child of the suite is looked at: those still in force.
CREATE INDEX ix_silences_suite ON silences (force, suite, until_at);

CREATE TABLE silence_lifts (
    position bigint NOT NULL PRIMARY KEY REFERENCES chain (position),
    silence_id nvarchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    at datetime2(3) NOT NULL,
    lifted_by nvarchar(256) COLLATE Latin1_General_100_BIN2 NOT NULL,
    reason nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL
);

-- A silence is lifted once.
CREATE UNIQUE INDEX ux_silence_lifts_silence ON silence_lifts (silence_id);
