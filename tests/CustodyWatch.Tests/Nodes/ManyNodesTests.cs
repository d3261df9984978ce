using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using CustodyWatch.Tests.Harness;
using NodaTime;
using NodaTime.Text;

namespace CustodyWatch.Tests.Nodes;

/// <summary>
/// Three nodes on one database, none of them special. SQLite shares its file safely between processes of one machine (a
/// write-ahead log, and a writer that waits for another), so it stands in where no SQL Server is configured.
/// </summary>
public sealed class ManyNodesTests
{
    private const int Children = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private static readonly Instant Began = Time.OfTheMachine.GetCurrentInstant() - Duration.FromHours(4);

    [Fact]
    public async Task Nodes_die_stand_still_and_restart_under_load_and_every_alert_is_raised_once()
    {
        await using var folder = new LastingFolder();
        var nodes = new List<RealService>();
        for (var i = 0; i < 3; i++) nodes.Add(await RealService.Start(folder.Path));
        try
        {
            var (sent, stop) = (new List<JsonObject>(), new CancellationTokenSource());
            var load = Send(nodes, sent, stop.Token);

            await Progress(load, sent);
            await nodes[0].Kill();
            await Progress(load, sent);
            nodes[0] = await Replace(nodes[0], folder.Path);
            await nodes[1].Freeze();
            await Task.Delay(2000);
            // It may have stood still in the middle of a write, which nobody can tell from a slow one: a watchdog ends it.
            await nodes[1].Kill();
            await Progress(load, sent);
            nodes[1] = await Replace(nodes[1], folder.Path);
            await nodes[2].Kill();
            nodes[2] = await Replace(nodes[2], folder.Path);
            await Progress(load, sent);
            await stop.CancelAsync();
            await load;

            await EverythingIsThereOnce(nodes, sent);
        }
        finally
        {
            foreach (var node in nodes) await node.DisposeAsync();
        }
    }

    [Fact]
    public async Task What_was_entered_on_a_node_that_dies_is_raised_by_another()
    {
        await using var folder = new LastingFolder();
        await using var entered = await RealService.Start(folder.Path);
        await using var other = await RealService.Start(folder.Path);
        using var feed = entered.As("feed-01");
        using var sergeant = other.As("sgt-01");
        // The first review falls due in some seconds, and nothing but a node that looks then will say so.
        var due = InstantPattern.General.Parse(Text(Time.OfTheMachine.GetCurrentInstant() + Duration.FromSeconds(30))).Value;
        var authorised = Text(due - Duration.FromHours(6));
        await feed.Taken(Told.Arrived(authorised), Told.Authorised(authorised));
        await entered.Kill();
        Assert.True(Time.OfTheMachine.GetCurrentInstant() < due, "It was killed too late to show anything.");

        await Eventually.Finds(() => sergeant.Alerts("review", "due"), alerts => alerts.Count > 0);

        var alert = Assert.Single(await sergeant.Alerts("review", "due"));
        Assert.True(InstantPattern.ExtendedIso.Parse(alert["raisedAt"]!.ToString()).Value >= due, "It was raised before its time.");
    }

    // One after another, to whichever node answers; what was not answered is sent again, to another.
    private static async Task Send(List<RealService> nodes, List<JsonObject> sent, CancellationToken stop)
    {
        for (var number = 0; !stop.IsCancellationRequested; number++)
        {
            var record = $"CR-{number % Children}";
            var told = number < Children
                ? Told.Arrived(Text(Began), record: record, id: $"n-{number}")
                : Told.Event("youth-justice-told", Text(Began + Duration.FromMinutes(1)), new { service = "Team" }, record, id: $"n-{number}");
            for (var attempt = number; ; attempt++)
            {
                try
                {
                    using var feed = nodes[attempt % nodes.Count].As("feed-01");
                    feed.Timeout = TimeSpan.FromSeconds(20);
                    var answer = await feed.Tell(told);
                    if (answer.Status is HttpStatusCode.Accepted or HttpStatusCode.OK) break;
                    Assert.True(answer.Status >= HttpStatusCode.InternalServerError, $"{answer.Status}: {answer.Body}");
                    await Task.Delay(20, CancellationToken.None);
                }
                catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or InvalidOperationException or ObjectDisposedException)
                {
                    await Task.Delay(20, CancellationToken.None);
                }
            }
            lock (sent) sent.Add(told);
        }
    }

    // A dozen more are taken, however busy the machine is.
    private static async Task Progress(Task load, List<JsonObject> sent)
    {
        var (enough, waited) = (Count() + 12, Stopwatch.StartNew());
        while (Count() < enough)
        {
            if (load.IsCompleted) await load;
            Assert.True(waited.Elapsed < Patience, "Nothing more is taken.");
            await Task.Delay(20);
        }

        int Count()
        {
            lock (sent) return sent.Count;
        }
    }

    private static async Task<RealService> Replace(RealService dead, string folder)
    {
        await dead.DisposeAsync();
        return await RealService.Start(folder);
    }

    private static async Task EverythingIsThereOnce(List<RealService> nodes, List<JsonObject> sent)
    {
        using var sergeant = nodes[0].As("sgt-01");
        using var admin = nodes[1].As("admin-01");
        var detentions = (await sergeant.Read("/detentions?status=all&limit=500")).Body!["items"]!.AsArray();
        Assert.Equal(Children, detentions.Count);
        var kept = new List<string>();
        foreach (var detention in detentions)
            kept.AddRange((await sergeant.Entries(detention!["id"]!.ToString())).Select(entry => entry["eventId"]!.ToString()));
        Assert.Equal(sent.Select(told => told["id"]!.ToString()).Order(), kept.Order());

        // The children's days are the same, so each has been told of the same, once, and every telling was delivered.
        var alerts = await Eventually.Finds(
            () => sergeant.Alerts(),
            alerts => alerts.Count > 0 && alerts.All(Delivered) && OfEach(alerts) is { Count: Children } each && each.Distinct().Count() == 1);
        Assert.Equal(alerts.Count, alerts.Select(alert => $"{alert["detentionId"]} {alert["clock"]} {alert["clockSequence"]} {alert["step"]}").Distinct().Count());
        Assert.Equal("true", (await admin.Read("/chain/verify")).Text("intact"));
    }

    private static bool Delivered(JsonNode alert) => alert["deliveries"]!.AsArray().All(delivery => delivery!["attemptedAt"] is not null || delivery!.Is("outcome", "nobody-on-duty"));

    private static List<string> OfEach(IReadOnlyList<JsonNode> alerts) =>
    [
        .. alerts.Where(alert => alert["detentionId"] is not null).GroupBy(alert => alert["detentionId"]!.ToString())
            .Select(child => string.Join(", ", child.Select(alert => $"{alert["clock"]}-{alert["clockSequence"]} {alert["step"]}").Order())),
    ];

    private static string Text(Instant instant) => InstantPattern.General.Format(instant);
}
