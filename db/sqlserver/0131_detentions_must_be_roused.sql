-- Whether each visit must rouse the child; none where an older version worked it out last.
ALTER TABLE detentions ADD must_be_roused BIT NULL;
GO

-- Those of now, as their clock says it.
UPDATE detentions SET must_be_roused = 1
WHERE status = 'open' AND EXISTS (SELECT 1 FROM clocks c WHERE c.detention_id = detentions.id AND c.clock = 'visit' AND c.explanation LIKE 'A visit that rouses%');
