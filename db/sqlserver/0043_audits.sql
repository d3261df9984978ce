-- Grades of cases, for ever: a later one by the same side counts, and the earlier stays.
CREATE TABLE audit_grades (
    id nvarchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    detention_id nvarchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    -- Which grading of the case it is, from 1.
    sequence int NOT NULL,
    force nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    suite nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    -- self: an inspector or superintendent of the force; inspector: the inspectorate.
    side nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    grade nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    note nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
    areas nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
    graded_by nvarchar(256) COLLATE Latin1_General_100_BIN2 NOT NULL,
    graded_at datetime2(3) NOT NULL
);

-- What has been said of a case.
CREATE INDEX ix_audit_grades_detention ON audit_grades (detention_id, sequence);
