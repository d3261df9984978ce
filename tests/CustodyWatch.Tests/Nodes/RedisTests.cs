using CustodyWatch.Live;
using CustodyWatch.Tests.Harness;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CustodyWatch.Tests.Nodes;

/// <summary>Two nodes that tell one another's screens through Redis. The second's clock stands earlier, so that only the first raises.</summary>
public sealed class RedisTests
{
    private const string Due = "2026-06-10T16:30:00Z", Before = "2026-06-10T12:01:00Z";

    [Fact]
    public async Task A_screen_on_one_node_hears_what_another_raised()
    {
        await using var redis = await RedisServer.Start();
        await using var raising = await CustodySuite.Open(Due, settings: redis.Settings);
        await using var other = await CustodySuite.Open(Before, raising.Folder, settings: redis.Settings);
        await using var screen = await Screen.Open(other, "sgt-01");

        // Where Redis is too busy to answer within a second each node tells its own, and they are joined again at the next tick.
        var children = 0;
        await Eventually.Finds(
            async () =>
            {
                await Tick(raising);
                await Tick(other);
                await raising.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z", record: $"CR-26-{++children:00000}"));
                await raising.Look();
                return screen;
            },
            told => told.Of("alertRaised").Count > 0 && told.Of("detentionChanged").Count > 0);
    }

    [Fact]
    public async Task When_Redis_is_gone_alerts_are_raised_and_told_on_their_own_node_and_others_catch_up()
    {
        await using var redis = await RedisServer.Start();
        await using var raising = await CustodySuite.Open(Due, settings: redis.Settings);
        await using var other = await CustodySuite.Open(Before, raising.Folder, settings: redis.Settings);
        await using var near = await Screen.Open(raising, "sgt-01");
        await using var far = await Screen.Open(other, "sgt-01");

        await redis.Kill();
        await raising.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"));
        await raising.Look();

        await Eventually.True(() => near.Of("alertRaised").Count > 0);
        Assert.NotEmpty(await far.Connection.InvokeAsync<List<string>>("Since", 0L));
        await Tick(other);
        await Eventually.True(() => far.Of("stillLive").Any(said => said.GetProperty("sequence").GetInt64() > 0));
    }

    [Fact]
    public async Task A_screen_that_comes_while_Redis_is_gone_is_live_and_Redis_back_joins_the_nodes_again()
    {
        await using var redis = await RedisServer.Start();
        await using var raising = await CustodySuite.Open(Due, settings: redis.Settings);
        await using var other = await CustodySuite.Open(Before, raising.Folder, settings: redis.Settings);
        await redis.Kill();

        await using var near = await Screen.Open(raising, "sgt-01");
        await using var far = await Screen.Open(other, "sgt-01");
        await raising.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"));
        await raising.Look();
        await Eventually.True(() => near.Of("alertRaised").Count > 0);

        await using var back = await RedisServer.Start(redis.Port);
        // Nodes find it again by themselves; until they have, what is told here is not heard there.
        await Eventually.Finds(
            async () =>
            {
                await Tick(raising);
                await Tick(other);
                await raising.As("feed-01").Taken(Told.Drink("2026-06-10T16:00:00Z"));
                return far.Of("detentionChanged");
            },
            heard => heard.Count > 0);
    }

    // What each node does every 15 seconds.
    private static Task Tick(CustodySuite node) =>
        node.Services.GetServices<IHostedService>().OfType<StillLive>().Single().Tell(TestContext.Current.CancellationToken);
}
