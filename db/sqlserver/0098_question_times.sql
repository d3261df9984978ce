-- When the record began that a question is asked of, so that the questions of any period are read from where it lies, however long
-- ago that is. None while the arrival is not known; kept as the arrival is told or put right.
ALTER TABLE questions ADD arrived_at datetime2(3) NULL;
GO

UPDATE questions SET arrived_at = (SELECT d.arrived_at FROM detentions d WHERE d.id = questions.detention_id);

-- The newest records of a force, or of all, of one kind and in a period; a suite among them is told from the index alone.
CREATE INDEX ix_questions_force_arrived ON questions (kind, force, arrived_at, detention_id, suite);
CREATE INDEX ix_questions_arrived ON questions (kind, arrived_at, detention_id, suite, force);
DROP INDEX ix_questions_force ON questions;
