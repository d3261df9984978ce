-- Alerts: decided and kept first, delivered after. A row is an alert as it stands; how it came to stand so is in its entries.
CREATE TABLE alerts (
    id TEXT NOT NULL PRIMARY KEY,
    -- The feed number: the position of its latest entry. It only grows.
    sequence INTEGER NOT NULL,
    -- Whom it is about: a detention's id, or force and suite for an alert about the suite itself.
    subject TEXT NOT NULL,
    detention_id TEXT NULL REFERENCES records (detention_id),
    custody_record_number TEXT NULL,
    force TEXT NOT NULL,
    suite TEXT NOT NULL,
    -- The local authority that a request for accommodation was made of.
    authority TEXT NULL,
    clock TEXT NOT NULL,
    clock_sequence INTEGER NOT NULL,
    step TEXT NOT NULL,
    step_rank INTEGER NOT NULL,
    step_at INTEGER NOT NULL,
    severity TEXT NOT NULL,
    audience TEXT NOT NULL,
    raised_at INTEGER NOT NULL,
    due_at INTEGER NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    basis_authority TEXT NOT NULL,
    basis_citation TEXT NULL,
    basis_setting TEXT NULL,
    -- The policy as it stood when the cycle first spoke.
    ladder TEXT NOT NULL,
    reason TEXT NOT NULL,
    state TEXT NOT NULL,
    acknowledged_by TEXT NULL,
    acknowledged_at INTEGER NULL,
    resolved_at INTEGER NULL
);

-- Each step of each cycle is raised once.
CREATE UNIQUE INDEX ux_alerts_step ON alerts (subject, clock, clock_sequence, step);
-- What was missed since; a suite's and a force's alerts, oldest first.
CREATE UNIQUE INDEX ux_alerts_sequence ON alerts (sequence);
CREATE INDEX ix_alerts_suite ON alerts (force, suite, sequence);
-- A local authority's alerts, oldest first.
CREATE INDEX ix_alerts_authority ON alerts (authority, sequence);
-- What is waiting for somebody.
CREATE INDEX ix_alerts_state ON alerts (state, force, suite);

-- Everything that ever happened to an alert; never updated or deleted.
CREATE TABLE alert_entries (
    position INTEGER NOT NULL PRIMARY KEY REFERENCES chain (position),
    alert_id TEXT NOT NULL REFERENCES alerts (id),
    at INTEGER NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    user_id TEXT NULL,
    note TEXT NULL,
    due_at INTEGER NULL,
    text TEXT NOT NULL
);

CREATE INDEX ix_alert_entries_alert ON alert_entries (alert_id, position);

-- What has to reach somebody, and each attempt at it. Written with the alert, so that a crash before delivery delivers later.
CREATE TABLE deliveries (
    id TEXT NOT NULL PRIMARY KEY,
    alert_id TEXT NOT NULL REFERENCES alerts (id),
    position INTEGER NOT NULL,
    channel TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    attempted_at INTEGER NULL,
    delivered_at INTEGER NULL
);

CREATE INDEX ix_deliveries_alert ON deliveries (alert_id, id);
-- What still has to be delivered.
CREATE INDEX ix_deliveries_waiting ON deliveries (delivered_at, id);
