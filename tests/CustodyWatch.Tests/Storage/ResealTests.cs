using System.Net;
using CustodyWatch.Log.Proof;
using CustodyWatch.Storage;
using CustodyWatch.Storage.Sealing;
using CustodyWatch.Tests.Harness;
using CustodyWatch.Tests.Retention;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace CustodyWatch.Tests.Storage;

/// <summary>Going on to new keys, and sealing what lay open before.</summary>
public sealed class ResealTests
{
    private const string Now = "2012-06-10T14:30:00Z", Later = "2012-06-11T12:00:00Z";

    [Fact]
    public async Task Everything_is_sealed_under_new_keys_while_the_service_runs_and_the_old_ones_can_be_taken_away()
    {
        using var folder = new Folder();
        string id, before;
        await using (var suite = await CustodySuite.Open(Now, folder.Path))
        {
            (id, _) = await OldRecord.Everything(suite);
            before = await Told(suite, id);
            var old = folder.Keys;

            Assert.Equal(0, await ResealCommand.Run(["--new-key", .. await TestDatabase.ArgumentsOf(folder.Path)]));

            Assert.Equal(before, await Told(suite, id));
            var vault = suite.Services.GetRequiredService<Database>().Vault;
            await vault.Renew(atOnce: false, default);
            await using (var connection = await suite.Services.GetRequiredService<Database>().Open(default))
                foreach (var sealedValue in await Sealed(connection))
                    Assert.True(sealedValue is string text
                        ? text.StartsWith(vault.Beginnings().Text, StringComparison.Ordinal)
                        : ((byte[])sealedValue).AsSpan().StartsWith(vault.Beginnings().Content));
            File.Delete(Assert.Single(old));
        }

        await using var again = await CustodySuite.Open(Later, folder.Path);

        Assert.Equal(before, await Told(again, id));
        Assert.Equal("true", (await again.As("insp-01").Read("/chain/verify")).Text("intact"));
    }

    [Fact]
    public async Task What_lay_open_before_is_read_as_it_was_and_sealed_to_the_last_byte()
    {
        Assert.SkipWhen(TestDatabase.Server is not null, "The bytes of a server's files are not to be read from here.");
        using var folder = new Folder();
        string id, before;
        await using (var suite = await CustodySuite.Open(Now, folder.Path))
        {
            (id, _) = await OldRecord.Everything(suite);
            before = await Told(suite, id);
        }
        await Unseal(folder.Path);

        await using var again = await CustodySuite.Open(Later, folder.Path);
        Assert.True(again.Lies(OldRecord.Initials) && again.Lies(OldRecord.Born));
        Assert.Equal(before, await Told(again, id));
        Assert.Equal("true", (await again.As("insp-01").Read("/chain/verify")).Text("intact"));
        Assert.Equal(0, await ResealCommand.Run(await TestDatabase.ArgumentsOf(folder.Path)));

        Assert.Equal(before, await Told(again, id));
        Assert.All([OldRecord.Words, OldRecord.Initials, OldRecord.Born, "Snowedin"], text => Assert.False(again.Lies(text), text));
        Assert.Equal("true", (await again.As("insp-01").Read("/chain/verify")).Text("intact"));
    }

    [Fact]
    public async Task The_machines_administrator_makes_no_key_that_the_service_could_not_open()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows(), "Only the administrator may give a folder away.");
        using var folder = new Folder();
        await using var suite = await CustodySuite.Open(Now, folder.Path);
        await suite.As("feed-01").Taken([.. OldRecord.Told()]);
        var before = folder.Keys;
        await OtherProgram.Run("chown", ["-R", "54321", Path.Combine(folder.Path, "keys")]);

        Assert.Equal(1, await ResealCommand.Run(["--new-key", .. await TestDatabase.ArgumentsOf(folder.Path)]));
        Assert.Equal(0, await VerifyCommand.Run(await TestDatabase.ArgumentsOf(folder.Path)));

        Assert.Equal(before, folder.Keys);
    }

    [Fact]
    public async Task A_node_that_lacks_a_new_key_is_not_ready_and_takes_the_chain_for_neither_broken_nor_whole()
    {
        using var folder = new Folder();
        // Whoever looks at the child once his record lies under the new key has this node read it before it is taken away.
        await using var suite = await CustodySuite.Open(Now, folder.Path, Alerting.Untimed);
        await suite.As("feed-01").Taken([.. OldRecord.Told()]);
        await suite.Look();
        var old = folder.Keys;
        // In a process of its own: this one would know what it made.
        Assert.Equal(0, (await OtherProgram.CustodyWatch(["reseal", "--new-key", .. await TestDatabase.ArgumentsOf(folder.Path)])).Exit);
        var key = Assert.Single(folder.Keys.Except(old));
        File.Move(key, key + ".away");
        // Nothing is due, so nothing sealed is read; but where nobody looks for long no node is ready.
        await suite.Look();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await suite.As().GetAsync("/health/ready")).StatusCode);
        var missing = await Assert.ThrowsAsync<KeysMissingException>(() => suite.Services.GetRequiredService<ChainCheck>().Walk(default));

        Assert.Contains(Path.GetFileName(key), missing.Message, StringComparison.Ordinal);
        File.Move(key + ".away", key);
        await suite.Look();
        Assert.Equal(HttpStatusCode.OK, (await suite.As().GetAsync("/health/ready")).StatusCode);
        Assert.Equal("true", (await suite.As("insp-01").Read("/chain/verify")).Text("intact"));
    }

    private static async Task<string> Told(CustodySuite suite, string id)
    {
        var sergeant = suite.As("sgt-01");
        var detention = (await sergeant.Read($"/detentions/{id}")).Body!;
        return string.Join('\n', detention["initials"], detention["age"], detention["child"]!.ToJsonString(), (await sergeant.Read($"/detentions/{id}/timeline")).Body!.ToJsonString());
    }

    private static async Task<IReadOnlyList<object>> Sealed(System.Data.Common.DbConnection connection)
    {
        var values = new List<object>();
        foreach (var columns in SealedColumns.All)
            foreach (var column in columns.Columns)
                values.AddRange(await Values(connection, columns.Table, column));
        Assert.True(values.Count > 30);
        return values;
    }

    private static async Task<IReadOnlyList<object>> Values(System.Data.Common.DbConnection connection, string table, string column) =>
        [.. (await connection.QueryAsync($"SELECT {column} AS value FROM {table} WHERE {column} IS NOT NULL")).Select(row => (object)row.value)];

    // As the version before sealing left it.
    private static async Task Unseal(string folder)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "custodywatch.db")}");
        foreach (var columns in SealedColumns.All)
            foreach (var column in columns.Columns)
                foreach (var value in await Values(connection, columns.Table, column))
                    await connection.ExecuteAsync($"UPDATE {columns.Table} SET {column} = @open WHERE {column} = @value", new { open = Opened(value), value });
        await connection.ExecuteAsync("UPDATE detentions SET date_of_birth = birth, birth = NULL; UPDATE retention SET born = birth, birth = NULL; DELETE FROM data_keys");
    }

    private static object Opened(object value) => value is string text
        ? CustodyWatch.Storage.Sealing.Sealed.Stored(text).Text
        : SealedContent.Stored((byte[])value).Bytes;
}
