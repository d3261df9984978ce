using System.Net;
using System.Text.Json.Nodes;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Delivery;

/// <summary>A step of a force's ladder that waits for no screen.</summary>
public sealed class OutOfBandTests
{
    private const string Arrived = "2026-06-10T12:00:00Z", Warned = "2026-06-10T15:30:00Z", Due = "2026-06-10T16:00:00Z";

    [Fact]
    public async Task A_step_that_says_so_goes_out_beside_the_screen_that_is_open_and_another_leaves_it_to_the_screen()
    {
        using var notify = new Receiver().Answers(201);
        await using var suite = await Held(notify, onDuty: true);
        await using var screen = await Screen.Open(suite, "sgt-01");

        await suite.LookAt(Warned);
        await suite.Send();
        Assert.Equal("delivered", await Outcome(suite, "warning"));

        await suite.LookAt(Due);
        await suite.Send();
        Assert.Equal("", await Outcome(suite, "due"));
    }

    [Fact]
    public async Task Where_nobody_is_on_duty_the_screen_that_is_open_has_its_minute_first()
    {
        using var notify = new Receiver().Answers(201);
        await using var suite = await Held(notify, onDuty: false);
        await using var screen = await Screen.Open(suite, "sgt-01");

        await suite.LookAt(Warned);
        await suite.Send();
        Assert.Equal("", await Outcome(suite, "warning"));
        suite.Clock.AdvanceMinutes(1);
        await suite.Send();

        Assert.Equal("nobody-on-duty", await Outcome(suite, "warning"));
    }

    [Fact]
    public async Task Where_the_desk_can_only_be_rung_and_has_its_screen_open_those_lower_are_told_when_its_minute_is_over()
    {
        using var notify = new Receiver().Answers(201);
        await using var suite = await notify.Suite("2026-06-10T18:25:00Z", untimed: true);
        Assert.Equal(HttpStatusCode.Created, (await suite.As("admin-01").Call("/settings/ladders", JsonNode.Parse("""
            { "clock": "accommodation-reply", "reason": "The desk is in another building", "ladder": { "warning": { "to": ["duty-desk"], "outOfBand": true },
              "due": { "to": ["duty-manager", "custody-inspector"] }, "escalations": [ { "afterMinutes": 60, "to": ["superintendent", "head-of-service"] } ] } }
            """)!)).Status);
        Assert.Equal(HttpStatusCode.OK, (await suite.As("admin-01").Call("/authorities/E08000099", new JsonObject
        {
            ["name"] = "Elsewhere",
            ["nightContact"] = "01632 960200",
            ["reason"] = "Rang",
        })).Status);
        await suite.OnDuty("custody-sergeant", "07700 900101");
        await suite.As("sgt-01").Asks(await suite.As("feed-01").Taken(Night.Refused()));
        await using var desk = await Screen.Open(suite, "desk-01");
        await suite.LookAt("2026-06-10T18:55:00Z");
        await suite.Send();
        Assert.Equal(["", "to-be-rung"], await suite.Outcomes("accommodation-reply", "warning-2"));

        suite.Clock.AdvanceMinutes(1);
        await suite.Send();
        await suite.Send();

        Assert.Equal(["delivered", "nobody-on-duty", "to-be-rung"], await suite.Outcomes("accommodation-reply", "warning-2"));
    }

    private static async Task<CustodySuite> Held(Receiver notify, bool onDuty)
    {
        var suite = await notify.Suite(Arrived, untimed: true);
        if (onDuty) Assert.Equal(HttpStatusCode.Created, (await suite.As("insp-01").Call("/rota", Sending.Turn("custody-sergeant"))).Status);
        Assert.Equal(HttpStatusCode.Created, (await suite.As("admin-01").Call("/settings/ladders", JsonNode.Parse("""
            { "clock": "drink", "reason": "Sergeants are in the cells", "ladder": { "warning": { "to": ["custody-sergeant"], "outOfBand": true },
              "due": { "to": ["custody-sergeant"] }, "escalations": [ { "afterMinutes": 10, "to": ["custody-inspector"] } ] } }
            """)!)).Status);
        await suite.As("feed-01").Taken(Told.Arrived(Arrived));
        return suite;
    }

    // The service sends of its own accord too, so what was begun may be a moment from its end.
    private static async Task<string> Outcome(CustodySuite suite, string step) => Assert.Single(await Eventually.Finds(
        () => suite.Attempts("drink", step, "text"), attempts => attempts.All(one => one["attemptedAt"] is null || one["outcome"] is not null)))["outcome"]?.ToString() ?? "";
}
