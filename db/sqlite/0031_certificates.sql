-- The last number given in each force. Numbers have no gaps: the row moves in the transaction of the certificate itself.
CREATE TABLE certificate_numbers (
    force TEXT NOT NULL PRIMARY KEY,
    last INTEGER NOT NULL
);

-- Signed certificates, and statements in their place. Never updated or deleted: a later one names the one it replaces.
CREATE TABLE certificates (
    position INTEGER NOT NULL PRIMARY KEY REFERENCES chain (position),
    id TEXT NOT NULL,
    number TEXT NOT NULL,
    detention_id TEXT NOT NULL REFERENCES records (detention_id),
    custody_record_number TEXT NOT NULL,
    force TEXT NOT NULL,
    suite TEXT NOT NULL,
    limb TEXT NOT NULL,
    signed_at INTEGER NOT NULL,
    signed_by TEXT NOT NULL,
    supersedes TEXT NULL,
    verification_code TEXT NOT NULL,
    content BLOB NOT NULL,
    content_hash BLOB NOT NULL
);

CREATE UNIQUE INDEX ux_certificates_id ON certificates (id);
CREATE UNIQUE INDEX ux_certificates_number ON certificates (number);
-- A child's certificates, and which of them stands: one is replaced at most once.
CREATE INDEX ix_certificates_detention ON certificates (detention_id, position);
CREATE UNIQUE INDEX ux_certificates_supersedes ON certificates (supersedes) WHERE supersedes IS NOT NULL;
-- The register of a force, in the order of signing.
CREATE INDEX ix_certificates_force ON certificates (force, position);
