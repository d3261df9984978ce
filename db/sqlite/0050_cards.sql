-- The cards put into a child's hand: in which language, what each said as a digest, when, and by whom. When what the latest said
-- is no longer so, the child is owed another. Never updated or deleted.
CREATE TABLE child_cards (
    id TEXT NOT NULL PRIMARY KEY,
    detention_id TEXT NOT NULL REFERENCES records (detention_id),
    language TEXT NOT NULL,
    digest TEXT NOT NULL,
    given_at INTEGER NOT NULL,
    given_by TEXT NOT NULL
);

-- The card the child has now.
CREATE INDEX ix_child_cards_detention ON child_cards (detention_id, given_at);
