-- Who is signed in. A browser holds only the sealed number of its session; removing the row signs it out on every node.
CREATE TABLE sessions (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL,
    content BLOB NOT NULL,
    started_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
);

-- Signing out ends every session of the person.
CREATE INDEX ix_sessions_user ON sessions (user_id);
