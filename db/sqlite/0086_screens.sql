-- Suites' screens, which show the board and do nothing until a person taps in with a PIN.

-- The browser holds a token, of which only the hash is here; revoking the row ends the screen on every node.
CREATE TABLE screens (
    id TEXT NOT NULL PRIMARY KEY,
    token_hash BLOB NOT NULL,
    force TEXT NOT NULL,
    suite TEXT NOT NULL,
    name TEXT NOT NULL,
    enrolled_by TEXT NOT NULL,
    enrolled_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    revoked_by TEXT NULL,
    revoked_at INTEGER NULL
);

-- Asked at every request of a screen.
CREATE UNIQUE INDEX ux_screens_token ON screens (token_hash);

-- One PIN a person, hashed. What they may do by it is what they signed in as last, sealed; gone when they sign out.
CREATE TABLE pins (
    user_id TEXT NOT NULL PRIMARY KEY,
    pin_hash TEXT NOT NULL,
    set_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    wrong INTEGER NOT NULL,
    content BLOB NULL,
    signed_in_at INTEGER NULL
);

-- Who stands at which screen, for some minutes.
CREATE TABLE taps (
    screen_id TEXT NOT NULL PRIMARY KEY REFERENCES screens (id),
    user_id TEXT NOT NULL,
    content BLOB NOT NULL,
    tapped_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
);

-- Signing out ends every one of the person.
CREATE INDEX ix_taps_user ON taps (user_id);
