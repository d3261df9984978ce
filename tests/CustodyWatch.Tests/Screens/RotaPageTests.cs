using System.Net;
using System.Text.RegularExpressions;
using CustodyWatch.Tests.Delivery;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Screens;

public sealed partial class RotaPageTests
{
    [Fact]
    public async Task Somebody_is_put_on_duty_covered_by_another_and_ended_with_the_reason_kept()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z");
        using var inspector = new Reader(suite, "insp-01");
        var (_, empty) = await inspector.Open("/rota");
        Assert.Contains("Nobody is on duty as custody sergeant", empty, StringComparison.Ordinal);

        var bare = await inspector.Send("/rota", ("audience", "custody-inspector"));
        var added = await inspector.Send(
            "/rota", ("audience", "custody-inspector"), ("person", "insp-01"), ("channel", "text"), ("address", "07700 900123"),
            ("until", "2026-06-11T06:00"));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.SeeOther), (bare.Status, added.Status));
        Assert.Contains("Name or number of the person is required", bare.Html, StringComparison.Ordinal);
        var (_, page) = await inspector.Open("/rota");
        Assert.Contains("Text to 07700 900123", page, StringComparison.Ordinal);
        var turn = Turn().Match(page).Value;

        var swapped = await inspector.Send(
            turn + "/swap", ("person", "insp-07"), ("channel", "email"), ("address", "seven@force.example"), ("reason", "Unwell"));
        var twice = await inspector.Send(turn + "/end", ("reason", "Unwell"));
        (_, page) = await inspector.Open("/rota");

        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.Conflict), (swapped.Status, twice.Status));
        Assert.Contains("Email to seven@force.example", page, StringComparison.Ordinal);
        Assert.DoesNotContain("07700 900123", page, StringComparison.Ordinal);
        Assert.Contains("This turn is over. Unwell", (await inspector.Open(turn)).Html, StringComparison.Ordinal);
        using var manager = new Reader(suite, "mgr-01");
        Assert.Equal(HttpStatusCode.NotFound, (await manager.Open(turn)).Status);
    }

    [Fact]
    public async Task What_reached_nobody_is_listed_and_sent_again()
    {
        using var notify = new Receiver().Answers(400, "ValidationError");
        await using var suite = await notify.Suite("2026-06-10T12:00:00Z");
        await suite.As("insp-01").Call("/rota", Sending.Turn("custody-sergeant"));
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"));
        await suite.LookAt("2026-06-10T16:00:00Z");
        await suite.Send();
        using var administrator = new Reader(suite, "admin-01");
        await Eventually.Finds(
            () => suite.As("admin-01").Read("/deliveries/undelivered"), answer => answer.Body!["items"]!.AsArray().Any(item => item!.Is("clock", "drink") && item!.Is("outcome", "refused-400")));
        var (_, page) = await administrator.Open("/administration/deliveries");
        Assert.Contains("CENTRAL, drink, due", page, StringComparison.Ordinal);
        Assert.Contains("Text: refused 400, 1 attempt", page, StringComparison.Ordinal);

        notify.Answers(201);
        var sent = await administrator.Send(Again().Match(page).Value);

        Assert.Equal(HttpStatusCode.SeeOther, sent.Status);
        await suite.Send();
        await Eventually.True(() => notify.Texts.Count > 0);
    }

    [GeneratedRegex("/rota/[0-9a-f-]{36}")]
    private static partial Regex Turn();

    [GeneratedRegex("/administration/deliveries/[0-9a-f-]{36}/send-again")]
    private static partial Regex Again();
}
