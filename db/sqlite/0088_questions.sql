-- That a record is worth a question of one kind, for each suite whose entries it is about: found when an entry is made, so that
-- asking reads what it shows and nothing else. Filled from the log for records made before, in the background.
CREATE TABLE questions (
    kind TEXT NOT NULL,
    detention_id TEXT NOT NULL,
    suite TEXT NOT NULL,
    force TEXT NOT NULL,
    CONSTRAINT pk_questions PRIMARY KEY (kind, detention_id, suite)
);

-- The newest records of a force, of one kind.
CREATE INDEX ix_questions_force ON questions (kind, force, detention_id);
-- What is asked of a record is found anew with each entry on it.
CREATE INDEX ix_questions_detention ON questions (detention_id);

DROP INDEX ix_entry_marks_mark;
-- The same words, or the same person, elsewhere in the force: a phrase that a nation uses is looked for in one force alone.
CREATE INDEX ix_entry_marks_force ON entry_marks (kind, force, mark, occurred);
