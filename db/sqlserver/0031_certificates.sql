-- The last number given in each force. Numbers have no gaps: the row moves in the transaction of the certificate itself.
CREATE TABLE certificate_numbers (
    force nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    last bigint NOT NULL
);

-- Signed certificates, and statements in their place. Never updated or deleted: a later one names the one it replaces.
CREATE TABLE certificates (
    position bigint NOT NULL PRIMARY KEY REFERENCES chain (position),
    id nvarchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    number nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    detention_id nvarchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL REFERENCES records (detention_id),
    custody_record_number nvarchar(80) COLLATE Latin1_General_100_BIN2 NOT NULL,
    force nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    suite nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    limb nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    signed_at datetime2(3) NOT NULL,
    signed_by nvarchar(256) COLLATE Latin1_General_100_BIN2 NOT NULL,
    supersedes nvarchar(36) COLLATE Latin1_General_100_BIN2 NULL,
    verification_code nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    content varbinary(max) NOT NULL,
    content_hash varbinary(32) NOT NULL
);

-- A certificate is asked for by its id or by its number, and each is given once.
CREATE UNIQUE INDEX ux_certificates_id ON certificates (id);
CREATE UNIQUE INDEX ux_certificates_number ON certificates (number);
-- A child's certificates, and which of them stands: one is replaced at most once.
CREATE INDEX ix_certificates_detention ON certificates (detention_id, position);
CREATE UNIQUE INDEX ux_certificates_supersedes ON certificates (supersedes) WHERE supersedes IS NOT NULL;
-- The register of a force, in the order of signing.
CREATE INDEX ix_certificates_force ON certificates (force, position);
