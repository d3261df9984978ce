-- The alerts about one record, which go with it when it is disposed of, and are held against the chain before.
CREATE INDEX ix_alerts_detention ON alerts (detention_id);

-- The silences of one record, likewise.
CREATE INDEX ix_silences_detention ON silences (detention_id);
