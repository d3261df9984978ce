-- The claim for a child's keep (Children Act 1989 s21(3)), on the one request of a record that bears it.
ALTER TABLE place_requests ADD COLUMN claim_from INTEGER NULL;
ALTER TABLE place_requests ADD COLUMN claim_against TEXT NULL;

-- A newer link takes the place of an older one that was not used.
ALTER TABLE request_links ADD COLUMN replaced_at INTEGER NULL;

-- The ledger of all forces, newest first.
CREATE INDEX ix_place_requests_asked ON place_requests (asked_at, detention_id, request_id);

-- Early notices that a place may be needed, for the desk that was told. Worked out from the log.
CREATE TABLE early_notices (
    detention_id TEXT NOT NULL REFERENCES records (detention_id),
    authority TEXT NOT NULL,
    force TEXT NOT NULL,
    suite TEXT NOT NULL,
    custody_record_number TEXT NOT NULL,
    noticed_at INTEGER NOT NULL,
    CONSTRAINT pk_early_notices PRIMARY KEY (detention_id, authority)
);

-- What a desk has been told of, newest first.
CREATE INDEX ix_early_notices_authority ON early_notices (authority, noticed_at);
