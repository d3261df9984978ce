-- One row for each recent transaction, for a writer that lost the answer to its commit and has to know whether it was written.
-- Only an engine on another machine can lose one, so SQLite leaves this empty. Rows older than an hour are swept away.
CREATE TABLE commit_marks (
    -- Begins with the time it was made.
    id TEXT NOT NULL PRIMARY KEY
);
