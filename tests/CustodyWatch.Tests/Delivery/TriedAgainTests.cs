using System.Net;
using System.Text.Json.Nodes;
using CustodyWatch.Tests.Harness;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using static CustodyWatch.Tests.Delivery.Duty;

namespace CustodyWatch.Tests.Delivery;

/// <summary>What could not be sent at once, and who has it when it is tried again.</summary>
public sealed class TriedAgainTests
{
    [Fact]
    public async Task What_is_tried_for_minutes_in_vain_has_reached_nobody()
    {
        using var notify = new Receiver().Answers(403);
        await using var suite = await notify.DrinkOverdue(("custody-inspector", Inspector), ("superintendent", Cover));
        await suite.SendAfter(0, 15, 60);
        Assert.Equal((0, HealthStatus.Healthy), (await suite.Undelivered(), await suite.Heartbeat()));

        suite.Clock.AdvanceSeconds(45);

        Assert.True(await suite.Undelivered() > 0);
        Assert.Equal(HealthStatus.Unhealthy, await suite.Heartbeat());
        Assert.Equal(HttpStatusCode.OK, (await suite.As().GetAsync("/health/ready", TestContext.Current.CancellationToken)).StatusCode);
        var drink = Assert.Single(
            (await suite.As("admin-01").Read("/deliveries/undelivered")).Body!["items"]!.AsArray(), item => item!.Is("clock", "drink") && item!.Is("step", "due"))!;
        Assert.Equal("tried-in-vain", drink["outcome"]!.ToString());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await suite.As("admin-01").Call($"/deliveries/{drink["id"]}/send-again", new JsonObject())).Status);

        var alert = Assert.Single(await suite.As("sgt-01").Alerts("drink", "due"));
        await suite.As("sgt-01").Call($"/alerts/{alert["id"]}/acknowledge", new JsonObject());
        Assert.DoesNotContain(
            (await suite.As("admin-01").Read("/deliveries/undelivered")).Body!["items"]!.AsArray(), item => item!.Is("clock", "drink") && item!.Is("step", "due"));
    }

    [Fact]
    public async Task What_is_tried_again_after_a_swap_goes_to_the_cover()
    {
        using var notify = new Receiver().Answers(503);
        await using var suite = await notify.DrinkOverdue();
        var turn = await suite.TurnOf("custody-sergeant");
        await suite.Send();
        var before = notify.TextsTo(Sergeant, "Drink offered: overdue");
        Assert.Equal(HttpStatusCode.OK, (await Swapped(suite, turn, "Ill")).Status);

        notify.Answers(201);
        suite.Clock.AdvanceSeconds(15);
        await suite.Send();
        suite.Clock.AdvanceMinutes(1);
        await suite.Send();

        Assert.Equal((before, 1), (notify.TextsTo(Sergeant, "Drink offered: overdue"), notify.TextsTo(Cover, "Drink offered: overdue")));
        Assert.Equal(["delivered", "failed-503", "passed-on"], await suite.Outcomes("drink", "due"));
    }

    [Fact]
    public async Task What_is_tried_again_when_the_turn_is_over_and_nobody_follows_says_so_and_waits_for_somebody()
    {
        using var notify = new Receiver().Answers(503);
        await using var suite = await notify.DrinkOverdue();
        var turn = await suite.TurnOf("custody-sergeant");
        await suite.Send();
        await suite.EndTurn(turn);
        notify.Answers(201);
        suite.Clock.AdvanceSeconds(15);
        await suite.Send();
        Assert.Equal(["failed-503", "nobody-on-duty", "passed-on"], await suite.Outcomes("drink", "due"));

        await suite.OnDuty("custody-sergeant", Cover);
        await suite.Send();

        Assert.Equal(1, notify.TextsTo(Cover, "Drink offered: overdue"));
    }

    [Fact]
    public async Task A_number_that_is_refused_is_put_right_by_a_swap_and_whoever_comes_has_it_once()
    {
        using var notify = new Receiver().Answers(400);
        await using var suite = await notify.DrinkOverdue();
        var turn = await suite.TurnOf("custody-sergeant");
        await suite.Send();
        await suite.Send();
        Assert.Equal(["nobody-reached", "refused-400"], await suite.Outcomes("drink", "due"));

        notify.Answers(201);
        suite.Clock.AdvanceSeconds(1);
        Assert.Equal(HttpStatusCode.OK, (await Swapped(suite, turn, "Wrong number")).Status);
        await suite.Send();
        await suite.Send();
        await suite.OnDuty("custody-sergeant", Inspector);
        await suite.Send();

        Assert.Equal(["delivered", "passed-on", "refused-400"], await suite.Outcomes("drink", "due"));
        Assert.Equal(
            (1, 1, 0),
            (notify.TextsTo(Sergeant, "Drink offered: overdue"), notify.TextsTo(Cover, "Drink offered: overdue"), notify.TextsTo(Inspector, "Drink offered: overdue")));
    }

    private static Task<Answer> Swapped(CustodySuite suite, string turn, string reason) => suite.As("insp-01").Call($"/rota/{turn}/swap", new JsonObject
    {
        ["person"] = "Cover",
        ["channel"] = "text",
        ["address"] = Cover,
        ["reason"] = reason,
    });
}
