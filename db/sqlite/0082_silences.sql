-- What somebody has silenced for a while, by name and with a reason, and what was lifted before its time. Sealed in the chain, and
-- never updated or deleted. An alert that is silenced is raised, kept and shown all the same.
CREATE TABLE silences (
    position INTEGER NOT NULL PRIMARY KEY REFERENCES chain (position),
    id TEXT NOT NULL,
    force TEXT NOT NULL,
    suite TEXT NOT NULL,
    -- One child, or every child of the suite.
    detention_id TEXT NULL REFERENCES records (detention_id),
    custody_record_number TEXT NULL,
    clock TEXT NOT NULL,
    -- One cycle, or each.
    clock_sequence INTEGER NULL,
    from_at INTEGER NOT NULL,
    until_at INTEGER NOT NULL,
    reason TEXT NOT NULL,
    set_by TEXT NOT NULL,
    set_role TEXT NOT NULL
);

CREATE UNIQUE INDEX ux_silences_id ON silences (id);
-- Read whenever a child of the suite is looked at: those still in force.
CREATE INDEX ix_silences_suite ON silences (force, suite, until_at);

CREATE TABLE silence_lifts (
    position INTEGER NOT NULL PRIMARY KEY REFERENCES chain (position),
    silence_id TEXT NOT NULL,
    at INTEGER NOT NULL,
    lifted_by TEXT NOT NULL,
    reason TEXT NOT NULL
);

-- A silence is lifted once.
CREATE UNIQUE INDEX ux_silence_lifts_silence ON silence_lifts (silence_id);
