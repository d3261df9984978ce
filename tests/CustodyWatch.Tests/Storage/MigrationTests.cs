using CustodyWatch.Storage;
using CustodyWatch.Storage.Sealing;
using CustodyWatch.Tests.Harness;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace CustodyWatch.Tests.Storage;

/// <summary>A database of another version, and several that bring it to this one.</summary>
public sealed class MigrationTests : IDisposable
{
    private readonly Folder _folder = new();
    private readonly List<Database> _databases = [];

    private string File => Path.Combine(_folder.Path, "custodywatch.db");

    [Fact]
    public async Task A_database_that_a_later_version_has_gone_too_far_with_is_refused_in_a_sentence_and_one_that_is_merely_newer_is_not()
    {
        await EmptyDatabase.CopyTo(_folder.Path);
        await Do("INSERT INTO schema_history (type, version, description, name, checksum, installed_by, success) VALUES (0, '9990', 'later', 'V9990_later.sql', 'x', '', 1)");

        await Migrate();
        await Do("UPDATE schema_floor SET migration = 9990");
        var refusal = await Assert.ThrowsAsync<CannotStartException>(Migrate);

        Assert.StartsWith("The database is of a later version of CustodyWatch", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("has to know 9990", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_that_bring_one_file_to_this_version_do_it_one_after_the_other()
    {
        var migrations = Enumerable.Range(0, 4).Select(_ => New()).ToArray();

        await Task.WhenAll(migrations.Select(one => Task.Run(() => one.Migrate(TestContext.Current.CancellationToken))));

        Assert.Equal(0, await Ask<int>("SELECT COUNT(*) FROM schema_history WHERE success = 0"));
        Assert.Equal(1, await Ask<int>("SELECT COUNT(*) FROM schema_history WHERE name = 'V0001_log.sql'"));
        Assert.Equal(["custodywatch.db"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Where(name => !name!.EndsWith("-wal", StringComparison.Ordinal) && !name.EndsWith("-shm", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Whoever_is_kept_waiting_too_long_says_for_what_and_what_is_at_this_version_waits_for_nobody()
    {
        await using (var other = new FileStream(File + ".migrating", FileMode.Create, FileAccess.ReadWrite, FileShare.None))
        {
            var refusal = await Assert.ThrowsAsync<CannotStartException>(() => New(patience: TimeSpan.Zero).Migrate(TestContext.Current.CancellationToken));
            Assert.StartsWith("Another process has been bringing the database to its version", refusal.Message, StringComparison.Ordinal);
        }
        await Migrate();
        await using (var other = new FileStream(File + ".migrating", FileMode.Create, FileAccess.ReadWrite, FileShare.None))
            await New(patience: TimeSpan.Zero).Migrate(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_migration_that_fails_is_named_in_a_sentence_and_runs_once_what_hindered_it_is_mended()
    {
        await EmptyDatabase.CopyTo(_folder.Path);
        await Do("DELETE FROM schema_history WHERE name = 'V0116_who_was_seen.sql'");

        var refusal = await Assert.ThrowsAsync<CannotStartException>(Migrate);
        await Do("DROP INDEX ix_access_log_seen");
        await Migrate();

        Assert.Equal(
            "The database could not be brought to this version: V0116_who_was_seen.sql: SQLite Error 1: 'index ix_access_log_seen already exists'. What ran before stands; start again once mended.",
            refusal.Message);
        Assert.Equal(1, await Ask<int>("SELECT COUNT(*) FROM sqlite_master WHERE name = 'ix_access_log_seen'"));
    }

    [Fact]
    public async Task A_migration_that_was_edited_after_it_ran_is_named_in_a_sentence()
    {
        await EmptyDatabase.CopyTo(_folder.Path);
        await Do("UPDATE schema_history SET checksum = 'another' WHERE name = 'V0001_log.sql'");

        var refusal = await Assert.ThrowsAsync<CannotStartException>(Migrate);

        Assert.Contains("invalid checksum for migration: V0001_log.sql", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_a_server_a_migration_may_take_hours()
    {
        using var server = new Database(new SqlServerDialect("Server=x"), new KeyRing(Path.Combine(_folder.Path, "keys"), new()));
        await using var connection = new SqliteConnection("Data Source=:memory:");

        Assert.True(new Migrations(server, NullLogger<Migrations>.Instance).Plan(connection).CommandTimeout >= 3600);
    }

    private Migrations New(TimeSpan? patience = null)
    {
        var database = new Database(SqliteDialect.Of(File), new KeyRing(Path.Combine(_folder.Path, "keys"), new()));
        _databases.Add(database);
        return new(database, NullLogger<Migrations>.Instance) { Patience = patience ?? TimeSpan.FromMinutes(2) };
    }

    private Task Migrate() => New().Migrate(TestContext.Current.CancellationToken);

    private async Task Do(string sql) => await Ask<int>(sql);

    private async Task<T?> Ask<T>(string sql)
    {
        await using var connection = SqliteDialect.Of(File).Connect();
        return await connection.ExecuteScalarAsync<T>(sql);
    }

    public void Dispose()
    {
        _databases.ForEach(database => database.Dispose());
        _folder.Dispose();
    }
}
