-- Suites' screens, which show the board and do nothing until a person taps in with a PIN.

-- The browser holds a token, of which only the hash is here; revoking the row ends the screen on every node.
CREATE TABLE screens (
    id nvarchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    token_hash varbinary(32) NOT NULL,
    force nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    suite nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    name nvarchar(80) COLLATE Latin1_General_100_BIN2 NOT NULL,
    enrolled_by nvarchar(256) COLLATE Latin1_General_100_BIN2 NOT NULL,
    enrolled_at datetime2(3) NOT NULL,
    expires_at datetime2(3) NOT NULL,
    revoked_by nvarchar(256) COLLATE Latin1_General_100_BIN2 NULL,
    revoked_at datetime2(3) NULL
);

-- Asked at every request of a screen.
CREATE UNIQUE INDEX ux_screens_token ON screens (token_hash);

-- One PIN a person, hashed. What they may do by it is what they signed in as last, sealed; gone when they sign out.
CREATE TABLE pins (
    user_id nvarchar(256) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    pin_hash nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
    set_at datetime2(3) NOT NULL,
    expires_at datetime2(3) NOT NULL,
    wrong int NOT NULL,
    content varbinary(max) NULL,
    signed_in_at datetime2(3) NULL
);

-- Who stands at which screen, for some minutes.
CREATE TABLE taps (
    screen_id nvarchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY REFERENCES screens (id),
    user_id nvarchar(256) COLLATE Latin1_General_100_BIN2 NOT NULL,
    content varbinary(max) NOT NULL,
    tapped_at datetime2(3) NOT NULL,
    expires_at datetime2(3) NOT NULL
);

-- Signing out ends every one of the person.
CREATE INDEX ix_taps_user ON taps (user_id);
