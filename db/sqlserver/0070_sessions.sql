-- Who is signed in. A browser holds only the sealed number of its session; removing the row signs it out on every node.
CREATE TABLE sessions (
    id nvarchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    user_id nvarchar(256) COLLATE Latin1_General_100_BIN2 NOT NULL,
    content varbinary(max) NOT NULL,
    started_at datetime2(3) NOT NULL,
    expires_at datetime2(3) NOT NULL
);

-- Signing out ends every session of the person.
CREATE INDEX ix_sessions_user ON sessions (user_id);
