-- Whether a child refused bail was bailed after all, and whether any request for a place was answered. Worked out from the log.
ALTER TABLE figures ADD bailed_after_refusal BIT NOT NULL DEFAULT 0;

ALTER TABLE figures ADD answered BIT NOT NULL DEFAULT 0;
