-- Certificates signed here whose entry on the record was retracted since, so that they no longer stand. Worked out from the log.
CREATE TABLE certificates_retracted (
    certificate_id nvarchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    detention_id nvarchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL REFERENCES records (detention_id)
);

-- A record's rows are replaced together.
CREATE INDEX ix_certificates_retracted_detention ON certificates_retracted (detention_id);
