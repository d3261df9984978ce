-- The log: every custody event as it was sent, for ever. Nothing here is ever updated or deleted.
-- Instants, text and hashes are of the types that db/README.md states once.

-- Where the chain stands. Every writer updates this row first, so that links are made one at a time on any number of nodes.
CREATE TABLE chain_head (
    id int NOT NULL PRIMARY KEY,
    position bigint NOT NULL,
    hash varbinary(32) NOT NULL
);

INSERT INTO chain_head (id, position, hash) VALUES (1, 0, 0x0000000000000000000000000000000000000000000000000000000000000000);

-- One link for each event, alert and certificate, each hashed over its content and the link before it. The entry it stands for
-- has the same position in its own table.
CREATE TABLE chain (
    position bigint NOT NULL PRIMARY KEY,
    kind nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    content_hash varbinary(32) NOT NULL,
    previous_hash varbinary(32) NOT NULL,
    hash varbinary(32) NOT NULL
);

-- One custody record: a force and a custody record number. Its id is given with the first event, arrival or not.
CREATE TABLE records (
    detention_id nvarchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    force nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    custody_record_number nvarchar(80) COLLATE Latin1_General_100_BIN2 NOT NULL,
    first_received datetime2(3) NOT NULL
);

-- A record is one force and one number, whoever sends first.
CREATE UNIQUE INDEX ux_records_number ON records (force, custody_record_number);

CREATE TABLE events (
    position bigint NOT NULL PRIMARY KEY REFERENCES chain (position),
    detention_id nvarchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL REFERENCES records (detention_id),
    source nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    event_id nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
    type nvarchar(60) COLLATE Latin1_General_100_BIN2 NOT NULL,
    force nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    suite nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    occurred datetime2(3) NOT NULL,
    recorded datetime2(3) NULL,
    received datetime2(3) NOT NULL,
    recorded_by nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
    medium nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    posted_by nvarchar(256) COLLATE Latin1_General_100_BIN2 NOT NULL,
    content varbinary(max) NOT NULL
);

-- A delivery is idempotent for ever: looked up before each event is taken, and the last word when two nodes take one at once.
CREATE UNIQUE INDEX ux_events_source ON events (source, event_id);
-- A detention is folded from its events, in the order received.
CREATE INDEX ix_events_detention ON events (detention_id, position);
-- When a suite's feed last spoke: the newest of one suite, found from the end.
CREATE INDEX ix_events_suite ON events (force, suite, received);

-- What was refused, kept with its reason until an administrator readmits or discards it.
CREATE TABLE quarantine (
    id nvarchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    received datetime2(3) NOT NULL,
    force nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    source nvarchar(100) COLLATE Latin1_General_100_BIN2 NULL,
    posted_by nvarchar(256) COLLATE Latin1_General_100_BIN2 NOT NULL,
    content varbinary(max) NOT NULL,
    problem nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
    state nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    decided datetime2(3) NULL,
    decided_by nvarchar(256) COLLATE Latin1_General_100_BIN2 NULL,
    reason nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL
);

-- The administrator's list, oldest first.
CREATE INDEX ix_quarantine_state ON quarantine (state, force, id);

-- Who read or changed what (DPA 2018 s62). Never updated or deleted.
CREATE TABLE access_log (
    id nvarchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    at datetime2(3) NOT NULL,
    user_id nvarchar(256) COLLATE Latin1_General_100_BIN2 NOT NULL,
    role nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    force nvarchar(20) COLLATE Latin1_General_100_BIN2 NULL,
    action nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    subject nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
    reason nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
    origin nvarchar(100) COLLATE Latin1_General_100_BIN2 NULL
);

-- Who looked at this child's record; what did this person look at.
CREATE INDEX ix_access_log_subject ON access_log (subject, id);
CREATE INDEX ix_access_log_user ON access_log (user_id, id);
