using System.Net;
using System.Text.Json.Nodes;
using CustodyWatch.Delivery.Outside;
using CustodyWatch.Storage;
using CustodyWatch.Tests.Harness;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using static CustodyWatch.Tests.Delivery.Duty;

namespace CustodyWatch.Tests.Delivery;

/// <summary>What waits until somebody rings the night contact of an authority, and holds nobody else up.</summary>
public sealed class NightContactTests
{
    [Fact]
    public async Task However_many_must_go_on_waiting_whoever_comes_on_duty_has_what_waits_for_them()
    {
        using var notify = new Receiver().Answers(201);
        await using var suite = await ManyToBeRung(notify);
        await suite.As("feed-01").Taken(Told.Event("force-used", "2026-06-10T18:26:00Z", new { kind = "Held", reason = "Kicking" }));
        await suite.Look();

        await suite.OnDuty("custody-sergeant", Sergeant);
        await suite.Send();

        await Eventually.True(() => notify.TextsTo(Sergeant, "Force used") == 1);
    }

    [Fact]
    public async Task What_must_go_on_waiting_is_looked_at_again_beside_somebody_who_writes()
    {
        using var notify = new Receiver().Answers(201);
        await using var suite = await ManyToBeRung(notify);
        await suite.Send();

        using var scope = suite.Services.CreateScope();
        var outbox = scope.ServiceProvider.GetRequiredService<Outbox>();
        await suite.Services.GetRequiredService<Database>().Write(
            (_, _) => outbox.Run(Lane.ToPeople, TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(20)), TestContext.Current.CancellationToken);

        await NightContact(suite, "07700 900300");
        await suite.Send();
        await Eventually.True(() => notify.TextsTo("07700 900300", "") == 1);
    }

    // More than forty wait for a landline to be rung, and a minute later it is another landline.
    private static async Task<CustodySuite> ManyToBeRung(Receiver notify)
    {
        var suite = await notify.Suite("2026-06-10T18:25:00Z", untimed: true);
        await NightContact(suite, "01632 960200");
        await suite.As("sgt-01").Asks(await suite.As("feed-01").Taken(Night.Refused()));
        await suite.Look();
        await suite.Send();
        Assert.Contains("to-be-rung", await suite.Outcomes("accommodation-reply", "warning"));
        await Repeat(suite, "to-be-rung", 40);
        suite.Clock.AdvanceMinutes(1);
        await NightContact(suite, "01632 960201");
        return suite;
    }

    private static async Task NightContact(CustodySuite suite, string contact) => Assert.Equal(HttpStatusCode.OK, (await suite.As("admin-01").Call(
        "/authorities/E08000099", new JsonObject { ["name"] = "Elsewhere", ["nightContact"] = contact, ["reason"] = "Rang" })).Status);

    // As if so many more alerts had found the same.
    private static Task Repeat(CustodySuite suite, string outcome, int times) => suite.Services.GetRequiredService<Database>().Write(
        async (connection, transaction) =>
        {
            foreach (var time in Enumerable.Range(1, times))
                await connection.ExecuteAsync(
                    """
                    INSERT INTO deliveries (id, alert_id, position, channel, created_at, attempts, message_id, recipient, audience, not_before, outcome)
                    SELECT @id, alert_id, position, channel, created_at, attempts, message_id, recipient, audience, not_before, outcome
                    FROM deliveries WHERE id = (SELECT MIN(id) FROM deliveries WHERE outcome = @outcome)
                    """,
                    new { outcome, id = $"more-{time}" }, transaction);
        },
        TestContext.Current.CancellationToken);
}
