-- Worked out from the log, and thrown away and worked out again by rebuild. Replaced in the transaction of each event.

CREATE TABLE detentions (
    id nvarchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY REFERENCES records (detention_id),
    version bigint NOT NULL,
    force nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    suite nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    custody_record_number nvarchar(80) COLLATE Latin1_General_100_BIN2 NOT NULL,
    status nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    arrived_at datetime2(3) NULL,
    authorised_at datetime2(3) NULL,
    charged_at datetime2(3) NULL,
    ended_at datetime2(3) NULL,
    initials nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
    date_of_birth nvarchar(10) COLLATE Latin1_General_100_BIN2 NULL,
    apparent_age int NULL,
    sex nvarchar(20) COLLATE Latin1_General_100_BIN2 NULL,
    looked_after bit NOT NULL,
    cell nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
    -- The soonest instant at which, with nothing new entered, the clocks stand differently.
    changes_at datetime2(3) NULL
);

-- The board and the lists: a suite's or a force's children, open or closed, by arrival.
CREATE INDEX ix_detentions_suite ON detentions (force, suite, status, arrived_at);

-- Each clock as it stands until its detention's changes_at.
CREATE TABLE clocks (
    detention_id nvarchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL REFERENCES detentions (id),
    clock nvarchar(60) COLLATE Latin1_General_100_BIN2 NOT NULL,
    sequence int NOT NULL,
    title nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
    state nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    started_at datetime2(3) NOT NULL,
    warn_at datetime2(3) NULL,
    due_at datetime2(3) NULL,
    met_at datetime2(3) NULL,
    paused_ms bigint NOT NULL,
    authority nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    citation nvarchar(400) COLLATE Latin1_General_100_BIN2 NULL,
    setting nvarchar(100) COLLATE Latin1_General_100_BIN2 NULL,
    explanation nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
    is_gate bit NOT NULL,
    CONSTRAINT pk_clocks PRIMARY KEY (detention_id, clock, sequence)
);

-- What is due next, soonest first.
CREATE INDEX ix_clocks_due ON clocks (due_at);

-- When each child's duties and alerts have next to be looked at: written with every event, so that nothing depends on whoever
-- wakes us. Claiming one is a guarded UPDATE of its version.
CREATE TABLE timers (
    detention_id nvarchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY REFERENCES records (detention_id),
    version bigint NOT NULL,
    fires_at datetime2(3) NULL
);

-- The soonest instant that matters.
CREATE INDEX ix_timers_fires ON timers (fires_at);
