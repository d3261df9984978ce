-- The keys that initials, birth dates and free text are sealed with, each wrapped by the ring of keys outside the database. The one
-- whose id is all noughts marks words, so that the same are found again, and seals nothing.
CREATE TABLE data_keys (
    id nvarchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    content varbinary(max) NOT NULL
);

-- A birth date, sealed. What stood in date_of_birth is moved here when the records are sealed.
ALTER TABLE detentions ADD birth nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL;
-- The same; born is from now on the earliest that it can be by the child's age alone, by which a list is searched.
ALTER TABLE retention ADD birth nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL;
