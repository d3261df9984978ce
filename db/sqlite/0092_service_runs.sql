-- Since when the service has run, on whichever node and however often it was started again, with no gap long enough to miss
-- anything; and when it was last seen to run. One row.
CREATE TABLE service_runs (
    name TEXT NOT NULL PRIMARY KEY,
    running_since INTEGER NOT NULL,
    seen_at INTEGER NOT NULL
);
