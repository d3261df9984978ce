-- The log: every custody event as it was sent, for ever. Nothing here is ever updated or deleted.
-- Instants are whole milliseconds since 1970-01-01T00:00:00Z.

-- Where the chain stands. Every writer updates this row first, so that links are made one at a time on any number of nodes.
CREATE TABLE chain_head (
    id INTEGER NOT NULL PRIMARY KEY,
    position INTEGER NOT NULL,
    hash BLOB NOT NULL
);

INSERT INTO chain_head (id, position, hash) VALUES (1, 0, zeroblob(32));

-- One link for each event, alert and certificate, each hashed over its content and the link before it. The entry it stands for
-- has the same position in its own table.
CREATE TABLE chain (
    position INTEGER NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    content_hash BLOB NOT NULL,
    previous_hash BLOB NOT NULL,
    hash BLOB NOT NULL
);

-- One custody record: a force and a custody record number. Its id is given with the first event, arrival or not.
CREATE TABLE records (
    detention_id TEXT NOT NULL PRIMARY KEY,
    force TEXT NOT NULL,
    custody_record_number TEXT NOT NULL,
    first_received INTEGER NOT NULL
);

CREATE UNIQUE INDEX ux_records_number ON records (force, custody_record_number);

CREATE TABLE events (
    position INTEGER NOT NULL PRIMARY KEY REFERENCES chain (position),
    detention_id TEXT NOT NULL REFERENCES records (detention_id),
    source TEXT NOT NULL,
    event_id TEXT NOT NULL,
    type TEXT NOT NULL,
    force TEXT NOT NULL,
    suite TEXT NOT NULL,
    occurred INTEGER NOT NULL,
    recorded INTEGER NULL,
    received INTEGER NOT NULL,
    recorded_by TEXT NULL,
    medium TEXT NOT NULL,
    posted_by TEXT NOT NULL,
    content BLOB NOT NULL
);

-- A delivery is idempotent for ever.
CREATE UNIQUE INDEX ux_events_source ON events (source, event_id);
-- A detention is folded from its events.
CREATE INDEX ix_events_detention ON events (detention_id, position);
-- When a suite's feed last spoke.
CREATE INDEX ix_events_suite ON events (force, suite, received);

-- What was refused, kept with its reason until an administrator readmits or discards it.
CREATE TABLE quarantine (
    id TEXT NOT NULL PRIMARY KEY,
    received INTEGER NOT NULL,
    force TEXT NOT NULL,
    source TEXT NULL,
    posted_by TEXT NOT NULL,
    content BLOB NOT NULL,
    problem TEXT NOT NULL,
    state TEXT NOT NULL,
    decided INTEGER NULL,
    decided_by TEXT NULL,
    reason TEXT NULL
);

-- The administrator's list, oldest first.
CREATE INDEX ix_quarantine_state ON quarantine (state, force, id);

-- Who read or changed what (DPA 2018 s62). Never updated or deleted.
CREATE TABLE access_log (
    id TEXT NOT NULL PRIMARY KEY,
    at INTEGER NOT NULL,
    user_id TEXT NOT NULL,
    role TEXT NOT NULL,
    force TEXT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    reason TEXT NULL,
    origin TEXT NULL
);

-- Who looked at this child's record; what did this person look at.
CREATE INDEX ix_access_log_subject ON access_log (subject, id);
CREATE INDEX ix_access_log_user ON access_log (user_id, id);
