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

    [Fact]
    public async Task A_record_that_cannot_be_read_is_named_and_left_as_it_was_and_keeps_none_of_the_others()
    {
        Assert.SkipUnless(TestDatabase.Server is null, "SQL Server keeps no value that is not of its column.");
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var others = new List<string>();
        var unread = await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z", record: "CR-1"));
        foreach (var record in new[] { "CR-2", "CR-3" }) others.Add(await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T18:00:00Z", record: record)));
        await using var connection = await suite.Services.GetRequiredService<Database>().Open(TestContext.Current.CancellationToken);
        await connection.ExecuteAsync("DELETE FROM clocks WHERE clock = 'drink'; UPDATE figures SET age = 'young' WHERE detention_id = @unread", new { unread });
        var rebuilding = suite.Services.GetRequiredService<Rebuilding>();

        Assert.Equal(2, await rebuilding.Run(TestContext.Current.CancellationToken));
        Assert.Equal(1, await RebuildCommand.Run(await TestDatabase.ArgumentsOf(suite.Folder)));

        Assert.Equal([unread], rebuilding.Left.Keys);
        Assert.Equal(others.Order(), (await connection.QueryAsync<string>("SELECT detention_id FROM clocks WHERE clock = 'drink'")).Order());
        Assert.NotEmpty(await connection.QueryAsync<string>("SELECT clock FROM clocks WHERE detention_id = @unread", new { unread }));
    }

    private static Task<List<string>> Everything(CustodySuite suite) => Projected.Everything(suite.Services.GetRequiredService<Database>().Dialect);
}
