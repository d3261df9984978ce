-- Whether a records system sent what was refused; null from a version that does not say. What somebody enters here is not its voice.
ALTER TABLE quarantine ADD by_feed INTEGER NULL;

-- When each suite's records system last sent something that was refused: such a system is not silent.
CREATE INDEX ix_quarantine_by_feed ON quarantine (force, source, received) WHERE by_feed = 1;
