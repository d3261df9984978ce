-- A record opened to the inspectorate until an instant. Never updated or deleted: a later opening adds to an earlier one.
CREATE TABLE inspections (
    id TEXT NOT NULL PRIMARY KEY,
    detention_id TEXT NOT NULL REFERENCES records (detention_id),
    opened_at INTEGER NOT NULL,
    opened_by TEXT NOT NULL,
    until INTEGER NOT NULL,
    reason TEXT NOT NULL
);

-- Whether a record is open to the inspectorate now.
CREATE INDEX ix_inspections_detention ON inspections (detention_id, until);
