-- The number of the last migration that a program must know to work on this database; one that does not refuses to start. A program before
-- 0099 could not read what is sealed. A later migration that the program before cannot work after moves this on to its own number.
CREATE TABLE schema_floor (
    id int NOT NULL PRIMARY KEY,
    migration int NOT NULL
);

INSERT INTO schema_floor (id, migration) VALUES (1, 99);

-- That what was disposed of is in the totals of the fourth version, where 0117 has put it. The program does so for the versions after.
INSERT INTO totals (dimension, suite, month, force, part, content) VALUES ('4:disposed', '', '', '', '', 0x);
