-- A record opened to the inspectorate until an instant. Never updated or deleted: a later opening adds to an earlier one.
CREATE TABLE inspections (
    id nvarchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    detention_id nvarchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL REFERENCES records (detention_id),
    opened_at datetime2(3) NOT NULL,
    opened_by nvarchar(256) COLLATE Latin1_General_100_BIN2 NOT NULL,
    until datetime2(3) NOT NULL,
    reason nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL
);

-- Whether a record is open to the inspectorate now.
CREATE INDEX ix_inspections_detention ON inspections (detention_id, until);
