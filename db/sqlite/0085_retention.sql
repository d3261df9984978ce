-- How long a record is kept, what holds it, what was decided when it was reviewed, and what is left of one that was disposed of.

-- Of each record that has ended, what its time of keeping goes by. Worked out from the log; rebuild fills it for what came before.
CREATE TABLE retention (
    detention_id TEXT NOT NULL PRIMARY KEY REFERENCES records (detention_id),
    force TEXT NOT NULL,
    suite TEXT NOT NULL,
    -- serious, violent or other.
    grade TEXT NOT NULL,
    ended_at INTEGER NOT NULL,
    -- The date of birth, or the latest it can be.
    born TEXT NOT NULL
);

-- What a force has to review, the oldest first.
CREATE INDEX ix_retention_force ON retention (force, ended_at, detention_id);

-- A record on hold is never disposed of. Sealed in the chain, and never updated or deleted while the record is there.
CREATE TABLE holds (
    position INTEGER NOT NULL PRIMARY KEY REFERENCES chain (position),
    id TEXT NOT NULL,
    detention_id TEXT NOT NULL REFERENCES records (detention_id),
    force TEXT NOT NULL,
    suite TEXT NOT NULL,
    -- litigation, complaint or other.
    kind TEXT NOT NULL,
    reason TEXT NOT NULL,
    from_at INTEGER NOT NULL,
    -- None until it is lifted.
    until_at INTEGER NULL,
    set_by TEXT NOT NULL,
    set_role TEXT NOT NULL
);

CREATE UNIQUE INDEX ux_holds_id ON holds (id);
-- What holds a record.
CREATE INDEX ix_holds_detention ON holds (detention_id);

CREATE TABLE hold_lifts (
    position INTEGER NOT NULL PRIMARY KEY REFERENCES chain (position),
    hold_id TEXT NOT NULL,
    at INTEGER NOT NULL,
    lifted_by TEXT NOT NULL,
    reason TEXT NOT NULL
);

-- A hold is lifted once.
CREATE UNIQUE INDEX ux_hold_lifts_hold ON hold_lifts (hold_id);

-- What was decided about a record at a review; the latest stands. Sealed in the chain.
CREATE TABLE retention_decisions (
    position INTEGER NOT NULL PRIMARY KEY REFERENCES chain (position),
    id TEXT NOT NULL,
    detention_id TEXT NOT NULL REFERENCES records (detention_id),
    force TEXT NOT NULL,
    suite TEXT NOT NULL,
    -- keep or dispose.
    decision TEXT NOT NULL,
    -- By which rule it may be disposed of, or why it is kept.
    reason TEXT NOT NULL,
    -- When a record that is kept is reviewed again.
    review_at INTEGER NULL,
    -- How many events the record held: what was decided of another record than stands there is decided again.
    version INTEGER NOT NULL,
    decided_at INTEGER NOT NULL,
    decided_by TEXT NOT NULL,
    decided_role TEXT NOT NULL
);

-- The latest about a record.
CREATE INDEX ix_retention_decisions_detention ON retention_decisions (detention_id, position);

-- A record that was disposed of: by whom, when and under what rule. Sealed in the chain with the list of what went, for ever.
CREATE TABLE disposals (
    position INTEGER NOT NULL PRIMARY KEY REFERENCES chain (position),
    detention_id TEXT NOT NULL REFERENCES records (detention_id),
    force TEXT NOT NULL,
    suite TEXT NOT NULL,
    rule_said TEXT NOT NULL,
    decided_at INTEGER NOT NULL,
    decided_by TEXT NOT NULL,
    decided_role TEXT NOT NULL,
    at INTEGER NOT NULL,
    carried_out_by TEXT NOT NULL,
    links INTEGER NOT NULL
);

CREATE UNIQUE INDEX ux_disposals_detention ON disposals (detention_id);
-- The disposals of a force, the latest first.
CREATE INDEX ix_disposals_force ON disposals (force, position);

-- The links of the chain whose content is gone. Of an event, a hash of its source and id stays, so that it is never taken again.
CREATE TABLE disposed_links (
    position INTEGER NOT NULL PRIMARY KEY REFERENCES chain (position),
    disposal INTEGER NOT NULL REFERENCES disposals (position),
    identity_hash BLOB NULL
);

CREATE INDEX ix_disposed_links_disposal ON disposed_links (disposal, position);
CREATE UNIQUE INDEX ux_disposed_links_identity ON disposed_links (identity_hash) WHERE identity_hash IS NOT NULL;

-- A certificate whose record is gone can still be told from a forged one, by who holds the paper.
CREATE TABLE disposed_certificates (
    number TEXT NOT NULL PRIMARY KEY,
    disposal INTEGER NOT NULL REFERENCES disposals (position),
    code_hash BLOB NOT NULL,
    content_hash BLOB NOT NULL,
    status TEXT NOT NULL
);

CREATE INDEX ix_disposed_certificates_disposal ON disposed_certificates (disposal, number);

-- The part that records disposed of have in the totals: sums that name nobody, from which rebuild begins.
CREATE TABLE disposed_totals (
    dimension TEXT NOT NULL,
    suite TEXT NOT NULL,
    month TEXT NOT NULL,
    force TEXT NOT NULL,
    part TEXT NOT NULL,
    content BLOB NOT NULL,
    CONSTRAINT pk_disposed_totals PRIMARY KEY (dimension, suite, month, force, part)
);
