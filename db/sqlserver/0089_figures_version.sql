-- Which version of the program worked figures out, 0 for those before versions were kept. Those of an older version are in no
-- total that this one reads: until the service has made them anew by itself they are counted one by one.
ALTER TABLE figures ADD version int NOT NULL DEFAULT 0;
GO

-- Those of an older version, few or none once all are made anew.
CREATE INDEX ix_figures_version ON figures (version, force, arrived_at);
-- The next of a stratum by lot within one force.
CREATE INDEX ix_figures_sample_force ON figures (force, stratum, sample_key);

-- What was disposed of is in the totals of every version, and can be worked out by none.
INSERT INTO totals (dimension, suite, month, force, part, content)
SELECT '1:' + dimension, suite, month, force, part, content FROM disposed_totals;
