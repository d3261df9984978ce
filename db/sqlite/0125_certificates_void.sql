-- Certificates signed here that do not count, as the record stands now, and why not. Worked out from the log.
CREATE TABLE certificates_void (
    certificate_id TEXT NOT NULL PRIMARY KEY,
    detention_id TEXT NOT NULL REFERENCES records (detention_id),
    why_void TEXT NOT NULL
);

-- A record's rows are replaced together.
CREATE INDEX ix_certificates_void_detention ON certificates_void (detention_id);
