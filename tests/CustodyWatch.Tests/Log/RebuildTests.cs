using CustodyWatch.Log.Projections;
using CustodyWatch.Storage;
using CustodyWatch.Tests.Harness;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace CustodyWatch.Tests.Log;

public sealed class RebuildTests
{
    [Fact]
    public async Task Everything_worked_out_can_be_thrown_away_and_comes_back_the_same()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T18:00:00Z"), Told.Authorised("2026-06-10T18:20:00Z"), Told.Drink("2026-06-10T19:00:00Z"),
            Told.Arrived("2026-06-10T12:00:00Z", record: "CR-2"), Told.Released("2026-06-10T17:00:00Z", record: "CR-2"),
            Told.Drink("2026-06-10T17:00:00Z", record: "CR-3"));
        var before = await Everything(suite);
        await using (var connection = await suite.Services.GetRequiredService<Database>().Open(default))
            await connection.ExecuteAsync(
                "DELETE FROM clocks WHERE clock = 'drink'; UPDATE detentions SET initials = 'ZZ', status = 'open'; UPDATE figures SET age = 9");
        Assert.NotEqual(before, await Everything(suite));

        var count = await suite.Services.GetRequiredService<Rebuilding>().Run(default);

        Assert.Equal(3, count);
        Assert.Equal(before, await Everything(suite));
    }

    [Fact]
    public async Task From_entries_that_were_altered_nothing_is_worked_out()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T18:00:00Z"), Told.Drink("2026-06-10T19:00:00Z"));
        Assert.Equal(0, await RebuildCommand.Run(await TestDatabase.ArgumentsOf(suite.Folder)));
        var before = await Everything(suite);
        await using (var connection = await suite.Services.GetRequiredService<Database>().Open(default))
            await connection.ExecuteAsync("UPDATE events SET occurred = received WHERE position = 2");

        Assert.Equal(1, await RebuildCommand.Run(await TestDatabase.ArgumentsOf(suite.Folder)));

        Assert.Equal(before, await Everything(suite));
    }

    private static Task<List<string>> Everything(CustodySuite suite) => Projected.Everything(suite.Services.GetRequiredService<Database>().Dialect);
}
