-- Reaching somebody outside the screens: each attempt is a row, and what a row may not say, a telephone number, is on the rota.

-- The same for every attempt at one message, so that a receiver can tell a repeat.
ALTER TABLE deliveries ADD COLUMN message_id TEXT NULL;
-- Who is to be reached: rota/…, authority/… or webhook/….
ALTER TABLE deliveries ADD COLUMN recipient TEXT NULL;
-- For whom of those the alert speaks to.
ALTER TABLE deliveries ADD COLUMN audience TEXT NULL;
ALTER TABLE deliveries ADD COLUMN not_before INTEGER NULL;
ALTER TABLE deliveries ADD COLUMN outcome TEXT NULL;
-- What the receiver calls the message.
ALTER TABLE deliveries ADD COLUMN receiver_id TEXT NULL;

-- What has to be sent next, and what was begun and never finished.
CREATE INDEX ix_deliveries_due ON deliveries (outcome, attempted_at, not_before);
-- What the screens are still owed, whatever could not be delivered elsewhere.
CREATE INDEX ix_deliveries_owed ON deliveries (channel, delivered_at, id);

-- Who is on duty, so that an alert finds a person. A swap ends a row and begins another; nothing is deleted.
CREATE TABLE rota (
    id TEXT NOT NULL PRIMARY KEY,
    -- Of a force, and of one suite of it when one is named; or of a local authority.
    force TEXT NULL,
    suite TEXT NULL,
    authority TEXT NULL,
    audience TEXT NOT NULL,
    person TEXT NOT NULL,
    channel TEXT NOT NULL,
    address TEXT NOT NULL,
    from_at INTEGER NOT NULL,
    until_at INTEGER NOT NULL,
    set_by TEXT NOT NULL,
    set_at INTEGER NOT NULL,
    ended_by TEXT NULL,
    ended_reason TEXT NULL
);

-- Who is on duty now, for whom.
CREATE INDEX ix_rota_force ON rota (force, audience, until_at);
CREATE INDEX ix_rota_authority ON rota (authority, audience, until_at);
