-- The children held now, in whatever force and suite: a few, however many there ever were.
CREATE INDEX ix_detentions_status ON detentions (status, force, suite);
-- Those whose clocks stand differently by now.
CREATE INDEX ix_detentions_changes ON detentions (changes_at);
