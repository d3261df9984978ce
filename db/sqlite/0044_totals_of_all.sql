-- Months are added up for all forces together as well. Until rebuild has filled them, every detention counts as not yet added, so
-- that the numbers stay right and are only slower to read.
DELETE FROM totals;
UPDATE figures SET counted = 0;
