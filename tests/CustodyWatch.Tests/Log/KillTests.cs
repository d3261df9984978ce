using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Log;

public sealed class KillTests
{
    private const int Senders = 4;

    [Fact]
    public async Task Killed_in_the_middle_of_intake_every_acknowledged_event_is_there_once()
    {
        var folder = Directory.CreateTempSubdirectory("custodywatch-kill-");
        try
        {
            var acknowledged = new ConcurrentDictionary<string, JsonObject>();
            await using (var service = await RealService.Start(folder.FullName))
            {
                var senders = Enumerable.Range(1, Senders).Select(sender => Send(service, sender, acknowledged)).ToArray();
                while (acknowledged.Count < 100)
                {
                    Assert.False(senders.All(sender => sender.IsCompleted), "Nobody sends any more.");
                    await Task.Delay(10);
                }
                await service.Kill();
                await Task.WhenAll(senders);
            }

            await using var again = await RealService.Start(folder.FullName);
            using var feed = again.As("feed-01");
            using var sergeant = again.As("sgt-01");
            using var admin = again.As("admin-01");
            var detentions = new HashSet<string>();
            foreach (var told in acknowledged.Values)
            {
                var answer = await feed.Tell(told);
                Assert.Equal((HttpStatusCode.OK, "duplicate"), (answer.Status, answer.Text("status")));
                detentions.Add(answer.Text("detentionId")!);
            }
            var kept = new List<string>();
            foreach (var detention in detentions)
                kept.AddRange((await sergeant.Entries(detention)).Select(entry => entry["eventId"]!.ToString()));
            Assert.Equal(kept.Count, kept.Distinct().Count());
            Assert.Subset(kept.ToHashSet(), acknowledged.Keys.ToHashSet());
            Assert.Equal("true", (await admin.Read("/chain/verify")).Text("intact"));
        }
        finally
        {
            await TestDatabase.Remove(folder.FullName);
        }
    }

    // One sender posts one event at a time, the others in batches, until nobody answers any more.
    private static async Task Send(RealService service, int sender, ConcurrentDictionary<string, JsonObject> acknowledged)
    {
        using var feed = service.As("feed-01");
        for (var round = 1; ; round++)
        {
            var told = Enumerable.Range(1, sender == 1 ? 1 : 8).Select(number => Told.Drink(
                "2026-06-10T18:00:00Z", record: $"CR-{sender}", id: $"k-{sender}-{round}-{number}")).ToArray();
            try
            {
                var answer = sender == 1 ? await feed.Tell(told[0]) : await feed.TellAll(told);
                if (answer.Status is not (HttpStatusCode.Accepted or HttpStatusCode.OK)) return;
                foreach (var one in told) acknowledged[one["id"]!.ToString()] = one;
            }
            catch (HttpRequestException)
            {
                return;
            }
        }
    }
}
