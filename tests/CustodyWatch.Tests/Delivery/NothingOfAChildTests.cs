using System.Net;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Delivery;

public sealed class NothingOfAChildTests
{
    // What the records system says of the child, her words and those written about her.
    private static readonly string[] Hers = ["QX", "2011-03-02", "female", "insulin", "sparrow", "asthma", "Lindow", "W1", "Theft from a shop"];

    [Fact]
    public async Task No_text_email_or_webhook_holds_a_childs_initials_birth_date_or_anything_written_of_her()
    {
        using var receiver = new Receiver().Answers(201).Takes(204);
        await using var suite = await receiver.Suite("2026-06-10T12:00:00Z", hook: true);
        foreach (var (audience, channel, address) in new[]
        {
            ("custody-sergeant", "text", "07700 900123"), ("custody-inspector", "email", "inspector@force.example"),
            ("superintendent", "text", "07700 900124"), ("healthcare", "text", "07700 900125"),
        })
            Assert.Equal(HttpStatusCode.Created, (await suite.As("insp-01").Call("/rota", Sending.Turn(audience, channel, address, "2026-06-13T06:00:00Z"))).Status);
        var arrived = Told.Arrived("2026-06-10T12:00:00Z");
        arrived["data"]!["child"]!["initials"] = "QX";
        await suite.As("feed-01").Taken(
            arrived,
            Told.Event("child-asked", "2026-06-10T12:00:00Z", new { requestId = "q-1", @for = "other", text = "Feed the sparrow" }),
            Told.Event("healthcare-requested", "2026-06-10T12:00:00Z", new { reason = "insulin and asthma", urgent = true }),
            Told.Event("force-used", "2026-06-10T12:00:00Z", new { kind = "handcuffs", reason = "Ran towards Lindow" }),
            Told.Authorised("2026-06-10T12:00:00Z"));

        await suite.LookAt("2026-06-12T12:00:00Z");
        await suite.Send();
        await Eventually.True(() => receiver.Hooks.Count > 10 && receiver.Emails.Count > 2 && receiver.Texts.Count > 10);

        Assert.All(receiver.Said, said => Assert.All(Hers, hers => Assert.DoesNotContain(hers, said, StringComparison.OrdinalIgnoreCase)));
    }
}
