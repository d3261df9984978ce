using System.Net;
using System.Text.Json.Nodes;
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
        Assert.Contains("Name or number of the person: fill this in", bare.Html, StringComparison.Ordinal);
        var (_, page) = await inspector.Open(added.Location!);
        Assert.Contains(">The rota is changed</p>", page, StringComparison.Ordinal);
        Assert.Contains("Text to 07700 900123", page, StringComparison.Ordinal);
        var turn = Turn().Match(page).Value;

        var swapped = await inspector.Send(
            turn + "/swap", ("person", "insp-07"), ("channel", "email"), ("address", "seven@force.example"), ("reason", "Unwell"));
        var twice = await inspector.Send(turn + "/end", ("reason", "Unwell"));
        Assert.Equal("/rota?force=99&recorded=yes", swapped.Location);
        (_, page) = await inspector.Open("/rota");

        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.Conflict), (swapped.Status, twice.Status));
        Assert.Contains("Email to seven@force.example", page, StringComparison.Ordinal);
        Assert.DoesNotContain("07700 900123", page, StringComparison.Ordinal);
        Assert.Contains("This turn is over. Unwell", (await inspector.Open(turn)).Html, StringComparison.Ordinal);
        using var manager = new Reader(suite, "mgr-01");
        Assert.Equal(HttpStatusCode.NotFound, (await manager.Open(turn)).Status);
    }

    [Theory]
    [InlineData("central")]
    [InlineData("99/CENTRAL")]
    [InlineData("OTHER")]
    public async Task Nobody_is_put_on_duty_for_a_suite_that_the_force_does_not_have(string suite)
    {
        await using var service = await CustodySuite.Open("2026-06-10T12:00:00Z");
        var turn = Sending.Turn("custody-sergeant");
        turn["suite"] = suite;

        var refused = await service.As("insp-01").Call("/rota", turn);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "suite"), (refused.Status, Assert.Single(refused.Wrong)));
    }

    [Fact]
    public async Task Whoever_stands_for_one_suite_leaves_the_others_without_and_no_suite_is_every_suite()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z");
        using var inspector = new Reader(suite, "insp-01");
        await inspector.Open("/rota");
        (string, string)[] turn = [("person", "sgt-01"), ("channel", "text"), ("address", "07700 900123"), ("until", "2026-06-11T06:00")];

        await inspector.Send("/rota", [.. turn, ("audience", "custody-sergeant"), ("suite", "CENTRAL")]);
        await inspector.Send("/rota", [.. turn, ("audience", "healthcare"), ("suite", "*")]);
        var everywhere = Sending.Turn("superintendent");
        everywhere["suite"] = "";
        Assert.Null((await suite.As("insp-01").Call("/rota", everywhere)).Body!["suite"]);

        var (_, page) = await inspector.Open("/rota");
        Assert.Contains("Nobody is on duty as custody sergeant at NORTH, custody inspector.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_time_that_cannot_be_read_puts_nobody_on_duty_at_once()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z");
        using var inspector = new Reader(suite, "insp-01");
        await inspector.Open("/rota");
        (string, string)[] turn = [("person", "sgt-01"), ("channel", "text"), ("address", "07700 900123"), ("until", "2026-12-02T06:00"), ("audience", "custody-sergeant")];

        var refused = await inspector.Send("/rota", [.. turn, ("from", "1/12/2026 20:00")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("From when must be a date and a time", refused.Html, StringComparison.Ordinal);

        await inspector.Send("/rota", turn);
        var url = Turn().Match((await inspector.Open("/rota")).Html).Value;
        var swap = await inspector.Send(
            url + "/swap", ("person", "sgt-02"), ("channel", "text"), ("address", "07700 900124"), ("reason", "Court"), ("from", "1/12/2026 20:00"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, swap.Status);
        Assert.DoesNotContain("07700 900124", (await inspector.Open("/rota")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_turn_covered_twice_leaves_a_cover_that_nobody_has_ended()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T10:00:00Z");
        var inspector = suite.As("insp-01");
        var turn = (await inspector.Call("/rota", Sending.Turn("custody-sergeant", until: "2026-06-10T18:00:00Z"))).Text("id");

        await inspector.Call($"/rota/{turn}/swap", Cover("2026-06-10T14:00:00Z", "Court"));
        var second = await inspector.Call($"/rota/{turn}/swap", Cover("2026-06-10T12:00:00Z", "Unwell"));

        Assert.Equal((HttpStatusCode.OK, "2026-06-10T14:00:00Z"), (second.Status, second.Text("until")));
        Assert.Null(second.Body!["endedBy"]);
        Assert.Null(second.Body!["endedReason"]);

        static JsonObject Cover(string from, string reason) => new()
        {
            ["person"] = "sgt-02",
            ["channel"] = "text",
            ["address"] = "07700 900124",
            ["from"] = from,
            ["reason"] = reason,
        };
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
