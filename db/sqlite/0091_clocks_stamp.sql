-- Another with every working out of a detention's clocks, so that whoever has read them can tell that they still stand.
ALTER TABLE detentions ADD COLUMN stamp TEXT NULL;
