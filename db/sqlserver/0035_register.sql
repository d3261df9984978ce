-- That an inspector has read a certificate: the first stands. Kept apart from what was signed, which never changes.
CREATE TABLE countersignatures (
    position bigint NOT NULL PRIMARY KEY REFERENCES chain (position),
    certificate_id nvarchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL REFERENCES certificates (id),
    signed_by nvarchar(256) COLLATE Latin1_General_100_BIN2 NOT NULL,
    role nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    at datetime2(3) NOT NULL,
    note nvarchar(4000) COLLATE Latin1_General_100_BIN2 NULL
);

-- One countersignature a certificate.
CREATE UNIQUE INDEX ux_countersignatures_certificate ON countersignatures (certificate_id);

-- Certificates made elsewhere and told of by a records system, as the register shows them. Worked out from the log.
CREATE TABLE certificates_elsewhere (
    position bigint NOT NULL PRIMARY KEY,
    id nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
    detention_id nvarchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL REFERENCES records (detention_id),
    custody_record_number nvarchar(80) COLLATE Latin1_General_100_BIN2 NOT NULL,
    force nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    suite nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    limb nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    signed_at datetime2(3) NOT NULL,
    signed_by nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
    superseded bit NOT NULL,
    why_void nvarchar(1000) COLLATE Latin1_General_100_BIN2 NULL
);

-- A record's rows are replaced together.
CREATE INDEX ix_certificates_elsewhere_detention ON certificates_elsewhere (detention_id);
-- The register of a force, in the order of the log.
CREATE INDEX ix_certificates_elsewhere_force ON certificates_elsewhere (force, position);
-- One by the id it was given where it was made.
CREATE INDEX ix_certificates_elsewhere_id ON certificates_elsewhere (id);
