using System.Net;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Screens;

public sealed class BulkEntryTests
{
    private const string Quick = "visit?method=in-cell&response=awake";

    [Fact]
    public async Task A_round_of_checks_entered_with_one_time_for_several_children_is_not_taken()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:30:00Z");
        var (first, second, third) = await Three(suite);
        using var officer = new Reader(suite, "do-01");
        await officer.Open("/suites/CENTRAL");

        var one = await officer.Send($"/detentions/{first}/entries", ("quick", Quick), ("at", "21:20"), ("returnUrl", "/suites/CENTRAL"));
        var two = await officer.Send($"/detentions/{second}/entries", ("quick", Quick), ("at", "21:20"), ("returnUrl", "/suites/CENTRAL"));
        var three = await officer.Send($"/detentions/{third}/entries", ("quick", Quick), ("at", "21:22"), ("returnUrl", "/suites/CENTRAL"));

        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.UnprocessableEntity, HttpStatusCode.SeeOther), (one.Status, two.Status, three.Status));
        Assert.Contains("the time you stood at that door", two.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(await suite.As("sgt-01").Entries(second), entry => entry["type"]!.ToString() == "custody.visit");
    }

    [Fact]
    public async Task A_look_by_camera_at_the_time_of_another_is_told_of_a_look_and_of_no_door()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:30:00Z");
        var (first, second, _) = await Three(suite);
        using var officer = new Reader(suite, "do-01");
        await officer.Open("/suites/CENTRAL");

        await officer.Send($"/detentions/{first}/entries/visit", ("method", "camera"), ("when", "2026-06-10T21:20"), ("returnUrl", "/"));
        var (status, page, _) = await officer.Send($"/detentions/{second}/entries/visit", ("method", "camera"), ("when", "2026-06-10T21:20"), ("returnUrl", "/"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("at that same time. Enter each look by camera with the time you looked.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("stood at that door", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_form_speaks_for_one_child()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:30:00Z");
        var (first, second, _) = await Three(suite);
        using var officer = new Reader(suite, "do-01");
        await officer.Open("/suites/CENTRAL");

        var sent = await officer.Send($"/detentions/{first}/entries", ("quick", Quick), ("id", second));
        var twice = await officer.Send($"/detentions/{first}/entries", ("quick", Quick), ("quick", "drink-offered?outcome=accepted"));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity), (sent.Status, twice.Status));
    }

    [Fact]
    public async Task Two_people_may_stand_at_two_doors_and_paper_is_taken_as_paper_with_both_its_times()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:30:00Z");
        var (first, second, third) = await Three(suite);
        using var officer = new Reader(suite, "do-01");
        using var sergeant = new Reader(suite, "sgt-01");
        await officer.Open("/suites/CENTRAL");
        await sergeant.Open("/suites/CENTRAL");

        var one = await officer.Send($"/detentions/{first}/entries", ("quick", Quick), ("at", "21:20"), ("returnUrl", "/suites/CENTRAL"));
        var two = await sergeant.Send($"/detentions/{second}/entries", ("quick", Quick), ("at", "21:20"), ("returnUrl", "/suites/CENTRAL"));
        var timeless = await officer.Send($"/detentions/{third}/entries/visit", ("method", "hatch"), ("medium", "paper"));
        var paper = await officer.Send($"/detentions/{third}/entries/visit", ("method", "hatch"), ("medium", "paper"), ("when", "2026-06-10T21:20"), ("returnUrl", "/"));

        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.SeeOther), (one.Status, two.Status));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, timeless.Status);
        Assert.Contains("must be the one on the paper", timeless.Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, paper.Status);
        var visit = Assert.Single(await suite.As("sgt-01").Entries(third), entry => entry["type"]!.ToString() == "custody.visit");
        Assert.Equal(
            ("paper", "2026-06-10T20:20:00Z", "2026-06-10T20:30:00Z"),
            (visit["medium"]!.ToString(), visit["occurred"]!.ToString(), visit["recorded"]!.ToString()));
    }

    private static async Task<(string, string, string)> Three(CustodySuite suite)
    {
        var feed = suite.As("feed-01");
        return (
            await feed.Taken(Told.Arrived("2026-06-10T20:00:00Z", record: "CR-1")),
            await feed.Taken(Told.Arrived("2026-06-10T20:00:00Z", record: "CR-2")),
            await feed.Taken(Told.Arrived("2026-06-10T20:00:00Z", record: "CR-3")));
    }
}
