-- Reaching somebody outside the screens: each attempt is a row, and what a row may not say, a telephone number, is on the rota.

-- The same for every attempt at one message, so that a receiver can tell a repeat.
ALTER TABLE deliveries ADD message_id nvarchar(36) COLLATE Latin1_General_100_BIN2 NULL;
-- Who is to be reached: rota/…, authority/… or webhook/….
ALTER TABLE deliveries ADD recipient nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL;
-- For whom of those the alert speaks to.
ALTER TABLE deliveries ADD audience nvarchar(40) COLLATE Latin1_General_100_BIN2 NULL;
ALTER TABLE deliveries ADD not_before datetime2(3) NULL;
ALTER TABLE deliveries ADD outcome nvarchar(40) COLLATE Latin1_General_100_BIN2 NULL;
-- What the receiver calls the message.
ALTER TABLE deliveries ADD receiver_id nvarchar(100) COLLATE Latin1_General_100_BIN2 NULL;
GO

-- What has to be sent next, and what was begun and never finished.
CREATE INDEX ix_deliveries_due ON deliveries (outcome, attempted_at, not_before);
-- What the screens are still owed, whatever could not be delivered elsewhere.
CREATE INDEX ix_deliveries_owed ON deliveries (channel, delivered_at, id);

-- Who is on duty, so that an alert finds a person. A swap ends a row and begins another; nothing is deleted.
CREATE TABLE rota (
    id nvarchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    -- Of a force, and of one suite of it when one is named; or of a local authority.
    force nvarchar(20) COLLATE Latin1_General_100_BIN2 NULL,
    suite nvarchar(40) COLLATE Latin1_General_100_BIN2 NULL,
    authority nvarchar(20) COLLATE Latin1_General_100_BIN2 NULL,
    audience nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    person nvarchar(508) COLLATE Latin1_General_100_BIN2 NOT NULL,
    channel nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    address nvarchar(508) COLLATE Latin1_General_100_BIN2 NOT NULL,
    from_at datetime2(3) NOT NULL,
    until_at datetime2(3) NOT NULL,
    set_by nvarchar(256) COLLATE Latin1_General_100_BIN2 NOT NULL,
    set_at datetime2(3) NOT NULL,
    ended_by nvarchar(256) COLLATE Latin1_General_100_BIN2 NULL,
    ended_reason nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL
);

-- Who is on duty now, for whom.
CREATE INDEX ix_rota_force ON rota (force, audience, until_at);
CREATE INDEX ix_rota_authority ON rota (authority, audience, until_at);
