-- Whose row it is: 1 where whoever lost the answer to the commit put it there to ask, nothing where the transaction left it.
ALTER TABLE commit_marks ADD asked INTEGER NULL;
