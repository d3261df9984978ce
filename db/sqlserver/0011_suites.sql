-- When a suite was last seen to have a screen that is live.
CREATE TABLE presence (
    force nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    suite nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    seen_at datetime2(3) NOT NULL,
    CONSTRAINT pk_presence PRIMARY KEY (force, suite)
);

-- The change of shift: every open child and open alert passes by name from one person to another.
CREATE TABLE handovers (
    id nvarchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    force nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    suite nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    from_user nvarchar(256) COLLATE Latin1_General_100_BIN2 NOT NULL,
    to_user nvarchar(256) COLLATE Latin1_General_100_BIN2 NOT NULL,
    offered_at datetime2(3) NOT NULL,
    accepted_by nvarchar(256) COLLATE Latin1_General_100_BIN2 NULL,
    accepted_at datetime2(3) NULL
);

-- A suite's handovers, newest last; those nobody has accepted.
CREATE INDEX ix_handovers_suite ON handovers (force, suite, offered_at);
CREATE INDEX ix_handovers_waiting ON handovers (accepted_at, offered_at);

CREATE TABLE handover_items (
    handover_id nvarchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL REFERENCES handovers (id),
    kind nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    reference nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    custody_record_number nvarchar(80) COLLATE Latin1_General_100_BIN2 NULL,
    CONSTRAINT pk_handover_items PRIMARY KEY (handover_id, kind, reference)
);
