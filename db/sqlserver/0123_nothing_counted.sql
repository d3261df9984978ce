-- Where no record was ever entered nothing was counted by the version before, which would otherwise believe that it was.
DELETE FROM totals WHERE dimension LIKE '4:%' AND NOT EXISTS (SELECT 1 FROM records);
