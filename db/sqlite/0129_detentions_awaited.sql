-- Until when a child may be held whose arrival nobody has told of; none once it was told, or when nobody is held.
ALTER TABLE detentions ADD awaited_until INTEGER NULL;

-- Who may be here though no arrival is known: few, among all who ever were in custody.
CREATE INDEX ix_detentions_awaited ON detentions (awaited_until) WHERE awaited_until IS NOT NULL;

-- How many entries of a suite were refused and wait, for its board.
CREATE INDEX ix_quarantine_source ON quarantine (force, source, state);

-- Those of now, as their next entry would work it out; one that entries end is looked at no longer than the others.
UPDATE detentions SET awaited_until = (SELECT MAX(e.occurred) + 345600000 FROM events e WHERE e.detention_id = detentions.id)
WHERE status = 'awaited';
