using CustodyWatch.Tests.Harness;
using static CustodyWatch.Tests.Delivery.Duty;

namespace CustodyWatch.Tests.Delivery;

/// <summary>What is seen on a screen needs no text, and what is open on one that nobody looks at is not seen.</summary>
public sealed class SeenTests
{
    [Fact]
    public async Task No_text_goes_where_the_alert_was_seen_on_a_screen()
    {
        using var notify = new Receiver().Answers(201);
        await using var suite = await notify.SergeantOnDuty();
        await using var screen = await Screen.Open(suite, "sgt-01");
        await suite.LookAt(DrinkDue);
        await suite.Send();
        Assert.Equal("", Assert.Single(await suite.Attempts("drink", "due", "text")).Outcome());

        var alert = Assert.Single(await suite.As("sgt-01").Alerts("drink", "due"));
        await screen.Draws(alert);
        await Eventually.Finds(() => suite.Attempts("drink", "due", "text"), attempts => attempts[0].Outcome() == "seen");
        suite.Clock.AdvanceMinutes(2);
        await suite.Send();

        Assert.DoesNotContain(notify.Texts, text => text.Message().Contains("Drink offered: overdue"));
        var sight = Assert.Single(await suite.Attempts("drink", "due", "screen"));
        Assert.Equal(("user/sgt-01", "seen", DrinkDue), (sight["recipient"]!.ToString(), sight.Outcome(), sight["deliveredAt"]!.ToString()));
    }

    [Fact]
    public async Task A_screen_that_is_open_and_that_nobody_looks_at_is_not_enough()
    {
        using var notify = new Receiver().Answers(201);
        await using var suite = await notify.SergeantOnDuty();
        await using var screen = await Screen.Open(suite, "sgt-01");
        await suite.LookAt(DrinkDue);

        suite.Clock.AdvanceSeconds(59);
        await suite.Send();
        Assert.DoesNotContain(notify.Texts, text => text.Message().Contains("Drink offered: overdue"));
        suite.Clock.AdvanceSeconds(1);
        await suite.Send();

        Assert.Equal("delivered", Assert.Single(await suite.Settled("drink", "due")).Outcome());
    }

    [Fact]
    public async Task A_warning_is_left_to_the_screen_that_is_open()
    {
        using var notify = new Receiver().Answers(201);
        await using var suite = await notify.SergeantOnDuty();
        await using var screen = await Screen.Open(suite, "sgt-01");

        await suite.LookAt("2026-06-10T15:30:00Z");

        Assert.Empty(await suite.Attempts("drink", "warning", "text"));
    }

    [Fact]
    public async Task Nobody_says_that_they_saw_what_is_not_theirs_to_see()
    {
        using var notify = new Receiver().Answers(201);
        await using var suite = await notify.SergeantOnDuty();
        await suite.LookAt(DrinkDue);
        await using var north = await Screen.Open(suite, "sgt-02");
        var alert = Assert.Single(await suite.As("sgt-01").Alerts("drink", "due"));
        await using var officer = await Screen.Open(suite, "do-01");

        foreach (var screen in new[] { north, officer })
            await screen.Draws(alert);

        await Eventually.Finds(() => suite.Attempts("drink", "due", "screen"), sights => sights.Count > 0);
        Assert.Equal("user/do-01", Assert.Single(await suite.Attempts("drink", "due", "screen"))["recipient"]!.ToString());
    }

    [Fact]
    public async Task What_changed_before_it_was_seen_is_seen_all_the_same()
    {
        using var notify = new Receiver().Answers(503);
        await using var suite = await notify.SergeantOnDuty();
        await suite.LookAt(DrinkDue);
        await suite.Send();
        await suite.Acknowledge("insp-01", "drink", "due");

        await using var screen = await Screen.Open(suite, "sgt-01");
        var alert = Assert.Single(await suite.As("sgt-01").Alerts("drink", "due"));
        await screen.Draws(alert);

        await Eventually.Finds(() => suite.Attempts("drink", "due", "text"), attempts => attempts.Any(attempt => attempt.Outcome() == "seen"));
    }
}
