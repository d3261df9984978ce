using CustodyWatch.Storage.Importing;
using CustodyWatch.Tests.Harness;
using Dapper;
using Microsoft.Data.Sqlite;

namespace CustodyWatch.Tests.Storage;

/// <summary>An embedded database moved into another, whole.</summary>
public sealed class ImportTests : IAsyncDisposable
{
    private const string Now = "2026-06-10T20:00:00Z";
    private readonly string _from = Directory.CreateTempSubdirectory("custodywatch-from-").FullName;
    private readonly string _into = Directory.CreateTempSubdirectory("custodywatch-into-").FullName;

    [Fact]
    public async Task Everything_is_there_afterwards_and_the_chain_goes_on()
    {
        await Fill(_from);

        Assert.Equal(0, await Import(_from));

        await using var suite = await CustodySuite.Open(Now, _into);
        var (sergeant, admin) = (suite.As("sgt-01"), suite.As("admin-01"));
        var detention = (await sergeant.Read("/detentions")).Body!["items"]![0]!["id"]!.ToString();
        Assert.Equal(4, (await sergeant.Entries(detention)).Count);
        Assert.NotEmpty(await sergeant.Alerts());
        await suite.As("feed-01").Taken(Told.Drink("2026-06-10T19:55:00Z"));
        Assert.Equal("true", (await admin.Read("/chain/verify")).Text("intact"));
    }

    [Fact]
    public async Task A_database_that_is_not_empty_is_left_as_it_was()
    {
        await Fill(_from);
        Assert.Equal(0, await Import(_from));

        Assert.Equal(1, await Import(_from));
    }

    [Fact]
    public async Task A_broken_chain_is_not_moved()
    {
        await Fill(_from);
        await using (var connection = new SqliteConnection($"Data Source={Path.Combine(_from, "custodywatch.db")};Pooling=False"))
            await connection.ExecuteAsync("UPDATE events SET occurred = occurred + 60000 WHERE position = 1");

        Assert.Equal(1, await Import(_from));

        await using var suite = await CustodySuite.Open(Now, _into);
        Assert.Empty((await suite.As("sgt-01").Read("/detentions?status=all")).Body!["items"]!.AsArray());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_daily_anchors_come_along_and_those_that_are_there_stay(bool areThere)
    {
        await Fill(_from);
        var (from, into) = (Path.Combine(_from, "anchors.ndjson"), Path.Combine(_into, "anchors.ndjson"));
        await File.WriteAllTextAsync(from, "noted");
        await File.WriteAllTextAsync(from + ".sent", "1");
        if (areThere) await File.WriteAllTextAsync(into, "others");

        Assert.Equal(0, await Import(_from));

        Assert.Equal(areThere ? "others" : "noted", await File.ReadAllTextAsync(into));
        Assert.Equal(!areThere, File.Exists(into + ".sent"));
    }

    [Fact]
    public async Task A_database_that_somebody_uses_is_not_moved()
    {
        await Fill(_from);
        await using (var other = new SqliteConnection($"Data Source={Path.Combine(_from, "custodywatch.db")};Pooling=False"))
        {
            await other.OpenAsync();
            await other.ExecuteScalarAsync("SELECT position FROM chain_head");

            Assert.Equal(75, await Import(_from));
        }

        Assert.Equal(0, await Import(_from));
    }

    [Fact]
    public async Task Nothing_is_moved_where_no_SQL_Server_is_configured()
    {
        await Fill(_from);

        Assert.Equal(64, await ImportCommand.Run([_from, "--CustodyWatch:DataDirectory", _into]));

        Assert.Empty(Directory.GetFiles(_into));
    }

    [Theory]
    [InlineData]
    [InlineData("--CustodyWatch:DataDirectory")]
    [InlineData("/no/such/folder")]
    public async Task What_cannot_be_moved_is_refused_at_once(params string[] args) => Assert.Equal(64, await ImportCommand.Run(args));

    [Fact]
    public async Task A_file_with_nothing_in_it_is_no_database_to_be_moved()
    {
        await File.WriteAllBytesAsync(Path.Combine(_from, "custodywatch.db"), []);

        Assert.Equal(64, await Import(_from));
    }

    public async ValueTask DisposeAsync()
    {
        await TestDatabase.Remove(_from);
        await TestDatabase.Remove(_into);
    }

    // The embedded side, whatever the tests run on.
    private static async Task Fill(string folder)
    {
        await using var suite = await CustodySuite.Open(Now, folder, embedded: true);
        await suite.As("feed-01").Taken(Night.Refused());
        await suite.Look();
    }

    private async Task<int> Import(string folder) => await ImportCommand.Run(
    [
        folder, "--CustodyWatch:DataDirectory", _into,
        .. (await TestDatabase.SettingsOf(_into)).SelectMany(setting => new[] { "--" + setting.Key, setting.Value }),
    ], intoAnyEngine: true);
}
