using System.Net;
using System.Text.Json.Nodes;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Delivery;

/// <summary>What a text says and what becomes of it, in one line each.</summary>
internal static class Texting
{
    /// <summary>A suite with its sergeant on duty and a child who came at noon.</summary>
    public static async Task<CustodySuite> SergeantOnDuty(this Receiver notify)
    {
        var suite = await notify.Suite(Duty.Arrived);
        Assert.Equal(HttpStatusCode.Created, (await suite.As("insp-01").Call("/rota", Sending.Turn("custody-sergeant"))).Status);
        await suite.As("feed-01").Taken(Told.Arrived(Duty.Arrived));
        return suite;
    }

    public static async Task Acknowledge(this CustodySuite suite, string persona, string clock, string step)
    {
        var alert = Assert.Single(await suite.As(persona).Alerts(clock, step));
        Assert.Equal(HttpStatusCode.OK, (await suite.As(persona).Call($"/alerts/{alert["id"]}/acknowledge", new JsonObject())).Status);
    }

    // The service sends of its own accord too, so what was begun may be a moment from its end.
    public static Task<IReadOnlyList<JsonNode>> Settled(this CustodySuite suite, string clock, string step) => Eventually.Finds<IReadOnlyList<JsonNode>>(
        async () =>
        [
            .. (await suite.Attempts(clock, step, "text"))
                .OrderBy(attempt => attempt["attemptedAt"] is null).ThenBy(attempt => (int)attempt["attempts"]!)
                .ThenBy(attempt => attempt["deliveredAt"] is not null),
        ],
        attempts => attempts.All(attempt => attempt["attemptedAt"] is null || attempt["outcome"] is not null));

    public static string Message(this JsonNode text) => text["personalisation"]!["message"]!.ToString();

    public static string Outcome(this JsonNode attempt) => attempt["outcome"]?.ToString() ?? "";
}
