using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CustodyWatch.Http;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Screens;
using CustodyWatch.Screens.Entries;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Screens;

public sealed class CorrectionFormTests
{
    private const string Offence = """{"description":"Theft","class":"either-way"}""", Officer = """{"id":"4417","rank":"sergeant"}""";

    [Fact]
    public async Task A_disability_left_blank_goes_and_the_other_moves_up()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:30:00Z");
        var told = Told.Arrived("2026-06-10T18:00:00Z", id: "wrong")
            .With(told => told["data"]!["child"]!["disabilities"] = new JsonArray("Deaf", "Autistic"));

        var data = await Corrected(suite, told, ("child.disabilities.0", ""));

        Assert.Equal("""["Autistic"]""", data["child"]!["disabilities"]!.ToJsonString());
        Assert.Equal("AB", data["child"]!["initials"]!.ToString());
    }

    [Theory]
    [InlineData("", "", null)]
    [InlineData("Blind", "Autistic", """["Blind","Autistic"]""")]
    [InlineData("", "Autistic in crowds", """["Autistic in crowds"]""")]
    public async Task What_is_written_over_a_list_is_what_stands_there(string first, string second, string? left)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:30:00Z");
        var told = Told.Arrived("2026-06-10T18:00:00Z", id: "wrong")
            .With(told => told["data"]!["child"]!["disabilities"] = new JsonArray("Deaf", "Autistic"));

        var data = await Corrected(suite, told, ("child.disabilities.0", first), ("child.disabilities.1", second));

        Assert.Equal(left, data["child"]!["disabilities"]?.ToJsonString());
    }

    [Fact]
    public async Task A_second_offence_left_blank_was_never_charged()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:30:00Z");
        var told = Told.Event("charged", "2026-06-10T20:00:00Z", $$"""{"officer":{{Officer}},"offences":[{{Offence}},{{Offence}},{{Offence}}]}""", id: "wrong");

        var data = await Corrected(suite, told, ("offences.1.description", ""), ("offences.1.class", ""), ("offences.2.description", "Affray"));

        Assert.Equal($"""[{Offence},{Offence.Replace("Theft", "Affray", StringComparison.Ordinal)}]""", data["offences"]!.ToJsonString());
    }

    [Fact]
    public async Task An_urgent_authority_left_blank_was_never_given()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:30:00Z");
        var told = Told.Event("interview-started", "2026-06-10T20:00:00Z",
            """{"appropriateAdultPresent":false,"urgentAuthority":{"id":"77","rank":"superintendent"}}""", id: "wrong");

        var data = await Corrected(suite, told, ("urgentAuthority.id", ""), ("urgentAuthority.rank", ""), ("appropriateAdultPresent", "yes"));

        Assert.Equal("""{"appropriateAdultPresent":true}""", data.ToJsonString());
    }

    [Fact]
    public async Task What_an_entry_cannot_do_without_is_asked_for_again()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:30:00Z");
        var told = Told.Event("social-care-referred", "2026-06-10T20:00:00Z", new { authority = "E08000099", concerns = new[] { "Neglect" } }, id: "wrong");

        var (status, html, _) = await Send(suite, told, ("concerns.0", ""));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("Concern: fill this in", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_review_put_right_so_that_it_does_not_count_that_is_said()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:30:00Z");
        await suite.As("feed-01").Taken(Told.Authorised("2026-06-10T18:10:00Z"));
        var told = Told.Event("review-held", "2026-06-10T20:00:00Z",
            """{"officer":{"id":"901","rank":"inspector"},"method":"in-person","outcome":"continue"}""", id: "wrong");

        var (_, _, location) = await Send(suite, told, ("officer.rank", "sergeant"));

        Assert.EndsWith("?recorded=corrected&uncounted=review-held.rank", location, StringComparison.Ordinal);
        Assert.Equal(
            "Recorded, but what was put right does not count as a review: the officer is too low in rank. An inspector or above holds it before charge, a sergeant or above after.",
            Uncounted.Say(EventKind.Corrected, "review-held.rank"));
        Assert.Null(Uncounted.Say(EventKind.Corrected, "rank"));
    }

    [Fact]
    public async Task What_an_answer_is_about_is_put_right_in_words_and_left_alone_stays()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:30:00Z");
        await suite.As("feed-01").Taken(
            Told.Event("child-asked", "2026-06-10T19:00:00Z", new { requestId = "q-1", @for = "blanket" }),
            Told.Event("child-asked", "2026-06-10T19:10:00Z", new { requestId = "q-2", @for = "drink" }));

        var data = await Corrected(suite, Told.Event("child-answered", "2026-06-10T19:20:00Z", new { requestId = "q-1", outcome = "given" }, id: "wrong"), ("outcome", "refused"), ("reason", "None left"));

        Assert.Equal(("q-1", "refused"), (data["requestId"]!.ToString(), data["outcome"]!.ToString()));
        var id = (await suite.As("sgt-01").Read("/detentions")).Body!["items"]![0]!["id"]!.ToString();
        using var reader = new Reader(suite, "sgt-01");
        var (_, form) = await reader.Open($"/detentions/{id}/corrections?event=wrong&source={Uri.EscapeDataString(Told.Central)}");
        Assert.Matches("""type="radio" [^>]*name="requestId" value="q-1" checked[ /]*>\s*<label [^>]*>Blanket, asked 20:00<""", form);
        Assert.Contains(">Drink, asked 20:10<", form, StringComparison.Ordinal);
        Assert.DoesNotContain("""type="text" id="f-requestId""", form, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_to_what_is_not_on_the_record_keeps_what_it_names()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:30:00Z");
        await suite.As("feed-01").Taken(Told.Event("child-asked", "2026-06-10T19:00:00Z", new { requestId = "q-1", @for = "blanket" }));

        var data = await Corrected(suite, Told.Event("child-answered", "2026-06-10T19:20:00Z", new { requestId = "q-9", outcome = "given" }, id: "wrong"), ("outcome", "refused"), ("reason", "None left"));

        Assert.Equal("q-9", data["requestId"]!.ToString());
    }

    [Fact]
    public async Task Whoever_is_overtaken_by_another_correction_is_told_what_it_says_before_theirs_takes_its_place()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:30:00Z");
        var id = await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T18:00:00Z"), Told.Event("visit", "2026-06-10T20:00:00Z", new { method = "in-cell", response = "awake" }, id: "wrong"));
        var address = $"/detentions/{id}/corrections?event=wrong&source={Uri.EscapeDataString(Told.Central)}";
        using var first = new Reader(suite, "sgt-01");
        using var second = new Reader(suite, "sgt-01");
        var (_, seenByFirst) = await first.Open(address);
        var (_, seenBySecond) = await second.Open(address);
        (string, string)[] back = [("action", "retract"), ("why", "Nobody went to the cell"), .. Hidden(seenByFirst)];
        (string, string)[] later = [("action", "replace"), ("why", "Ten minutes early"), ("when", "2026-06-10T21:10"), ("method", "in-cell"), ("response", "awake")];

        Assert.Equal(HttpStatusCode.SeeOther, (await first.Send(address, back)).Status);
        // The same form again is no other correction.
        Assert.Equal(HttpStatusCode.SeeOther, (await first.Send(address, back)).Status);
        suite.Clock.AdvanceMinutes(1);
        var overtaken = await second.Send(address, [.. later, .. Hidden(seenBySecond)]);

        Assert.Equal(HttpStatusCode.Conflict, overtaken.Status);
        Assert.Contains("Another correction came first and stands: sgt-01 took this entry back, 21:30: “Nobody went to the cell”. Nothing of yours was recorded.", overtaken.Html, StringComparison.Ordinal);
        Assert.Contains("value=\"2026-06-10T21:10", overtaken.Html, StringComparison.Ordinal);
        Assert.Equal("retracted", await Stands());

        Assert.Equal(HttpStatusCode.SeeOther, (await second.Send(address, [.. later, .. Hidden(overtaken.Html)])).Status);
        Assert.Equal("replaced", await Stands());
        var third = await first.Send(address, [("action", "retract"), ("why", "No"), ("insteadOf", ""), ("entryId", Guid.NewGuid().ToString())]);
        Assert.Contains("sgt-01 put this entry right, 21:31: “Ten minutes early. Now reads: Really 21:10.", third.Html, StringComparison.Ordinal);

        async Task<string> Stands() => (await suite.As("sgt-01").Entries(id)).Single(entry => entry["eventId"]!.ToString() == "wrong")["corrected"]!.ToString();
    }

    private static (string, string)[] Hidden(string html) =>
        [.. new[] { "entryId", "insteadOf" }.Select(name => (name, Regex.Match(html, $"name=\"{name}\" value=\"([^\"]*)\"").Groups[1].Value))];

    private static async Task<JsonNode> Corrected(CustodySuite suite, JsonObject told, params (string Path, string Value)[] changes)
    {
        var (status, html, _) = await Send(suite, told, changes);
        Assert.True(status == HttpStatusCode.SeeOther, html);
        var id = (await suite.As("sgt-01").Read("/detentions")).Body!["items"]![0]!["id"]!.ToString();
        var correction = Assert.Single(await suite.As("sgt-01").Entries(id), entry => entry["type"]!.ToString() == "custody.corrected");
        return correction["data"]!["replacement"]!["data"]!;
    }

    /// <summary>Corrects the entry by its form, with all that stands there but for the changes.</summary>
    private static async Task<(HttpStatusCode Status, string Html, string? Location)> Send(CustodySuite suite, JsonObject told, params (string Path, string Value)[] changes)
    {
        var arrived = told["type"]!.ToString() == "custody.arrived";
        var id = await suite.As("feed-01").Taken(arrived ? [told] : [Told.Arrived("2026-06-10T18:00:00Z"), told]);
        using var reader = new Reader(suite, "sgt-01");
        var address = $"/detentions/{id}/corrections?event=wrong&source={Uri.EscapeDataString(Told.Central)}";
        await reader.Open(address);
        var standing = EntryFields.For(EventKinds.Parse(told["type"]!.ToString())!.Value)
            .Where(field => changes.All(change => change.Path != field.Path))
            .SelectMany(field => EntryData.Answer((JsonObject)told["data"]!, field).Select(answer => (field.Path, answer!)));
        var sent = await reader.Send(address, [
            ("action", "replace"), ("why", "Keyed wrongly"), ("when", LondonText.Written(Rfc3339.Parse(told["time"]!.ToString())!.Value)), .. standing, .. changes]);
        return (sent.Status, sent.Html, sent.Location);
    }
}
