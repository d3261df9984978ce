-- Worked out from the log, and thrown away and worked out again by rebuild. Replaced in the transaction of each event.

CREATE TABLE detentions (
    id TEXT NOT NULL PRIMARY KEY REFERENCES records (detention_id),
    version INTEGER NOT NULL,
    force TEXT NOT NULL,
    suite TEXT NOT NULL,
    custody_record_number TEXT NOT NULL,
    status TEXT NOT NULL,
    arrived_at INTEGER NULL,
    authorised_at INTEGER NULL,
    charged_at INTEGER NULL,
    ended_at INTEGER NULL,
    initials TEXT NULL,
    date_of_birth TEXT NULL,
    apparent_age INTEGER NULL,
    sex TEXT NULL,
    looked_after INTEGER NOT NULL,
    cell TEXT NULL,
    -- The soonest instant at which, with nothing new entered, the clocks stand differently.
    changes_at INTEGER NULL
);

-- The board and the lists: a suite's or a force's children, open or closed, by arrival.
CREATE INDEX ix_detentions_suite ON detentions (force, suite, status, arrived_at);

-- Each clock as it stands until its detention's changes_at.
CREATE TABLE clocks (
    detention_id TEXT NOT NULL REFERENCES detentions (id),
    clock TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    title TEXT NOT NULL,
    state TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    warn_at INTEGER NULL,
    due_at INTEGER NULL,
    met_at INTEGER NULL,
    paused_ms INTEGER NOT NULL,
    authority TEXT NOT NULL,
    citation TEXT NULL,
    setting TEXT NULL,
    explanation TEXT NOT NULL,
    is_gate INTEGER NOT NULL,
    CONSTRAINT pk_clocks PRIMARY KEY (detention_id, clock, sequence)
);

-- What is due next, soonest first.
CREATE INDEX ix_clocks_due ON clocks (due_at);

-- When each child's duties and alerts have next to be looked at: written with every event, so that nothing depends on whoever
-- wakes us. Claiming one is a guarded UPDATE of its version.
CREATE TABLE timers (
    detention_id TEXT NOT NULL PRIMARY KEY REFERENCES records (detention_id),
    version INTEGER NOT NULL,
    fires_at INTEGER NULL
);

-- The soonest instant that matters.
CREATE INDEX ix_timers_fires ON timers (fires_at);
