-- Grades of cases, for ever: a later one by the same side counts, and the earlier stays.
CREATE TABLE audit_grades (
    id TEXT NOT NULL PRIMARY KEY,
    detention_id TEXT NOT NULL,
    -- Which grading of the case it is, from 1.
    sequence INTEGER NOT NULL,
    force TEXT NOT NULL,
    suite TEXT NOT NULL,
    -- self: an inspector or superintendent of the force; inspector: the inspectorate.
    side TEXT NOT NULL,
    grade TEXT NOT NULL,
    note TEXT NOT NULL,
    areas TEXT NOT NULL,
    graded_by TEXT NOT NULL,
    graded_at INTEGER NOT NULL
);

-- What has been said of a case.
CREATE INDEX ix_audit_grades_detention ON audit_grades (detention_id, sequence);
