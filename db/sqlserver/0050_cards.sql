-- The cards put into a child's hand: in which language, what each said as a digest, when, and by whom. When what the latest said
-- is no longer so, the child is owed another. Never updated or deleted.
CREATE TABLE child_cards (
    id nvarchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    detention_id nvarchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL REFERENCES records (detention_id),
    language nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    digest nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    given_at datetime2(3) NOT NULL,
    given_by nvarchar(256) COLLATE Latin1_General_100_BIN2 NOT NULL
);

-- The card the child has now.
CREATE INDEX ix_child_cards_detention ON child_cards (detention_id, given_at);
