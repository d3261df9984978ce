-- Babelfish holds a foreign key against the collation of the server, and refuses every row whose key has another, as all keys of
-- text here have. There they are let go; what wrote a row beside its record did so in one transaction, and verify misses none.
IF SERVERPROPERTY('Babelfish') = 1
BEGIN
    DECLARE @drops nvarchar(max);
    SELECT @drops = STRING_AGG(CAST(N'ALTER TABLE ' + OBJECT_NAME(k.parent_object_id) + N' DROP CONSTRAINT ' + OBJECT_NAME(k.constraint_object_id) AS nvarchar(max)), N'; ')
    FROM sys.foreign_key_columns k JOIN sys.columns c ON c.object_id = k.parent_object_id AND c.column_id = k.parent_column_id
    WHERE c.collation_name IS NOT NULL;
    EXEC sp_executesql @drops;
END
