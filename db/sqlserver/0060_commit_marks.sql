-- One row for each recent transaction, for a writer that lost the answer to its commit and has to know whether it was written.
-- Only an engine on another machine can lose one, so this stays empty in SQLite. Rows older than an hour are swept away.
CREATE TABLE commit_marks (
    -- Begins with the time it was made.
    id nvarchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY
);
