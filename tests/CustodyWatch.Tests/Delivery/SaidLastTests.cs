using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Delivery;

/// <summary>Of an alert what it said last is news, and of a cycle its highest step.</summary>
public sealed class SaidLastTests
{
    private const string Arrived = "2026-06-10T12:00:00Z", Dark = "2026-06-10T12:02:00Z", DarkStill = "2026-06-10T12:12:00Z";
    private const string Sergeant = "07700 900101", Inspector = "07700 900102";

    [Fact]
    public async Task Whoever_was_told_before_an_alert_spoke_again_has_not_been_told_of_that()
    {
        using var notify = new Receiver().Answers(201);
        await using var suite = await notify.Suite(Arrived, untimed: true);
        var turn = await Duties.Begin(suite, "custody-inspector", Inspector);
        await suite.As("feed-01").Taken(Told.Arrived(Arrived));
        await suite.LookAt(Dark);
        await suite.Send();
        Assert.Equal((1, 0), (Duties.Texts(notify, Inspector, "No live screen"), await Duties.Undelivered(suite)));
        await Duties.Acknowledge(suite, "insp-01", "screen-dark", "due");
        await Duties.End(suite, turn);

        await suite.LookAt(DarkStill);
        await suite.Send();

        Assert.Equal(["delivered", "nobody-on-duty", "nobody-on-duty"], await Duties.Outcomes(suite, "screen-dark", "due"));
        Assert.Equal(1, await Duties.Undelivered(suite));
    }
}
