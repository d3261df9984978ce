-- Since when the service has run, on whichever node and however often it was started again, with no gap long enough to miss
-- anything; and when it was last seen to run. One row.
CREATE TABLE service_runs (
    name nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    running_since datetime2(3) NOT NULL,
    seen_at datetime2(3) NOT NULL
);
