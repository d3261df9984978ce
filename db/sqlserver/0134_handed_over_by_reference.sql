-- What is disposed of is taken out of every handover it stood in: without this each is looked for in all of them.
CREATE INDEX ix_handover_items_reference ON handover_items (reference);
