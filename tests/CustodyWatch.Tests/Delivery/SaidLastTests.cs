using CustodyWatch.Tests.Harness;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CustodyWatch.Tests.Delivery;

/// <summary>Of an alert what it said last is news, and of a cycle its highest step.</summary>
public sealed class SaidLastTests
{
    private const string Arrived = "2026-06-10T12:00:00Z", Dark = "2026-06-10T12:02:00Z", DarkStill = "2026-06-10T12:12:00Z", DrinkDue = "2026-06-10T16:00:00Z";
    private const string Sergeant = "07700 900101", Inspector = "07700 900102";

    [Fact]
    public async Task Whoever_was_told_before_an_alert_spoke_again_has_not_been_told_of_that()
    {
        using var notify = new Receiver().Answers(201);
        await using var suite = await notify.Suite(Arrived, untimed: true);
        var turn = await suite.OnDuty("custody-inspector", Inspector);
        await suite.As("feed-01").Taken(Told.Arrived(Arrived));
        await suite.LookAt(Dark);
        await suite.Send();
        Assert.Equal((1, 0), (notify.TextsTo(Inspector, "No live screen"), await suite.Undelivered()));
        await suite.Acknowledge("insp-01", "screen-dark", "due");
        await suite.EndTurn(turn);

        await suite.LookAt(DarkStill);
        await suite.Send();

        Assert.Equal(["delivered", "nobody-on-duty", "nobody-on-duty"], await suite.Outcomes("screen-dark", "due"));
        Assert.Equal(1, await suite.Undelivered());
    }

    [Fact]
    public async Task Whoever_is_told_that_a_duty_is_overdue_is_not_told_after_it_that_it_is_due_soon()
    {
        using var notify = new Receiver().Answers(503);
        await using var suite = await notify.Suite(Arrived, untimed: true);
        await suite.OnDuty("custody-sergeant", Sergeant);
        await suite.As("feed-01").Taken(Told.Arrived(Arrived));
        await suite.LookAt("2026-06-10T15:30:00Z");
        await suite.Send();
        Assert.Equal(["", "failed-503"], await suite.Outcomes("drink", "warning"));

        notify.Answers(201);
        await suite.LookAt(DrinkDue);
        await suite.Send();

        Assert.Equal(["failed-503", "no-longer-needed"], await suite.Outcomes("drink", "warning"));
        Assert.Equal(["delivered"], await suite.Outcomes("drink", "due"));
    }

    [Fact]
    public async Task Whoever_is_told_again_is_not_told_besides_what_was_to_be_tried_again()
    {
        using var notify = new Receiver().Answers(503);
        await using var suite = await notify.Suite(Arrived, untimed: true);
        await suite.OnDuty("custody-sergeant", Sergeant);
        await suite.OnDuty("custody-inspector", Inspector);
        await suite.As("feed-01").Taken(Told.Arrived(Arrived));
        await suite.LookAt(DrinkDue);
        await suite.Send();
        await suite.Acknowledge("insp-01", "drink", "due");

        notify.Answers(201);
        await suite.LookAt("2026-06-10T16:10:00Z");
        await suite.Send();

        Assert.Equal(["delivered", "failed-503", "no-longer-needed"], await suite.Outcomes("drink", "due"));
    }

    [Fact]
    public async Task What_was_given_up_counts_no_more_once_whoever_it_was_for_has_the_higher_step_of_the_same_duty()
    {
        using var notify = new Receiver().Answers(503);
        await using var suite = await notify.Suite(Arrived, untimed: true);
        await suite.OnDuty("custody-sergeant", Sergeant);
        suite.Clock.AdvanceMinutes(10);
        await suite.As("feed-01").Taken(Told.Arrived(Arrived), Told.Authorised("2026-06-10T12:10:00Z"));
        await suite.LookAt("2026-06-10T18:10:00Z");
        await suite.GiveUp();
        await suite.Look();
        await suite.GiveUp();
        Assert.Contains("gave-up", await suite.Outcomes("review", "due"));
        Assert.Equal(HealthStatus.Unhealthy, await suite.Heartbeat());

        notify.Answers(201);
        suite.Clock.AdvanceMinutes(61);
        await suite.Send();

        Assert.Contains("delivered", await suite.Outcomes("review", "escalation-2"));
        Assert.Contains("gave-up", await suite.Outcomes("review", "due"));
        Assert.Equal((HealthStatus.Healthy, 0), (await suite.Heartbeat(), await suite.Undelivered()));
    }
}
