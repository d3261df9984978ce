-- Run once, by an administrator, before the first migration. With sqlcmd: -v database=custodywatch
CREATE DATABASE [$(database)];
GO

-- Readers see one moment and wait for nobody; see How writers and readers meet, in db/README.md.
ALTER DATABASE [$(database)] SET ALLOW_SNAPSHOT_ISOLATION ON;
GO

ALTER DATABASE [$(database)] SET READ_COMMITTED_SNAPSHOT ON;
GO

-- A commit is on disk before it is answered.
ALTER DATABASE [$(database)] SET DELAYED_DURABILITY = DISABLED;
GO

-- The whole log is backed up, so that a restore loses nothing but the last minutes.
ALTER DATABASE [$(database)] SET RECOVERY FULL;
GO
