using System.Net;
using CustodyWatch.Tests.Harness;
using NodaTime;

namespace CustodyWatch.Tests.Accommodation;

public sealed class LinkPageTests
{
    [Fact]
    public async Task A_desk_without_an_account_answers_once_by_its_link_and_its_code()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T18:25:00Z");
        var (path, code) = await Given(suite);
        using var desk = new Reader(suite, null);

        var (status, page) = await desk.Open(path);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.DoesNotContain("AB", Shown(page), StringComparison.Ordinal);
        var wrong = await desk.Send(path, ("code", Other(code)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Contains("That is not the code of this link", wrong.Html, StringComparison.Ordinal);
        Assert.Contains("The code is six digits. This did not count as a wrong code.", (await desk.Send(path, ("code", code[..5]))).Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await desk.Open(path + "/request")).Status);

        var right = await desk.Send(path, ("code", $"{code[..3]} {code[3..]}"));
        Assert.Equal((HttpStatusCode.SeeOther, path + "/request"), (right.Status, right.Location));
        (_, page) = await desk.Open(path + "/request");
        Assert.Contains("The duty is absolute", page, StringComparison.Ordinal);
        var answered = await desk.Send(path + "/request", ("decision", "accepted"), ("placement.kind", "foster"), ("worker", "EDT of Westmarch"));
        Assert.Contains("Your answer is recorded", answered.Html, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Gone, (await desk.Open(path)).Status);
        Assert.Equal(HttpStatusCode.Gone, (await desk.Send(path + "/request", ("decision", "declined"))).Status);
        var row = (await suite.As("sgt-01").Read("/accommodation-ledger")).Body!["items"]![0]!;
        Assert.Equal("accepted", row["outcome"]!.ToString());
    }

    [Fact]
    public async Task Having_opened_a_link_gives_no_way_in_through_another_link_or_browser_or_after_half_an_hour()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T18:25:00Z");
        var (path, code) = await Given(suite);
        var (other, _) = await Given(suite, "CR-26-00002");
        using var desk = new Reader(suite, null);
        using var elsewhere = new Reader(suite, null);
        await desk.Open(path);
        await desk.Send(path, ("code", code));

        Assert.Equal(HttpStatusCode.OK, (await desk.Open(path + "/request")).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await desk.Open(other + "/request")).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await elsewhere.Open(path + "/request")).Status);
        suite.Clock.Advance(Duration.FromHours(12));
        Assert.Equal(HttpStatusCode.Gone, (await desk.Open(path)).Status);
    }

    [Fact]
    public async Task An_answer_sent_when_the_half_hour_is_over_waits_for_the_code_and_goes_with_it()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T18:25:00Z");
        var (path, code) = await Given(suite);
        // A browser that has forgotten that the code was given.
        using var desk = new Reader(suite, null);
        await desk.Open(path);
        (string, string)[] answer = [("decision", "accepted"), ("placement.kind", "foster"), ("text", "Bring her \"own\" bag"), ("worker", "EDT of Westmarch")];

        var late = await desk.Send(path + "/request", answer);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.Status);
        Assert.Contains("Give the six digits again", late.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("AB", Shown(late.Html), StringComparison.Ordinal);
        foreach (var (name, value) in answer) Assert.Contains($"type=\"hidden\" name=\"{name}\" value=\"{value}\"", late.Html, StringComparison.Ordinal);
        var wrong = await desk.Send(path + "/request", [.. answer, ("code", Other(code))]);
        Assert.Contains("That is not the code of this link", wrong.Html, StringComparison.Ordinal);
        Assert.Contains("value=\"EDT of Westmarch\"", wrong.Html, StringComparison.Ordinal);

        var sent = await desk.Send(path + "/request", [.. answer, ("code", code)]);
        Assert.Contains("Your answer is recorded", sent.Html, StringComparison.Ordinal);
        Assert.Equal("accepted", (await suite.As("sgt-01").Read("/accommodation-ledger")).Body!["items"]![0]!["outcome"]!.ToString());
        Assert.Equal(HttpStatusCode.Gone, (await desk.Send(path + "/request", answer)).Status);
    }

    [Fact]
    public async Task Whoever_gives_the_code_with_an_answer_that_lacks_something_goes_on_with_the_request_and_has_looked_at_it()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T18:25:00Z");
        var (path, code) = await Given(suite);
        using var desk = new Reader(suite, null);
        await desk.Open(path);

        var lacking = await desk.Send(path + "/request", ("decision", "accepted"), ("code", code));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, lacking.Status);
        Assert.Contains("Your name: fill this in", lacking.Html, StringComparison.Ordinal);
        Assert.Contains("custodywatch-link=", await desk.HeaderOf(path + "/request", "Set-Cookie"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await desk.Open(path + "/request")).Status);
        var looks = (await suite.As("admin-01").Read("/access-log?limit=500")).Body!["items"]!.AsArray();
        Assert.Equal(2, looks.Count(look => look!["user"]!.ToString().StartsWith("link-", StringComparison.Ordinal) && look["action"]!.ToString() == "consultation"));
    }

    [Fact]
    public async Task A_link_is_dead_while_its_request_is_put_right_to_another_authority_for_who_has_opened_it_too()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T18:25:00Z");
        await suite.As("feed-01").Taken(
            [.. Night.Refused(), Told.Event("accommodation-requested", "2026-06-10T18:24:00Z", new { requestId = "r-1", authority = "E08000099", kind = "non-secure" }, id: "asked")]);
        var link = await suite.As("sgt-01").Call("/accommodation-requests/r-1/link", new System.Text.Json.Nodes.JsonObject());
        var (path, code) = (new Uri(link.Text("url")!).AbsolutePath, link.Text("code")!);
        using var desk = new Reader(suite, null);
        await desk.Open(path);
        await desk.Send(path, ("code", code));
        Assert.Equal(HttpStatusCode.OK, (await desk.Open(path + "/request")).Status);

        await suite.As("feed-01").Taken(Told.Replaced(
            "asked", "2026-06-10T18:25:00Z", new { data = new { requestId = "r-1", authority = "E10000098", kind = "non-secure", notes = "For the other only" } }, id: "put-right"));

        Assert.Equal(HttpStatusCode.Gone, (await desk.Open(path)).Status);
        var (_, page) = await desk.Open(path + "/request");
        Assert.DoesNotContain("For the other only", page, StringComparison.Ordinal);
        (string, string)[] answer = [("decision", "accepted"), ("placement.kind", "foster"), ("worker", "EDT of Westmarch")];
        Assert.Equal(HttpStatusCode.Gone, (await desk.Send(path + "/request", answer)).Status);
        Assert.Equal(HttpStatusCode.Gone, (await desk.Send(path + "/request", [.. answer, ("code", code)])).Status);
        Assert.Equal("open", (await suite.As("sgt-01").Read("/accommodation-ledger")).Body!["items"]![0]!["outcome"]!.ToString());

        await suite.As("feed-01").Taken(Told.Retracted("put-right", "2026-06-10T18:25:00Z"));
        Assert.Equal(HttpStatusCode.OK, (await desk.Open(path + "/request")).Status);
    }

    [Fact]
    public async Task Links_cannot_be_tried_without_end()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T18:25:00Z");
        using var stranger = new Reader(suite, null);
        var limited = false;
        for (var i = 0; i < 400 && !limited; i++) limited = (await stranger.Open($"/link/guess-{i}")).Status == HttpStatusCode.TooManyRequests;
        Assert.True(limited);
    }

    // Without the form's token, which may hold any two letters.
    private static string Shown(string page) => System.Text.RegularExpressions.Regex.Replace(
        page[page.IndexOf("<main", StringComparison.Ordinal)..], "name=\"__RequestVerificationToken\" value=\"[^\"]+\"", "");

    private static string Other(string code) => code == "000000" ? "000001" : "000000";

    private static async Task<(string Path, string Code)> Given(CustodySuite suite, string record = "CR-26-00001")
    {
        var request = await suite.As("sgt-01").Asks(await suite.As("feed-01").Taken(Night.Refused(record: record)));
        var link = await suite.As("sgt-01").Call($"/accommodation-requests/{request}/link", new System.Text.Json.Nodes.JsonObject());
        return (new Uri(link.Text("url")!).AbsolutePath, link.Text("code")!);
    }
}
