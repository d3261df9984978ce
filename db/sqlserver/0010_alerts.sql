-- Alerts: decided and kept first, delivered after. A row is an alert as it stands; how it came to stand so is in its entries.
CREATE TABLE alerts (
    id nvarchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    -- The feed number: the position of its latest entry. It only grows.
    sequence bigint NOT NULL,
    -- Whom it is about: a detention's id, or force and suite for an alert about the suite itself.
    subject nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
    detention_id nvarchar(36) COLLATE Latin1_General_100_BIN2 NULL REFERENCES records (detention_id),
    custody_record_number nvarchar(80) COLLATE Latin1_General_100_BIN2 NULL,
    force nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    suite nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    -- The local authority that a request for accommodation was made of.
    authority nvarchar(20) COLLATE Latin1_General_100_BIN2 NULL,
    clock nvarchar(60) COLLATE Latin1_General_100_BIN2 NOT NULL,
    clock_sequence int NOT NULL,
    step nvarchar(30) COLLATE Latin1_General_100_BIN2 NOT NULL,
    step_rank int NOT NULL,
    step_at datetime2(3) NOT NULL,
    severity nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    audience nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    raised_at datetime2(3) NOT NULL,
    due_at datetime2(3) NULL,
    title nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
    text nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
    basis_authority nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    basis_citation nvarchar(400) COLLATE Latin1_General_100_BIN2 NULL,
    basis_setting nvarchar(100) COLLATE Latin1_General_100_BIN2 NULL,
    -- The policy as it stood when the cycle first spoke.
    ladder nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
    reason nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
    state nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    acknowledged_by nvarchar(256) COLLATE Latin1_General_100_BIN2 NULL,
    acknowledged_at datetime2(3) NULL,
    resolved_at datetime2(3) NULL
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
    position bigint NOT NULL PRIMARY KEY REFERENCES chain (position),
    alert_id nvarchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL REFERENCES alerts (id),
    at datetime2(3) NOT NULL,
    state nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    reason nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
    user_id nvarchar(256) COLLATE Latin1_General_100_BIN2 NULL,
    note nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
    due_at datetime2(3) NULL,
    text nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL
);

-- How one alert came to stand as it does, in order.
CREATE INDEX ix_alert_entries_alert ON alert_entries (alert_id, position);

-- What has to reach somebody, and each attempt at it. Written with the alert, so that a crash before delivery delivers later.
CREATE TABLE deliveries (
    id nvarchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    alert_id nvarchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL REFERENCES alerts (id),
    position bigint NOT NULL,
    channel nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    created_at datetime2(3) NOT NULL,
    attempts int NOT NULL,
    attempted_at datetime2(3) NULL,
    delivered_at datetime2(3) NULL
);

-- Every attempt at one alert.
CREATE INDEX ix_deliveries_alert ON deliveries (alert_id, id);
-- What still has to be delivered.
CREATE INDEX ix_deliveries_waiting ON deliveries (delivered_at, id);
