using CustodyWatch.Access;
using CustodyWatch.Live;
using CustodyWatch.Storage;
using CustodyWatch.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;

namespace CustodyWatch.Tests.Delivery;

/// <summary>A warning is left to a screen that is open, and to none that was.</summary>
public sealed class ClosedScreenTests
{
    private const string Arrived = "2026-06-10T12:00:00Z", JustBefore = "2026-06-10T15:29:50Z", Warned = "2026-06-10T15:30:00Z";

    private static readonly Caller Sergeant = Personas.Find("sgt-01")!.Caller;

    [Fact]
    public async Task A_warning_that_comes_just_after_the_last_screen_was_closed_goes_as_a_text()
    {
        using var notify = new Receiver().Answers(201);
        await using var suite = await Held(notify);
        var presence = suite.Services.GetRequiredService<Presence>();
        await presence.Came("screen", Sergeant, default);
        suite.Clock.AdvanceSeconds(3);
        await presence.Went("screen", default);

        await suite.LookAt(Warned);
        await suite.Send();

        Assert.Equal(["delivered"], await suite.Outcomes("drink", "warning"));
    }

    [Fact]
    public async Task A_screen_that_was_closed_and_opened_again_has_it()
    {
        using var notify = new Receiver().Answers(201);
        await using var suite = await Held(notify);
        var (presence, another) = (suite.Services.GetRequiredService<Presence>(), Another(suite));
        await presence.Came("screen", Sergeant, default);
        suite.Clock.AdvanceSeconds(1);
        await presence.Went("screen", default);
        suite.Clock.AdvanceSeconds(1);
        await another.Came("screen", Sergeant, default);

        await suite.LookAt(Warned);

        Assert.Equal("open", Assert.Single(await suite.As("sgt-01").Alerts("drink", "warning"))["state"]!.ToString());
        Assert.Empty(await suite.Outcomes("drink", "warning"));
    }

    [Fact]
    public async Task Where_a_screen_is_open_on_another_node_it_is_left_to_that()
    {
        using var notify = new Receiver().Answers(201);
        await using var suite = await Held(notify);
        var (presence, another) = (suite.Services.GetRequiredService<Presence>(), Another(suite));
        await another.Came("theirs", Sergeant, default);
        await presence.Came("screen", Sergeant, default);
        suite.Clock.AdvanceSeconds(1);
        await presence.Went("screen", default);
        suite.Clock.AdvanceSeconds(1);
        await another.Note(default);

        await suite.LookAt(Warned);

        Assert.Empty(await suite.Outcomes("drink", "warning"));
    }

    // As another node knows it.
    private static Presence Another(CustodySuite suite) => new(suite.Services.GetRequiredService<Database>(), suite.Clock);

    private static async Task<CustodySuite> Held(Receiver notify)
    {
        var suite = await notify.Suite(JustBefore, untimed: true);
        await suite.OnDuty("custody-sergeant", "07700 900101");
        await suite.As("feed-01").Taken(Told.Arrived(Arrived));
        await suite.Look();
        return suite;
    }
}
