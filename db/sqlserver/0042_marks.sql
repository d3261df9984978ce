-- What about an entry is worth a question when it is seen beside others: keyed late, the same words as another's, by whom and
-- where, at what minute. No words are kept, only whether they are the same.
CREATE TABLE entry_marks (
    position bigint NOT NULL,
    kind nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    detention_id nvarchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    force nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    suite nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    event_id nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
    occurred datetime2(3) NOT NULL,
    mark nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    CONSTRAINT pk_entry_marks PRIMARY KEY (position, kind)
);

-- The marks of a record, in a stretch of records.
CREATE INDEX ix_entry_marks_record ON entry_marks (kind, detention_id, occurred);
-- The same words, or the same person, elsewhere.
CREATE INDEX ix_entry_marks_mark ON entry_marks (kind, mark, occurred);
CREATE INDEX ix_entry_marks_detention ON entry_marks (detention_id);

-- Every child with a clock of one kind.
CREATE INDEX ix_clocks_clock ON clocks (clock, detention_id);
