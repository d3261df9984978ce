using System.Net;
using System.Text.Json.Nodes;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Retention;

public sealed class ReviewTests
{
    private const string Now = "2026-06-10T12:00:00Z";

    [Fact]
    public async Task What_is_due_for_review_is_listed_until_it_is_decided_and_comes_back_when_its_day_does()
    {
        await using var suite = await CustodySuite.Open(Now);
        var id = await OldRecord.Ended(suite);
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T11:00:00Z", record: "CR-OPEN"));
        Assert.Equal([id], await Ids(suite, "due"));

        var kept = await suite.As("insp-01").Call($"/detentions/{id}/retention", Keep("2028-01-01T00:00:00Z"));

        Assert.Equal(HttpStatusCode.Created, kept.Status);
        Assert.Empty(await Ids(suite, "due"));
        await suite.LookAt("2028-01-01T00:00:00Z");
        Assert.Equal([id], await Ids(suite, "due"));
        await suite.As("supt-01").Dispose(id);
        Assert.Empty(await Ids(suite, "due"));
        Assert.Equal([id], await Ids(suite, "decided"));
        await suite.As("feed-01").Taken(Told.Event("court-outcome", "2012-06-11T12:00:00Z", new { outcome = "bailed" }, OldRecord.Number));
        Assert.Equal([id], await Ids(suite, "due"));
    }

    [Theory]
    [InlineData("open", "in custody")]
    [InlineData("young", "kept until 2029-03-02")]
    [InlineData("recent", "kept until 2032-")]
    [InlineData("held", "on hold")]
    public async Task A_record_whose_time_is_not_over_or_that_something_holds_is_never_disposed_of(string what, string why)
    {
        await using var suite = await CustodySuite.Open(Now);
        var id = what switch
        {
            "open" => await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T11:00:00Z")),
            "young" => await OldRecord.Ended(suite, born: "2004-03-02"),
            "recent" => await suite.As("feed-01").Taken(
                Told.Arrived("2025-06-10T10:00:00Z").With(told => told["data"]!["child"]!["dateOfBirth"] = "2007-07-01"),
                Told.Released("2025-06-10T12:00:00Z")),
            _ => await OldRecord.Ended(suite),
        };
        if (what == "held")
            Assert.Equal(HttpStatusCode.Created, (await suite.As("insp-01").Call($"/detentions/{id}/holds", new JsonObject { ["kind"] = "complaint", ["reason"] = "IOPC" })).Status);

        var refused = await suite.As("supt-01").Dispose(id);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "decision"), (refused.Status, Assert.Single(refused.Wrong)));
        Assert.Contains(why, refused.Body!.ToJsonString(), StringComparison.Ordinal);
        Assert.Empty(await Ids(suite, "due"));
        Assert.Equal(0, await suite.Dispose());
        Assert.Equal(HttpStatusCode.OK, (await suite.As("insp-01").Read($"/detentions/{id}")).Status);
    }

    [Fact]
    public async Task A_violent_offence_is_kept_longer_and_a_force_sets_its_own_years()
    {
        await using var suite = await CustodySuite.Open("2020-06-12T12:00:00Z");
        var (violent, other) = (await OldRecord.Ended(suite, "CR-V", "1995-01-01", violent: true), await OldRecord.Ended(suite, "CR-O", "1995-01-01"));
        Assert.Equal([other], await Ids(suite, "due"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await suite.As("supt-01").Dispose(violent)).Status);

        var set = await suite.As("admin-01").Call("/settings", new JsonObject
        {
            ["numbers"] = new JsonObject { ["keepViolentRecordYears"] = 8, ["reviewViolentRecordYears"] = 8 },
            ["reason"] = "Local schedule",
        });

        Assert.Equal(HttpStatusCode.Created, set.Status);
        Assert.Equal(2, (await Ids(suite, "due")).Count);
        Assert.Equal(HttpStatusCode.Created, (await suite.As("supt-01").Dispose(violent)).Status);
        Assert.Equal(["numbers.keepOtherRecordYears"], (await suite.As("admin-01").Call("/settings", new JsonObject
        {
            ["numbers"] = new JsonObject { ["keepOtherRecordYears"] = 0 },
            ["reason"] = "None",
        })).Wrong);
    }

    [Fact]
    public async Task An_inspector_keeps_and_holds_and_a_superintendent_alone_lifts_and_disposes()
    {
        await using var suite = await CustodySuite.Open(Now);
        var id = await OldRecord.Ended(suite);
        Assert.Equal(HttpStatusCode.Forbidden, (await suite.As("insp-01").Dispose(id)).Status);
        var hold = await suite.As("insp-01").Call($"/detentions/{id}/holds", new JsonObject { ["kind"] = "litigation", ["reason"] = "Claim", ["until"] = "2026-07-01T00:00:00Z" });
        Assert.Equal([id], await Ids(suite, "held"));
        Assert.Equal(HttpStatusCode.Forbidden, (await suite.As("insp-01").Call($"/holds/{hold.Text("id")}/lift", new JsonObject { ["reason"] = "x" })).Status);
        Assert.Equal(["reason"], (await suite.As("supt-01").Call($"/holds/{hold.Text("id")}/lift", new JsonObject())).Wrong);
        await suite.LookAt("2026-07-01T00:00:00Z");
        Assert.Empty(await Ids(suite, "held"));
        foreach (var persona in new[] { "sgt-01", "do-01", "admin-01", "hmi-01", "desk-01" })
            Assert.Equal(HttpStatusCode.Forbidden, (await suite.As(persona).Read("/retention")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await suite.As("insp-01").Read("/retention?force=98")).Status);
    }

    [Theory]
    [InlineData("""{ "decision": "burn" }""", "decision")]
    [InlineData("""{ "decision": "keep", "reviewAt": "2028-01-01T00:00:00Z" }""", "reason")]
    [InlineData("""{ "decision": "keep", "reason": "x" }""", "reviewAt")]
    [InlineData("""{ "decision": "keep", "reason": "x", "reviewAt": "2020-01-01T00:00:00Z" }""", "reviewAt")]
    [InlineData("""{ "decision": "keep", "reason": "x", "reviewAt": "2036-06-12T00:00:00Z" }""", "reviewAt")]
    public async Task A_decision_that_is_not_whole_is_refused_by_field(string decision, string field)
    {
        await using var suite = await CustodySuite.Open(Now);
        var id = await OldRecord.Ended(suite);
        Assert.Equal([field], (await suite.As("insp-01").Call($"/detentions/{id}/retention", JsonNode.Parse(decision)!)).Wrong);
    }

    [Fact]
    public async Task On_the_page_records_are_ticked_and_decided_together_and_one_is_held_and_lifted()
    {
        await using var suite = await CustodySuite.Open(Now);
        var (one, other) = (await OldRecord.Ended(suite, "CR-1"), await OldRecord.Ended(suite, "CR-2"));
        using var superintendent = new Reader(suite, "supt-01");
        Assert.Contains("CR-2", (await superintendent.Open("/retention")).Html, StringComparison.Ordinal);

        var nothing = await superintendent.Send("/retention?force=99", ("decision", "dispose"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nothing.Status);
        Assert.Contains("Records to decide about must be at least one", nothing.Html, StringComparison.Ordinal);
        var decided = await superintendent.Send("/retention?force=99", ("decision", "dispose"), ("ids", one), ("ids", other));
        Assert.Equal((HttpStatusCode.SeeOther, 2), (decided.Status, (await Ids(suite, "decided")).Count));

        using var inspector = new Reader(suite, "insp-01");
        Assert.Contains($"/detentions/{one}/retention", (await inspector.Open($"/detentions/{one}")).Html, StringComparison.Ordinal);
        await inspector.Open($"/detentions/{one}/retention");
        Assert.Contains("Why: fill this in", (await inspector.Send($"/detentions/{one}/holds", ("hold.kind", "complaint"))).Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await inspector.Send($"/detentions/{one}/holds", ("hold.kind", "complaint"), ("hold.reason", "IOPC 12"))).Status);
        var hold = Assert.Single((await suite.As("insp-01").Read("/retention?state=held")).Body!["items"]![0]!["holds"]!.AsArray())!["id"]!.ToString();
        var (_, page) = await superintendent.Open($"/detentions/{one}/retention");
        Assert.Contains("IOPC 12", page, StringComparison.Ordinal);
        var unsaid = await superintendent.Send($"/holds/{hold}/lift");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unsaid.Status);
        Assert.Contains("Why the complaint hold is lifted: fill this in", unsaid.Html, StringComparison.Ordinal);
        Assert.Contains("IOPC 12", unsaid.Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await superintendent.Send($"/holds/{hold}/lift", ($"lift-{hold}", "Closed"))).Status);
        Assert.Equal(0, await suite.Dispose());
        Assert.Contains("kept 7 years after the detention ended", (await superintendent.Open("/retention?state=disposed&number=CR-1")).Html, StringComparison.Ordinal);
    }

    private static JsonObject Keep(string until) => new() { ["decision"] = "keep", ["reason"] = "Linked to an inquiry", ["reviewAt"] = until };

    private static async Task<List<string>> Ids(CustodySuite suite, string state) =>
        [.. (await suite.As("insp-01").Read($"/retention?state={state}")).Body!["items"]!.AsArray().Select(item => item!["detentionId"]!.ToString())];
}
