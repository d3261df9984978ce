-- That an inspector has read a certificate: the first stands. Kept apart from what was signed, which never changes.
CREATE TABLE countersignatures (
    position INTEGER NOT NULL PRIMARY KEY REFERENCES chain (position),
    certificate_id TEXT NOT NULL REFERENCES certificates (id),
    signed_by TEXT NOT NULL,
    role TEXT NOT NULL,
    at INTEGER NOT NULL,
    note TEXT NULL
);

-- One countersignature a certificate.
CREATE UNIQUE INDEX ux_countersignatures_certificate ON countersignatures (certificate_id);

-- Certificates made elsewhere and told of by a records system, as the register shows them. Worked out from the log.
CREATE TABLE certificates_elsewhere (
    position INTEGER NOT NULL PRIMARY KEY,
    id TEXT NOT NULL,
    detention_id TEXT NOT NULL REFERENCES records (detention_id),
    custody_record_number TEXT NOT NULL,
    force TEXT NOT NULL,
    suite TEXT NOT NULL,
    limb TEXT NOT NULL,
    signed_at INTEGER NOT NULL,
    signed_by TEXT NOT NULL,
    superseded INTEGER NOT NULL,
    why_void TEXT NULL
);

-- A record's rows are replaced together.
CREATE INDEX ix_certificates_elsewhere_detention ON certificates_elsewhere (detention_id);
-- The register of a force, in the order of the log.
CREATE INDEX ix_certificates_elsewhere_force ON certificates_elsewhere (force, position);
-- One by the id it was given where it was made.
CREATE INDEX ix_certificates_elsewhere_id ON certificates_elsewhere (id);
