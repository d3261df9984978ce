using System.Text.Json.Nodes;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Log;

public sealed class OrderOfArrivalTests
{
    private static readonly JsonObject[] Night =
    [
        Told.Arrived("2026-06-10T18:00:00Z"),
        Told.Authorised("2026-06-10T18:00:00Z"),
        Told.Drink("2026-06-10T18:30:00Z", id: "d-1"),
        Told.Drink("2026-06-10T20:30:00Z", id: "d-2"),
        Told.Drink("2026-06-10T20:30:00Z", id: "d-3"),
        Told.Replaced("d-2", "2026-06-10T21:00:00Z", new { time = "2026-06-10T20:15:00Z" }, id: "c-1"),
        Told.Retracted("c-1", "2026-06-10T21:10:00Z", id: "c-2"),
        Told.Retracted("d-3", "2026-06-10T21:20:00Z", id: "c-3"),
        Told.Event("left-for-hospital", "2026-06-10T22:00:00Z", new { purpose = "treatment" }),
        Told.Event("returned-from-hospital", "2026-06-10T23:00:00Z"),
        Told.Released("2026-06-11T02:00:00Z"),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Whatever_order_events_come_in_the_clocks_are_the_same(int seed)
    {
        await using var suite = await CustodySuite.Open("2026-06-11T09:00:00Z");
        var id = await suite.As("feed-01").Taken(Night);
        var expected = await Clocks(suite, id);
        var shuffled = Night.Select(told => told.DeepClone().AsObject().With(one => one["subject"] = "CR-shuffled")
            .With(one => one["id"] = "s-" + one["id"])
            .With(one => Rename(one["data"]!))).ToArray();
        new Random(seed).Shuffle(shuffled);

        string? other = null;
        foreach (var told in shuffled) other = (await suite.As("feed-01").Tell(told)).Text("detentionId");

        Assert.Equal(expected, await Clocks(suite, other!));
    }

    private static void Rename(JsonNode data)
    {
        if (data["corrects"] is { } corrects) data["corrects"] = "s-" + corrects;
    }

    private static async Task<List<string>> Clocks(CustodySuite suite, string id)
    {
        var clocks = new List<string>();
        foreach (var at in new[] { "2026-06-10T19:00:00Z", "2026-06-10T21:00:00Z", "2026-06-10T22:30:00Z", "2026-06-11T09:00:00Z" })
            clocks.Add((await suite.As("sgt-01").Read($"/detentions/{id}/clocks?at={at}&history=true")).Body!["clocks"]!.ToJsonString());
        return clocks;
    }
}
