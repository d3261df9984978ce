using System.Net;
using CustodyWatch.Log.Projections;
using CustodyWatch.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;

namespace CustodyWatch.Tests.Oversight;

public sealed class StatisticsTests
{
    [Fact]
    public async Task The_same_figures_come_from_the_service_the_page_the_csv_and_a_count_by_hand_and_again_after_a_rebuild()
    {
        await using var suite = await CustodySuite.Open(Invented.Now);
        var told = Invented.Children();
        await suite.As("feed-01").Taken(told);
        var hand = new ByHand(told);
        var inspector = suite.As("insp-01");

        var service = await inspector.Read("/statistics?force=99");
        var expected = Counts(hand, hand.Records);
        Assert.Equal(expected, Counts(service, null));
        Assert.Equal(Math.Round(ByHand.Median(hand.Records.Select(hand.Length)) / 60, 4), service.Measure("lengthMedianHours")!["value"].Real());
        Assert.Equal(ByHand.Median(hand.Records.Select(hand.Wait).OfType<int>()), service.Measure("adultArrivalMedianMinutes")!["value"].Real());

        var rows = CsvTests.Rows(await inspector.GetStringAsync("/api/v1/statistics/export?force=99"));
        Assert.Equal(expected["detentions"], rows.Count);
        foreach (var name in new[] { "overnight", "charged", "bailRefused", "accommodationRequested", "transferred", "lookedAfter" })
            Assert.Equal(expected[name], rows.Count(row => row[name] == "yes"));

        var page = await inspector.GetStringAsync("/oversight/measures/overnight?force=99&months=6");
        Assert.Contains($"{expected["overnight"]} of {expected["detentions"]}", page, StringComparison.Ordinal);

        await suite.Services.GetRequiredService<Rebuilding>().Run(default);
        Assert.Equal(service.Body!.ToJsonString(), (await inspector.Read("/statistics?force=99")).Body!.ToJsonString());
    }

    [Fact]
    public async Task All_forces_together_are_the_sum_of_each_however_they_are_divided()
    {
        await using var suite = await CustodySuite.Open(Invented.Now);
        var told = Invented.Children();
        await suite.As("feed-01").Taken(told);
        var elsewhere = Invented.Children(7, Told.Other);
        await suite.As("sgt-98").Taken(elsewhere);
        var hand = new ByHand([.. told, .. elsewhere]);
        var everyone = suite.As("hmi-01");
        foreach (var query in new[] { "", "?by=force", "?by=suite", "?by=month", "?by=ethnicity", "?by=age" })
            Assert.Equal(Counts(hand, hand.Records), Counts(await everyone.Read("/statistics" + query), null));
        var byForce = await everyone.Read("/statistics?by=force");
        Assert.Equal((7, told.DistinctBy(one => one["subject"]!.ToString()).Count()), (byForce.Measure("detentions", "98")!["numerator"].Whole(), byForce.Measure("detentions", "99")!["numerator"].Whole()));
        Assert.Equal(7, (await everyone.Read("/statistics?force=98")).Measure("detentions")!["numerator"].Whole());
    }

    [Theory]
    [InlineData("ethnicity")]
    [InlineData("sex")]
    [InlineData("lookedAfter")]
    [InlineData("month")]
    public async Task Each_part_is_counted_as_by_hand_and_the_parts_make_the_whole(string by)
    {
        await using var suite = await CustodySuite.Open(Invented.Now);
        var told = Invented.Children();
        await suite.As("feed-01").Taken(told);
        var hand = new ByHand(told);

        var answer = await suite.As("supt-01").Read($"/statistics?by={by}");

        var groups = hand.Records.GroupBy(record => PartOf(hand, record, by)).ToDictionary(group => group.Key, group => Counts(hand, [.. group]));
        Assert.Equal(groups.Keys.Order(), answer.Body!["groups"]!.AsArray().Select(group => group!["group"]!.ToString()).Order());
        Assert.All(groups, group => Assert.Equal(group.Value, Counts(answer, group.Key)));
    }

    [Fact]
    public async Task A_month_in_which_nobody_came_is_told_of_among_the_others_with_nothing_in_it()
    {
        await using var suite = await CustodySuite.Open("2026-10-05T12:00:00Z");
        foreach (var day in new[] { "2026-03-10", "2026-09-10" })
            await suite.As("feed-01").Taken(Told.Arrived(day + "T10:00:00Z", record: day), Told.Authorised(day + "T10:10:00Z", day), Told.Released(day + "T16:00:00Z", day));

        Assert.Equal(Months(3, 9), await Groups(""));
        // From the first of which anything is known, up to the present and no further.
        Assert.Equal(Months(3, 9), await Groups("&from=0001-01-01"));
        Assert.Equal(Months(3, 10), await Groups("&from=2026-01-15&to=2027-01-01"));
        Assert.Equal(Months(3, 6), await Groups("&from=2026-01-01&to=2026-07-01"));
        Assert.Empty(await Groups("&from=2026-04-01&to=2026-08-01"));

        var answer = await suite.As("insp-01").Read("/statistics?by=month");
        var (detentions, overnight, length) = (answer.Measure("detentions", "2026-05")!, answer.Measure("overnight", "2026-05")!, answer.Measure("lengthMedianHours", "2026-05")!);
        Assert.Equal((0, 0.0), (detentions["numerator"].Whole(), detentions["value"].Real()));
        Assert.Equal((0, 0), (overnight["numerator"].Whole(), overnight["denominator"].Whole()));
        Assert.True(overnight["value"] is null && overnight["completeness"] is null && length["value"] is null);
        var published = await suite.As("insp-01").Read("/statistics?by=month&publication=true");
        Assert.All(Months(3, 9), month => Assert.True(published.Measure("detentions", month)!["suppressed"]!.GetValue<bool>()));
        Assert.All(Months(3, 9), month => Assert.Null(published.Measure("detentions", month)!["numerator"]));

        using var reader = new Reader(suite, "insp-01");
        var page = (await reader.Open("/oversight/measures/overnight?months=12")).Html;
        foreach (var month in new[] { "Mar 2026", "Apr 2026", "Aug 2026", "Sep 2026", "Oct 2026" })
            Assert.Contains($"<th scope=\"row\">{month}</th>", page, StringComparison.Ordinal);
        Assert.Contains("Held overnight by month, Mar 2026 to Sep 2026: from 0% to 0%", page, StringComparison.Ordinal);

        async Task<IEnumerable<string>> Groups(string period) =>
            (await suite.As("insp-01").Read("/statistics?by=month" + period)).Body!["groups"]!.AsArray().Select(group => group!["group"]!.ToString());

        static IEnumerable<string> Months(int first, int last) => Enumerable.Range(first, last - first + 1).Select(month => $"2026-{month:00}");
    }

    [Fact]
    public async Task A_period_cut_within_a_month_counts_only_who_arrived_in_it()
    {
        await using var suite = await CustodySuite.Open(Invented.Now);
        var told = Invented.Children();
        await suite.As("feed-01").Taken(told);
        var hand = new ByHand(told);
        foreach (var (from, to) in new[] { ("2026-05-10T13:00:00Z", "2026-06-21T07:30:00Z"), ("2026-05-09T23:00:00Z", "2026-05-20T23:00:00Z"), ("2026-04-30T23:00:00Z", "2026-05-31T23:00:00Z") })
        {
            var (since, until) = (NodaTime.Text.InstantPattern.General.Parse(from).Value, NodaTime.Text.InstantPattern.General.Parse(to).Value);
            var answer = await suite.As("insp-01").Read($"/statistics?from={from}&to={to}");
            Assert.Equal(Counts(hand, [.. hand.Records.Where(record => hand.Arrived(record) >= since && hand.Arrived(record) < until)]), Counts(answer, null));
        }
        var dated = await suite.As("insp-01").Read("/statistics?from=2026-05-10&to=2026-05-21");
        Assert.Equal((await suite.As("insp-01").Read("/statistics?from=2026-05-09T23:00:00Z&to=2026-05-20T23:00:00Z")).Body!.ToJsonString(), dated.Body!.ToJsonString());
    }

    [Fact]
    public async Task A_child_who_is_still_there_counts_as_overnight_from_the_end_of_the_fourth_hour()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T18:00:00Z"), Told.Authorised("2026-06-10T18:20:00Z"));
        Assert.Equal(0, (await suite.As("sgt-01").Read("/statistics")).Measure("overnight")!["numerator"].Whole());
        suite.Clock.Reset(NodaTime.Instant.FromUtc(2026, 6, 11, 2, 59));
        Assert.Equal(0, (await suite.As("sgt-01").Read("/statistics")).Measure("overnight")!["numerator"].Whole());
        suite.Clock.Reset(NodaTime.Instant.FromUtc(2026, 6, 11, 3, 0));
        var overnight = (await suite.As("sgt-01").Read("/statistics")).Measure("overnight")!;
        Assert.Equal((1, 1, 1.0, "foi-4h-0000-0800"), (overnight["numerator"].Whole(), overnight["denominator"].Whole(), overnight["value"].Real(), overnight["ruleVersion"]!.ToString()));
    }

    [Fact]
    public async Task A_correction_changes_the_figures_of_a_detention_long_ended()
    {
        await using var suite = await CustodySuite.Open(Invented.Now);
        var feed = suite.As("feed-01");
        await feed.Taken(Told.Arrived("2026-05-10T10:00:00Z", id: "a-1"), Told.Authorised("2026-05-10T10:20:00Z"), Told.Released("2026-05-10T16:00:00Z"));
        await feed.Taken(Told.Replaced("a-1", "2026-06-01T10:00:00Z", new { time = "2026-04-30T22:30:00Z" }));
        var answer = await suite.As("sgt-01").Read("/statistics?by=month");
        Assert.Equal(["2026-04"], answer.Body!["groups"]!.AsArray().Select(group => group!["group"]!.ToString()));
    }

    public static IReadOnlyList<(string Persona, string Path, HttpStatusCode Status)> Asked =>
    [
        ("insp-01", "/statistics?force=98", HttpStatusCode.Forbidden),
        ("sgt-01", "/statistics?suite=NORTH", HttpStatusCode.Forbidden),
        ("sgt-01", "/statistics/disproportionality?stage=overnight&force=98", HttpStatusCode.Forbidden),
        ("supt-01", "/overnight?force=98", HttpStatusCode.Forbidden),
        ("sgt-98", "/overnight/forecast?force=99", HttpStatusCode.Forbidden),
        ("insp-01", "/audits/sample?force=98", HttpStatusCode.Forbidden),
        ("insp-01", "/integrity?force=98", HttpStatusCode.Forbidden),
        ("desk-01", "/statistics?authority=E10000098", HttpStatusCode.Forbidden),
        ("desk-01", "/overnight", HttpStatusCode.Forbidden),
        ("do-01", "/statistics", HttpStatusCode.Forbidden),
        ("sgt-01", "/integrity", HttpStatusCode.Forbidden),
        ("hmi-01", "/statistics?force=98", HttpStatusCode.OK),
        ("desk-01", "/statistics", HttpStatusCode.OK),
        ("insp-01", "/statistics?by=shoe-size", HttpStatusCode.BadRequest),
        ("insp-01", "/statistics?from=yesterday", HttpStatusCode.BadRequest),
        ("insp-01", "/statistics?from=2026-06-02&to=2026-06-01", HttpStatusCode.BadRequest),
        ("insp-01", "/statistics/disproportionality?stage=birth", HttpStatusCode.BadRequest),
        ("insp-01", "/statistics/export?publication=true", HttpStatusCode.BadRequest),
        ("insp-01", "/overnight?publication=true", HttpStatusCode.BadRequest),
        ("insp-01", "/overnight/forecast?publication=true", HttpStatusCode.BadRequest),
        ("insp-01", "/integrity?publication=true", HttpStatusCode.BadRequest),
        ("insp-01", "/audits/sample?publication=true", HttpStatusCode.BadRequest),
        ("insp-01", "/audits/agreement?publication=true", HttpStatusCode.BadRequest),
        ("insp-01", "/overnight?publication=false", HttpStatusCode.OK),
        ("insp-01", "/overnight/forecast?publication=perhaps", HttpStatusCode.BadRequest),
        ("insp-01", "/overnight?rule=mine", HttpStatusCode.BadRequest),
        ("insp-01", "/audits/sample?size=0", HttpStatusCode.BadRequest),
        ("insp-01", "/overnight/forecast?limit=none", HttpStatusCode.BadRequest),
        ("insp-01", "/audits/sample?limit=0", HttpStatusCode.BadRequest),
        ("hmi-01", "/statistics?suite=CENTRAL&force=98", HttpStatusCode.Forbidden),
        ("hmi-01", "/certificates?suite=CENTRAL&force=98", HttpStatusCode.Forbidden),
        ("hmi-01", "/certificates?suite=CENTRAL&force=99", HttpStatusCode.OK),
        ("hmi-01", "/certificates?suite=CENTRAL", HttpStatusCode.OK),
        ("insp-01", "/integrity?kind=malice", HttpStatusCode.BadRequest),
        ("insp-01", "/integrity?cursor=WyJhIl0", HttpStatusCode.BadRequest),
        ("insp-01", "/overnight?cursor=e30", HttpStatusCode.BadRequest),
    ];

    [Fact]
    public async Task Each_is_answered_within_their_scope_and_no_further()
    {
        await using var suite = await CustodySuite.Open(Invented.Now);
        var wrong = new List<string>();
        foreach (var (persona, path, expected) in Asked)
            if ((await suite.As(persona).Read(path)).Status is var status && status != expected)
                wrong.Add($"{persona} {path}: {status}");
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task The_csv_names_nobody()
    {
        await using var suite = await CustodySuite.Open(Invented.Now);
        var detention = await suite.As("feed-01").Taken(Told.Arrived("2026-05-10T10:00:00Z", record: "CR-26-SECRET"), Told.Released("2026-05-10T16:00:00Z", record: "CR-26-SECRET"));
        foreach (var kind in new[] { "detail", "home-office", "inspectorate", "youth-justice" })
        {
            var csv = await suite.As("insp-01").GetStringAsync($"/api/v1/statistics/export?return={kind}");
            Assert.Equal(2, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
            foreach (var identifier in new[] { "CR-26-SECRET", detention, "2011-03-02", "AB", "2026-05-10" })
                Assert.DoesNotContain(identifier, csv, StringComparison.Ordinal);
        }
    }

    private static string PartOf(ByHand hand, string record, string by) => by switch
    {
        "ethnicity" => hand.Ethnicity(record)[0] switch { 'W' => "White", 'B' => "Black", 'A' => "Asian", 'M' => "Mixed", 'O' => "Other", _ => "Not stated" },
        "sex" => hand.Sex(record),
        "lookedAfter" => hand.LookedAfter(record) ? "true" : "false",
        _ => hand.Arrived(record).InZone(NodaTime.DateTimeZoneProviders.Tzdb["Europe/London"]).Date.ToString("uuuu-MM", null),
    };

    private static SortedDictionary<string, int?> Counts(ByHand hand, IReadOnlyList<string> records) => new()
    {
        ["detentions"] = records.Count,
        ["overnight"] = records.Count(hand.Overnight),
        ["lookedAfter"] = records.Count(hand.LookedAfter),
        ["charged"] = records.Count(record => hand.Has(record, "charged")),
        ["bailRefused"] = records.Count(record => hand.Has(record, "bail-refused")),
        ["accommodationRequested"] = records.Count(record => hand.Has(record, "accommodation-requested")),
        ["transferred"] = records.Count(hand.Moved),
        ["keptAfterCharge"] = records.Count(record => hand.Has(record, "bail-refused") && !hand.Moved(record) && !hand.Has(record, "bail-granted")),
        ["stripSearched"] = records.Count(record => hand.Has(record, "strip-searched")),
    };

    private static SortedDictionary<string, int?> Counts(Answer answer, string? group) => new(
        new[] { "detentions", "overnight", "lookedAfter", "charged", "bailRefused", "accommodationRequested", "transferred", "keptAfterCharge", "stripSearched" }
            .ToDictionary(name => name, name => answer.Measure(name, group)!["numerator"].Whole()));
}
