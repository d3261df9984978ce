-- How long a record is kept, what holds it, what was decided when it was reviewed, and what is left of one that was disposed of.

-- Of each record that has ended, what its time of keeping goes by. Worked out from the log; rebuild fills it for what came before.
CREATE TABLE retention (
    detention_id nvarchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY REFERENCES records (detention_id),
    force nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    suite nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    -- serious, violent or other.
    grade nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    ended_at datetime2(3) NOT NULL,
    -- The date of birth, or the latest it can be.
    born nvarchar(10) COLLATE Latin1_General_100_BIN2 NOT NULL
);

-- What a force has to review, the oldest first.
CREATE INDEX ix_retention_force ON retention (force, ended_at, detention_id);

-- A record on hold is never disposed of. Sealed in the chain, and never updated or deleted while the record is there.
CREATE TABLE holds (
    position bigint NOT NULL PRIMARY KEY REFERENCES chain (position),
    id nvarchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    detention_id nvarchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL REFERENCES records (detention_id),
    force nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    suite nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    -- litigation, complaint or other.
    kind nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    reason nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
    from_at datetime2(3) NOT NULL,
    -- None until it is lifted.
    until_at datetime2(3) NULL,
    set_by nvarchar(256) COLLATE Latin1_General_100_BIN2 NOT NULL,
    set_role nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL
);

CREATE UNIQUE INDEX ux_holds_id ON holds (id);
-- What holds a record.
CREATE INDEX ix_holds_detention ON holds (detention_id);

CREATE TABLE hold_lifts (
    position bigint NOT NULL PRIMARY KEY REFERENCES chain (position),
    hold_id nvarchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    at datetime2(3) NOT NULL,
    lifted_by nvarchar(256) COLLATE Latin1_General_100_BIN2 NOT NULL,
    reason nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL
);

-- A hold is lifted once.
CREATE UNIQUE INDEX ux_hold_lifts_hold ON hold_lifts (hold_id);

-- What was decided about a record at a review; the latest stands. Sealed in the chain.
CREATE TABLE retention_decisions (
    position bigint NOT NULL PRIMARY KEY REFERENCES chain (position),
    id nvarchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    detention_id nvarchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL REFERENCES records (detention_id),
    force nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    suite nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    -- keep or dispose.
    decision nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    -- By which rule it may be disposed of, or why it is kept.
    reason nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
    -- When a record that is kept is reviewed again.
    review_at datetime2(3) NULL,
    -- How many events the record held: what was decided of another record than stands there is decided again.
    version bigint NOT NULL,
    decided_at datetime2(3) NOT NULL,
    decided_by nvarchar(256) COLLATE Latin1_General_100_BIN2 NOT NULL,
    decided_role nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL
);

-- The latest about a record.
CREATE INDEX ix_retention_decisions_detention ON retention_decisions (detention_id, position);

-- A record that was disposed of: by whom, when and under what rule. Sealed in the chain with the list of what went, for ever.
CREATE TABLE disposals (
    position bigint NOT NULL PRIMARY KEY REFERENCES chain (position),
    detention_id nvarchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL REFERENCES records (detention_id),
    force nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    suite nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    rule_said nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
    decided_at datetime2(3) NOT NULL,
    decided_by nvarchar(256) COLLATE Latin1_General_100_BIN2 NOT NULL,
    decided_role nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    at datetime2(3) NOT NULL,
    carried_out_by nvarchar(256) COLLATE Latin1_General_100_BIN2 NOT NULL,
    links bigint NOT NULL
);

CREATE UNIQUE INDEX ux_disposals_detention ON disposals (detention_id);
-- The disposals of a force, the latest first.
CREATE INDEX ix_disposals_force ON disposals (force, position);

-- The links of the chain whose content is gone. Of an event, a hash of its source and id stays, so that it is never taken again.
CREATE TABLE disposed_links (
    position bigint NOT NULL PRIMARY KEY REFERENCES chain (position),
    disposal bigint NOT NULL REFERENCES disposals (position),
    identity_hash varbinary(32) NULL
);

CREATE INDEX ix_disposed_links_disposal ON disposed_links (disposal, position);
CREATE UNIQUE INDEX ux_disposed_links_identity ON disposed_links (identity_hash) WHERE identity_hash IS NOT NULL;

-- A certificate whose record is gone can still be told from a forged one, by who holds the paper.
CREATE TABLE disposed_certificates (
    number nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    disposal bigint NOT NULL REFERENCES disposals (position),
    code_hash varbinary(32) NOT NULL,
    content_hash varbinary(32) NOT NULL,
    status nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL
);

CREATE INDEX ix_disposed_certificates_disposal ON disposed_certificates (disposal, number);

-- The part that records disposed of have in the totals: sums that name nobody, from which rebuild begins.
CREATE TABLE disposed_totals (
    dimension nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    suite nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    month nvarchar(7) COLLATE Latin1_General_100_BIN2 NOT NULL,
    force nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    part nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    content varbinary(max) NOT NULL,
    CONSTRAINT pk_disposed_totals PRIMARY KEY (dimension, suite, month, force, part)
);
