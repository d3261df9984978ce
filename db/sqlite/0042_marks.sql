-- What about an entry is worth a question when it is seen beside others: keyed late, the same words as another's, by whom and
-- where, at what minute. No words are kept, only whether they are the same.
CREATE TABLE entry_marks (
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    detention_id TEXT NOT NULL,
    force TEXT NOT NULL,
    suite TEXT NOT NULL,
    event_id TEXT NOT NULL,
    occurred INTEGER NOT NULL,
    mark TEXT NOT NULL,
    CONSTRAINT pk_entry_marks PRIMARY KEY (position, kind)
);

-- The marks of a record, in a stretch of records.
CREATE INDEX ix_entry_marks_record ON entry_marks (kind, detention_id, occurred);
-- The same words, or the same person, elsewhere.
CREATE INDEX ix_entry_marks_mark ON entry_marks (kind, mark, occurred);
CREATE INDEX ix_entry_marks_detention ON entry_marks (detention_id);

-- Every child with a clock of one kind.
CREATE INDEX ix_clocks_clock ON clocks (clock, detention_id);
