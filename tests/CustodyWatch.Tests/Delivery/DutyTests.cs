using System.Net;
using System.Text.Json.Nodes;
using CustodyWatch.Tests.Harness;
using static CustodyWatch.Tests.Delivery.Duty;

namespace CustodyWatch.Tests.Delivery;

/// <summary>Who is told when those on duty change, or there are none.</summary>
public sealed class DutyTests
{
    [Fact]
    public async Task What_finds_nobody_goes_down_the_ladder_and_to_whoever_comes_on_duty_later_once()
    {
        using var notify = new Receiver().Answers(201);
        await using var suite = await notify.ReviewOverdue();
        await suite.OnDuty("custody-sergeant", Sergeant);
        await suite.Look();
        await suite.Send();

        Assert.Equal(["delivered", "nobody-on-duty", "nobody-on-duty"], await suite.Outcomes("review", "escalation-2"));
        await Eventually.True(() => notify.TextsTo(Sergeant, "review of detention") == 1);
        await suite.OnDuty("custody-inspector", Inspector);
        await suite.Send();
        await suite.Send();

        Assert.Equal(["delivered", "delivered", "nobody-on-duty", "passed-on"], await suite.Outcomes("review", "escalation-2"));
        await Eventually.True(() => (notify.TextsTo(Sergeant, "review of detention"), notify.TextsTo(Inspector, "review of detention")) == (1, 1));
    }

    [Fact]
    public async Task Whoever_comes_on_duty_is_not_woken_for_what_their_audience_has_acknowledged_or_what_is_done()
    {
        using var notify = new Receiver().Answers(201);
        await using var suite = await notify.ReviewOverdue();
        await suite.Look();
        var late = Assert.Single(await suite.As("sgt-01").Alerts("review", "escalation-2"));
        Assert.Equal(HttpStatusCode.OK, (await suite.As("insp-01").Call($"/alerts/{late["id"]}/acknowledge", new JsonObject())).Status);
        await suite.As("feed-01").Taken(Told.Drink(ReviewLate));
        await suite.Look();

        await suite.OnDuty("custody-inspector", Inspector);
        await suite.OnDuty("custody-sergeant", Sergeant);
        await suite.Send();

        await Eventually.True(() => (notify.TextsTo(Inspector, "review of detention"), notify.TextsTo(Sergeant, "review of detention")) == (0, 1));
        Assert.Equal(0, notify.TextsTo(Sergeant, "Drink"));
        Assert.Equal(["acknowledged", "delivered", "nobody-on-duty", "passed-on"], await suite.Outcomes("review", "escalation-2"));
    }

    [Fact]
    public async Task That_open_alerts_found_nobody_is_measured_until_somebody_is_told()
    {
        using var notify = new Receiver().Answers(201);
        await using var suite = await notify.Suite(Arrived, untimed: true);
        await suite.As("feed-01").Taken(Told.Arrived(Arrived));
        await suite.LookAt(DrinkDue);
        Assert.True(await suite.Undelivered() > 0);

        await suite.OnDuty("custody-sergeant", Sergeant);
        await suite.OnDuty("custody-inspector", Inspector);
        await suite.OnDuty("superintendent", Inspector);
        await Eventually.Finds(
            async () =>
            {
                await suite.Send();
                return await suite.Undelivered();
            },
            undelivered => undelivered == 0);
    }

    [Fact]
    public async Task Whoever_has_acknowledged_an_alert_is_not_told_of_it_when_the_turn_of_another_is_over()
    {
        using var notify = new Receiver().Answers(503);
        await using var suite = await notify.ReviewOverdue();
        var turn = await suite.OnDuty("custody-inspector", Inspector);
        var other = await suite.OnDuty("superintendent", Inspector);
        await suite.OnDuty("custody-sergeant", Sergeant);
        await suite.Look();
        await suite.Send();
        var late = Assert.Single(await suite.As("sgt-01").Alerts("review", "escalation-2"));
        Assert.Equal(HttpStatusCode.OK, (await suite.As("sgt-01").Call($"/alerts/{late["id"]}/acknowledge", new JsonObject())).Status);
        foreach (var over in new[] { turn, other }) await suite.EndTurn(over);

        notify.Answers(201);
        suite.Clock.AdvanceSeconds(15);
        await suite.Send();
        await suite.Send();

        Assert.Contains("nobody-on-duty", await suite.Outcomes("review", "escalation-2"));
        Assert.Equal(0, notify.TextsTo(Sergeant, "review of detention"));
    }

    [Fact]
    public async Task What_is_refused_goes_down_the_ladder_as_what_finds_nobody_does()
    {
        using var notify = new Receiver().Answers(201).Refuses(Inspector);
        await using var suite = await notify.ReviewOverdue();
        await suite.OnDuty("custody-sergeant", Sergeant);
        await suite.OnDuty("custody-inspector", Inspector);
        await suite.OnDuty("superintendent", Inspector);
        await suite.Look();
        await suite.Send();
        await suite.Send();

        // The superintendent's, the inspector's below, and the sergeant's below them both.
        Assert.Equal(["delivered", "nobody-reached", "nobody-reached", "refused-400", "refused-400"], await suite.Outcomes("review", "escalation-2"));
        await Eventually.True(() => notify.TextsTo(Sergeant, "review of detention") == 1);
    }

    [Fact]
    public async Task What_was_refused_and_then_acknowledged_wakes_nobody_who_comes_on_duty()
    {
        using var notify = new Receiver().Answers(400);
        await using var suite = await notify.DrinkOverdue();
        await suite.Send();
        var drink = Assert.Single(await suite.As("sgt-01").Alerts("drink", "due"));
        Assert.Equal(HttpStatusCode.OK, (await suite.As("sgt-01").Call($"/alerts/{drink["id"]}/acknowledge", new JsonObject())).Status);

        notify.Answers(201);
        await suite.OnDuty("custody-sergeant", Cover);
        await suite.Send();

        Assert.Equal(["acknowledged", "refused-400"], await suite.Outcomes("drink", "due"));
        Assert.Equal(0, notify.TextsTo(Cover, "Drink offered: overdue"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_screen_that_draws_nothing_with_nobody_on_duty_leaves_a_trace(bool notifies)
    {
        using var notify = new Receiver().Answers(201);
        await using var suite = await notify.Suite(Arrived, notifies, untimed: true);
        await suite.As("feed-01").Taken(Told.Arrived(Arrived));
        await using var screen = await Screen.Open(suite, "sgt-01");
        await suite.LookAt(DrinkDue);
        await suite.Send();
        Assert.Equal([""], await suite.Outcomes("drink", "due"));

        suite.Clock.AdvanceMinutes(1);
        await suite.Send();

        Assert.Equal(["nobody-on-duty"], await suite.Outcomes("drink", "due"));
    }

    [Fact]
    public async Task What_is_drawn_in_time_leaves_no_such_trace()
    {
        using var notify = new Receiver().Answers(201);
        await using var suite = await notify.Suite(Arrived, untimed: true);
        await suite.As("feed-01").Taken(Told.Arrived(Arrived));
        await using var screen = await Screen.Open(suite, "sgt-01");
        await suite.LookAt(DrinkDue);
        var alert = Assert.Single(await suite.As("sgt-01").Alerts("drink", "due"));

        await screen.Draws(alert);

        await Eventually.Finds(() => suite.Outcomes("drink", "due"), outcomes => outcomes is ["seen"]);
    }

    [Fact]
    public async Task Where_no_message_can_go_at_all_it_says_so()
    {
        using var nothing = new Receiver();
        await using var suite = await nothing.Suite(Arrived, notify: false, untimed: true);
        await suite.As("feed-01").Taken(Told.Arrived(Arrived));
        await suite.LookAt(DrinkDue);
        Assert.Equal(["nobody-on-duty"], await suite.Outcomes("drink", "due"));

        await suite.OnDuty("custody-sergeant", Sergeant);
        await suite.Send();

        Assert.Equal(["nobody-reached", "passed-on", "refused-not-configured"], await suite.Outcomes("drink", "due"));
    }
}
