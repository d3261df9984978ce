using System.Net;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Delivery;

/// <summary>A node that has not been told how to reach people, or another system, beside one that has or before it is.</summary>
public sealed class UnsetNodeTests
{
    private const string Arrived = "2026-06-10T12:00:00Z", DrinkDue = "2026-06-10T16:00:00Z";

    [Fact]
    public async Task A_node_without_Notify_leaves_a_text_to_one_that_has_it()
    {
        using var notify = new Receiver().Answers(201);
        await using var unset = await Held(notify);
        unset.Clock.AdvanceSeconds(29);
        await unset.SendWhatIsItsOwn();
        Assert.Equal([""], await Outcomes(unset, "text"));

        await using var other = await notify.Suite("2026-06-10T16:00:29Z", untimed: true, folder: unset.Folder);
        await other.Send();

        Assert.Equal(["delivered"], await Outcomes(unset, "text"));
    }

    [Fact]
    public async Task A_text_that_no_node_can_send_says_so_soon_and_goes_once_one_can()
    {
        using var log = new Overheard();
        using var notify = new Receiver().Answers(201);
        await using var unset = await Held(notify, log);
        unset.Clock.AdvanceSeconds(30);
        await unset.SendWhatIsItsOwn();
        await unset.SendWhatIsItsOwn();
        Assert.Contains(log.Said, line => line.Contains("has reached nobody: no node has the setting to send it, and it goes once one has", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Said, line => line.Contains("is not tried again", StringComparison.Ordinal));
        Assert.Equal(["nobody-reached", "refused-not-configured"], await Outcomes(unset, "text"));
        Assert.Equal(HttpStatusCode.OK, (await unset.As().GetAsync("/health/ready", TestContext.Current.CancellationToken)).StatusCode);

        await using var other = await notify.Suite("2026-06-10T16:01:00Z", untimed: true, folder: unset.Folder);
        await other.Send();
        await other.Send();

        Assert.Equal(["delivered", "passed-on", "sent-again"], await Outcomes(unset, "text"));
        Assert.Single(notify.Texts, text => text["personalisation"]!["message"]!.ToString().Contains("Drink offered: overdue", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_no_node_could_send_and_somebody_has_acknowledged_wakes_nobody()
    {
        using var notify = new Receiver().Answers(201);
        await using var unset = await Held(notify);
        unset.Clock.AdvanceSeconds(30);
        await unset.SendWhatIsItsOwn();
        var drink = Assert.Single(await unset.As("sgt-01").Alerts("drink", "due"));
        Assert.Equal(HttpStatusCode.OK, (await unset.As("sgt-01").Call($"/alerts/{drink["id"]}/acknowledge", new System.Text.Json.Nodes.JsonObject())).Status);

        await using var other = await notify.Suite("2026-06-10T16:01:00Z", untimed: true, folder: unset.Folder);
        await other.Send();

        Assert.Equal(["acknowledged", "refused-not-configured"], await Outcomes(unset, "text"));
    }

    [Fact]
    public async Task What_is_owed_a_system_that_was_taken_out_goes_when_it_is_put_back()
    {
        using var receiver = new Receiver().Takes(503);
        await using var set = await receiver.Suite(Arrived, notify: false, hook: true, untimed: true);
        await set.As("feed-01").Taken(Told.Arrived(Arrived));
        await set.LookAt(DrinkDue);
        await set.Send();
        await using var unset = await receiver.Suite("2026-06-10T16:00:34Z", notify: false, untimed: true, folder: set.Folder);
        await unset.SendWhatIsItsOwn();
        Assert.Equal(["", "failed-503"], await Outcomes(set, "webhook"));
        unset.Clock.AdvanceSeconds(1);
        await unset.SendWhatIsItsOwn();
        Assert.Equal(["failed-503", "refused-not-configured"], await Outcomes(set, "webhook"));

        receiver.Takes(204);
        set.Clock.AdvanceMinutes(1);
        await set.SendWhatIsItsOwn();

        Assert.Equal(["delivered", "failed-503", "sent-again"], await Outcomes(set, "webhook"));
    }

    private static async Task<CustodySuite> Held(Receiver notify, Overheard? log = null)
    {
        var unset = await notify.Suite(Arrived, notify: false, untimed: true, log: log);
        Assert.Equal(HttpStatusCode.Created, (await unset.As("insp-01").Call("/rota", Sending.Turn("custody-sergeant"))).Status);
        await unset.As("feed-01").Taken(Told.Arrived(Arrived));
        await unset.LookAt(DrinkDue);
        return unset;
    }

    private static async Task<string[]> Outcomes(CustodySuite suite, string channel) =>
        [.. (await suite.Attempts("drink", "due", channel)).Select(attempt => attempt["outcome"]?.ToString() ?? "").Order(StringComparer.Ordinal)];
}
