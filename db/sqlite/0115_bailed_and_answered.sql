-- Whether a child refused bail was bailed after all, and whether any request for a place was answered. Worked out from the log.
ALTER TABLE figures ADD COLUMN bailed_after_refusal INTEGER NOT NULL DEFAULT 0;

ALTER TABLE figures ADD COLUMN answered INTEGER NOT NULL DEFAULT 0;
