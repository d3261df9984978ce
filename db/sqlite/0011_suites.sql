-- When a suite was last seen to have a screen that is live.
CREATE TABLE presence (
    force TEXT NOT NULL,
    suite TEXT NOT NULL,
    seen_at INTEGER NOT NULL,
    CONSTRAINT pk_presence PRIMARY KEY (force, suite)
);

-- The change of shift: every open child and open alert passes by name from one person to another.
CREATE TABLE handovers (
    id TEXT NOT NULL PRIMARY KEY,
    force TEXT NOT NULL,
    suite TEXT NOT NULL,
    from_user TEXT NOT NULL,
    to_user TEXT NOT NULL,
    offered_at INTEGER NOT NULL,
    accepted_by TEXT NULL,
    accepted_at INTEGER NULL
);

-- A suite's handovers, newest last; those nobody has accepted.
CREATE INDEX ix_handovers_suite ON handovers (force, suite, offered_at);
CREATE INDEX ix_handovers_waiting ON handovers (accepted_at, offered_at);

CREATE TABLE handover_items (
    handover_id TEXT NOT NULL REFERENCES handovers (id),
    kind TEXT NOT NULL,
    reference TEXT NOT NULL,
    custody_record_number TEXT NULL,
    CONSTRAINT pk_handover_items PRIMARY KEY (handover_id, kind, reference)
);
