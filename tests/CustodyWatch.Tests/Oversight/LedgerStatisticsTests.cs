using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Oversight;

public sealed class LedgerStatisticsTests
{
    [Fact]
    public async Task A_duty_desk_sees_the_requests_made_of_its_own_authority_and_nothing_else()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T19:00:00Z");
        var one = await suite.As("feed-01").Taken(Night.Refused(record: "CR-1"));
        var two = await suite.As("feed-01").Taken(Night.Refused(record: "CR-2"));
        await suite.As("desk-01").Accepts(await suite.As("sgt-01").Asks(one));
        await suite.As("sgt-01").Asks(two);
        suite.Clock.Reset(NodaTime.Instant.FromUtc(2026, 6, 10, 20, 30));

        var own = await suite.As("desk-01").Read("/statistics?by=month");

        Assert.Equal((2, 1, 1, 0), (Count("accommodationRequested"), Count("accepted"), Count("noReply"), Count("declined")));
        Assert.DoesNotContain("detentions", own.Body!["measures"]!.AsArray().Select(measure => measure!["name"]!.ToString()));
        Assert.Equal(2, own.Measure("accommodationRequested", "2026-06")!["numerator"].Whole());
        Assert.Equal(0, (await suite.As("desk-02").Read("/statistics")).Measure("accommodationRequested")!["numerator"].Whole());

        int? Count(string name) => own.Measure(name)!["numerator"].Whole();
    }

    [Fact]
    public async Task A_month_in_which_nothing_was_asked_of_a_desk_is_told_of_among_the_others()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T19:00:00Z");
        foreach (var day in new[] { "2026-03-10", "2026-06-10" })
            await suite.As("feed-01").Taken(
                Told.Arrived(day + "T10:00:00Z", record: day),
                Told.Event("accommodation-requested", day + "T18:30:00Z", new { requestId = $"R-{day}", authority = "E08000099", kind = "non-secure" }, day));

        var own = await suite.As("desk-01").Read("/statistics?by=month");

        Assert.Equal(["2026-03", "2026-04", "2026-05", "2026-06"], own.Body!["groups"]!.AsArray().Select(group => group!["group"]!.ToString()));
        Assert.Equal(0, own.Measure("accommodationRequested", "2026-04")!["numerator"].Whole());
        Assert.Null(own.Measure("accepted", "2026-04")!["value"]);
    }

    [Fact]
    public async Task What_a_duty_desk_publishes_does_not_tell_the_few_it_declined_by_the_many_it_accepted()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T19:00:00Z");
        for (var i = 0; i < 12; i++)
        {
            var (record, requestId) = ($"CR-{i}", $"R-{i}");
            await suite.As("feed-01").Taken([
                .. Night.Refused(record: record),
                Told.Event("accommodation-requested", "2026-06-10T18:30:00Z", new { requestId, authority = "E08000099", kind = "non-secure" }, record),
                Told.Event("accommodation-answered", "2026-06-10T18:50:00Z", i < 9
                    ? new { requestId, decision = "accepted", worker = "EDT-7" }
                    : (object)new { requestId, decision = "declined", reasonCode = "no-placement-found", worker = "EDT-7" }, record)]);
        }
        Assert.Equal(9, (await suite.As("desk-01").Read("/statistics")).Measure("accepted")!["numerator"].Whole());
        var published = await suite.As("desk-01").Read("/statistics?by=month&publication=true");
        Assert.Equal(12, published.Measure("accommodationRequested")!["numerator"].Whole());
        foreach (var name in new[] { "accepted", "declined", "noReply" })
        {
            Assert.Null(published.Measure(name)!["numerator"]);
            Assert.Null(published.Measure(name, "2026-06")!["numerator"]);
        }
    }

    [Fact]
    public async Task Where_one_is_small_every_force_and_suite_is_listed_in_what_a_duty_desk_publishes_and_one_alone_tells_nothing_of_the_others()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T19:00:00Z");
        await Asked("feed-01", Told.Central, 26);
        await Asked("sgt-02", Told.North, 2);
        await Asked("sgt-98", Told.Other, 2);
        var desk = suite.As("desk-01");

        Assert.Equal(("98/OTHER 2, 99/CENTRAL 26, 99/NORTH 2", "98 2, 99 28"), (await By("suite", false), await By("force", false)));
        Assert.Equal(("98/OTHER , 99/CENTRAL , 99/NORTH ", "98 , 99 "), (await By("suite", true), await By("force", true)));
        Assert.Equal(30, Requests(await desk.Read("/statistics?publication=true")));
        Assert.Equal(28, Requests(await desk.Read("/statistics?force=99")));
        foreach (var alone in new[] { "force=99", "force=98", "force=99&by=suite", "force=99&by=month" })
            Assert.Null(Requests(await desk.Read("/statistics?publication=true&" + alone)));
        Assert.Equal("", await By("suite", true, "desk-02"));

        async Task<string> By(string by, bool publication, string who = "desk-01")
        {
            var answer = await suite.As(who).Read($"/statistics?by={by}&publication={(publication ? "true" : "false")}");
            return string.Join(", ", answer.Body!["groups"]!.AsArray().Select(group => $"{group!["group"]} {group["measures"]![0]!["numerator"]}"));
        }

        async Task Asked(string who, string source, int times)
        {
            for (var i = 0; i < times; i++)
                await suite.As(who).Taken(
                    Told.Arrived("2026-06-10T10:00:00Z", record: $"R-{i}{source[^3..]}", source: source),
                    Told.Event(
                        "accommodation-requested", "2026-06-10T18:30:00Z", new { requestId = $"Q-{i}{source[^3..]}", authority = "E08000099", kind = "non-secure" },
                        $"R-{i}{source[^3..]}", source));
        }

        static int? Requests(Answer answer) => answer.Measure("accommodationRequested")!["numerator"].Whole();
    }
}
