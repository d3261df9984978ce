using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Delivery;

/// <summary>Two of one audience are on duty, and neither has it.</summary>
public sealed class TwoOnDutyTests
{
    private const string Arrived = "2026-06-10T12:00:00Z", Dark = "2026-06-10T12:02:00Z";
    private const string Sergeant = "07700 900101", Inspector = "07700 900102", Other = "07700 900103";

    [Fact]
    public async Task Where_one_is_refused_and_the_others_turn_is_over_those_lower_on_the_ladder_are_told()
    {
        using var notify = new Receiver().Answers(201).Refuses(Inspector, 503).Refuses(Other);
        await using var suite = await notify.Suite(Arrived, untimed: true);
        await suite.OnDuty("custody-sergeant", Sergeant);
        var turn = await suite.OnDuty("custody-inspector", Inspector);
        await suite.OnDuty("custody-inspector", Other);
        await suite.As("feed-01").Taken(Told.Arrived(Arrived));
        await suite.LookAt(Dark);
        await suite.Send();
        Assert.Equal(["", "failed-503", "nobody-reached", "refused-400"], await suite.Outcomes("screen-dark", "due"));

        await suite.EndTurn(turn);
        suite.Clock.AdvanceSeconds(15);
        await suite.Send();

        Assert.Equal(["delivered", "failed-503", "nobody-reached", "passed-on", "refused-400"], await suite.Outcomes("screen-dark", "due"));
        Assert.Equal(1, notify.TextsTo(Sergeant, "No live screen"));
    }

    [Fact]
    public async Task Where_the_other_may_yet_have_it_nobody_lower_is_told()
    {
        using var notify = new Receiver().Answers(503);
        await using var suite = await notify.Suite(Arrived, untimed: true);
        await suite.OnDuty("custody-sergeant", Sergeant);
        var turn = await suite.OnDuty("custody-inspector", Inspector);
        await suite.OnDuty("custody-inspector", Other);
        await suite.As("feed-01").Taken(Told.Arrived(Arrived));
        await suite.LookAt(Dark);
        await suite.Send();

        await suite.EndTurn(turn);
        suite.Clock.AdvanceSeconds(15);
        await suite.Send();

        Assert.Equal(["", "failed-503", "failed-503", "failed-503", "passed-on"], await suite.Outcomes("screen-dark", "due"));
    }
}
