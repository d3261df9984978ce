-- Another with every working out of a detention's clocks, so that whoever has read them can tell that they still stand.
ALTER TABLE detentions ADD stamp nvarchar(36) COLLATE Latin1_General_100_BIN2 NULL;
