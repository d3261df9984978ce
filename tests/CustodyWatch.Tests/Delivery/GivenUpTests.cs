using System.Net;
using System.Text.Json.Nodes;
using CustodyWatch.Tests.Harness;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using static CustodyWatch.Tests.Delivery.Duty;

namespace CustodyWatch.Tests.Delivery;

/// <summary>What was tried for as long as it is tried, in vain, and what becomes of it then.</summary>
public sealed class GivenUpTests
{
    [Fact]
    public async Task What_was_given_up_goes_to_whoever_comes_on_duty_and_not_where_it_was_tried()
    {
        using var notify = new Receiver().Answers(503);
        await using var suite = await notify.DrinkOverdue();
        await suite.GiveUp();
        Assert.Contains("gave-up", await suite.Outcomes("drink", "due"));
        notify.Answers(201);
        await suite.Send();
        var before = notify.TextsTo(Sergeant, "Drink offered: overdue");

        await suite.OnDuty("custody-sergeant", Cover);
        await suite.Send();
        await suite.Send();

        Assert.Equal((before, 1), (notify.TextsTo(Sergeant, "Drink offered: overdue"), notify.TextsTo(Cover, "Drink offered: overdue")));
    }

    [Theory]
    [InlineData(503, 1)]
    [InlineData(400, 0)]
    public async Task What_was_given_up_is_begun_again_an_hour_later_and_what_was_refused_is_not(int answer, int told)
    {
        using var notify = new Receiver().Answers(answer);
        await using var suite = await notify.DrinkOverdue();
        await suite.GiveUp();
        notify.Answers(201);
        suite.Clock.AdvanceMinutes(59);
        await suite.Send();
        var before = notify.TextsTo(Sergeant, "Drink offered: overdue");

        suite.Clock.AdvanceMinutes(1);
        await suite.Send();
        await suite.Send();
        suite.Clock.AdvanceMinutes(120);
        await suite.Send();

        Assert.Equal(before + told, notify.TextsTo(Sergeant, "Drink offered: overdue"));
        Assert.Equal(told, (await suite.Outcomes("drink", "due")).Count(outcome => outcome == "delivered"));
    }

    [Fact]
    public async Task What_was_given_up_and_is_begun_again_is_one_line_for_one_person()
    {
        using var notify = new Receiver().Answers(503);
        await using var suite = await notify.DrinkOverdue();
        await suite.GiveUp();
        var lost = Assert.Single(await UndeliveredDrink(suite));
        Assert.Equal("gave-up", lost["outcome"]!.ToString());

        suite.Clock.AdvanceMinutes(60);
        await suite.Send();
        Assert.Equal("tried-in-vain", Assert.Single(await UndeliveredDrink(suite))["outcome"]!.ToString());
        notify.Answers(201);
        suite.Clock.AdvanceSeconds(15);
        await suite.Send();

        Assert.Empty(await UndeliveredDrink(suite));
        Assert.Equal(HttpStatusCode.NotFound, (await suite.As("admin-01").Call($"/deliveries/{lost["id"]}/send-again", new JsonObject())).Status);
        var outcomes = await suite.Outcomes("drink", "due");
        Assert.Equal(
            ["delivered", "failed-503", "failed-503", "failed-503", "failed-503", "failed-503", "failed-503", "passed-on", "sent-again"], outcomes);
    }

    [Fact]
    public async Task Whoever_stood_in_for_somebody_is_not_begun_again_once_that_one_has_it()
    {
        using var notify = new Receiver().Answers(503);
        await using var suite = await notify.ReviewOverdue();
        await suite.OnDuty("custody-sergeant", Sergeant);
        await suite.OnDuty("custody-inspector", Cover);
        await suite.OnDuty("superintendent", Inspector);
        await suite.Look();
        foreach (var _ in new[] { 1, 2, 3 }) await suite.GiveUp();
        notify.Answers(201).Refuses(Sergeant, 503);
        await suite.GiveUp();
        Assert.Contains("delivered", await suite.Outcomes("review", "escalation-2"));
        await suite.GiveUp();
        Assert.Contains("gave-up", await suite.Outcomes("review", "escalation-2"));
        var before = notify.TextsTo(Sergeant, "review of detention");

        foreach (var _ in new[] { 1, 2, 3 })
        {
            suite.Clock.AdvanceMinutes(61);
            await suite.Send();
        }

        Assert.Equal(before, notify.TextsTo(Sergeant, "review of detention"));
    }

    [Fact]
    public async Task No_heartbeat_says_that_all_is_well_while_what_was_given_up_has_reached_nobody()
    {
        using var notify = new Receiver().Answers(503);
        await using var suite = await notify.DrinkOverdue(("custody-inspector", Sergeant), ("superintendent", Sergeant));
        await suite.GiveUp();
        Assert.Contains("gave-up", await suite.Outcomes("drink", "due"));
        Assert.Equal(HealthStatus.Unhealthy, await suite.Heartbeat());

        suite.Clock.AdvanceMinutes(60);
        notify.Answers(201);
        await suite.Send();

        Assert.Equal(HealthStatus.Healthy, await suite.Heartbeat());
    }

    private static async Task<JsonNode[]> UndeliveredDrink(CustodySuite suite) =>
    [
        .. (await suite.As("admin-01").Read("/deliveries/undelivered")).Body!["items"]!.AsArray()
            .Where(item => item!.Is("clock", "drink") && item!.Is("step", "due") && item!["outcome"]!.ToString() != "nobody-reached").Select(item => item!),
    ];
}
