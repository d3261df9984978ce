using System.Net;
using System.Text.Json.Nodes;
using CustodyWatch.Log.Projections;
using CustodyWatch.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;

namespace CustodyWatch.Tests.Oversight;

public sealed class IntegrityTests
{
    [Fact]
    public async Task Each_kind_of_question_is_asked_with_the_entries_it_is_about()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var feed = suite.As("feed-01");
        await feed.Taken(
            Told.Arrived("2026-06-10T10:07:00Z", record: "CR-1"), Told.Authorised("2026-06-10T10:17:00Z", "CR-1"),
            Visit("v-1", "2026-06-10T11:00:00Z"), Visit("v-2", "2026-06-10T11:30:00Z"), Visit("v-3", "2026-06-10T12:00:00Z"),
            Visit("v-4", "2026-06-10T12:30:00Z"), Visit("v-5", "2026-06-10T13:00:00Z"),
            Told.Drink("2026-06-10T13:02:00Z", "CR-1", id: "late-1").With(told => told["recordedtime"] = "2026-06-10T13:40:00Z"),
            Told.Event("left-for-hospital", "2026-06-10T14:03:00Z", new { purpose = "treatment" }, "CR-1"),
            Visit("ghost", "2026-06-10T14:41:00Z"),
            Told.Event("observation-changed", "2026-06-10T13:11:00Z", new { observationLevel = 2, reason = "Asleep on his left side, breathing steadily" }, "CR-1", id: "text-1"),
            Told.Arrived("2026-06-10T10:09:00Z", record: "CR-2"),
            Told.Event("observation-changed", "2026-06-10T13:13:00Z", new { observationLevel = 2, reason = "asleep on his left side,  breathing steadily" }, "CR-2", id: "text-2"));
        await suite.As("sgt-02").Taken(
            Told.Arrived("2026-06-10T12:31:00Z", record: "NR-1", source: Told.North),
            Told.Event("visit", "2026-06-10T12:41:00Z", new { method = "in-cell" }, "NR-1", Told.North, "north-1").With(told => told["recordedby"] = "7001"),
            // Whoever looks through a camera may sit anywhere.
            Told.Event("visit", "2026-06-10T12:43:00Z", new { method = "camera" }, "NR-1", Told.North, "north-2").With(told => told["recordedby"] = "7001"));

        var items = (await suite.As("insp-01").Read("/integrity?force=99")).Body!["items"]!.AsArray();

        Assert.Equal(["CR-1: late-1"], About("late-entry"));
        Assert.Equal(["CR-1: text-1 text-2", "CR-2: text-1 text-2"], About("pasted-text"));
        Assert.Equal(["CR-1: ghost"], About("impossible-check"));
        Assert.Equal(["CR-1: v-1 v-2 v-3 v-4 v-5"], About("round-numbers"));
        Assert.Equal(["CR-1: north-1 v-4 v-5", "NR-1: north-1 v-4 v-5"], About("two-places"));
        Assert.Empty(About("gap"));
        Assert.Single((await suite.As("insp-01").Read("/integrity?kind=gap")).Body!["items"]!.AsArray());
        Assert.Equal(5, items.Select(item => item!["kind"]!.ToString()).Distinct().Count());
        Assert.All(items, item => Assert.EndsWith("?", item!["text"]!.ToString(), StringComparison.Ordinal));

        var page = await suite.As("insp-01").Read("/integrity?limit=3");
        var rest = await suite.As("insp-01").Read($"/integrity?limit=50&cursor={page.Text("next")}");
        Assert.Equal(Names(items), Names(page.Body!["items"]!.AsArray()).Concat(Names(rest.Body!["items"]!.AsArray())));

        IEnumerable<string> About(string kind) => items.Where(item => item!["kind"]!.ToString() == kind)
            .Select(item => $"{item!["custodyRecordNumber"]}: {string.Join(' ', item["eventIds"]!.AsArray().Select(id => id!.ToString()).Order(StringComparer.Ordinal))}").Order();

        static JsonObject Visit(string id, string time) =>
            Told.Event("visit", time, new { method = "in-cell", response = "awake" }, "CR-1", id: id).With(told => told["recordedby"] = "7001");

        static IEnumerable<string> Names(JsonArray items) => items.Select(item => $"{item!["kind"]} {item["custodyRecordNumber"]}");
    }

    [Fact]
    public async Task A_visit_to_a_child_who_had_gone_or_had_not_come_is_asked_about_as_the_record_stands()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var feed = suite.As("feed-01");
        await feed.Taken(
            Visit("too-soon", "2026-06-10T09:30:00Z"), Visit("untold", "2026-06-10T10:30:00Z"));
        Assert.Empty(await Asked());
        await feed.Taken(
            Told.Arrived("2026-06-10T10:00:00Z", record: "CR-1"), Told.Authorised("2026-06-10T10:20:00Z", "CR-1"),
            Visit("there", "2026-06-10T11:00:00Z"), Visit("as-it-ended", "2026-06-10T12:00:00Z"), Visit("ghost", "2026-06-10T13:40:00Z"));
        Assert.Equal(["too-soon"], await Asked());

        await feed.Taken(Told.Released("2026-06-10T12:00:00Z", "CR-1").With(told => told["id"] = "left"));
        Assert.Equal(["too-soon", "ghost"], await Asked());
        await suite.Services.GetRequiredService<Rebuilding>().Run(default);
        Assert.Equal(["too-soon", "ghost"], await Asked());

        await feed.Taken(Told.Replaced("left", "2026-06-10T14:00:00Z", new { time = "2026-06-10T13:50:00Z" }, "CR-1"));
        Assert.Equal(["too-soon"], await Asked());
        await feed.Taken(Told.Retracted("too-soon", "2026-06-10T14:10:00Z", "CR-1"));
        Assert.Empty(await Asked());

        async Task<IEnumerable<string>> Asked() =>
            (await suite.As("insp-01").Read("/integrity?kind=impossible-check")).Body!["items"]!.AsArray().SelectMany(item => item!["eventIds"]!.AsArray()).Select(id => id!.ToString());

        static JsonObject Visit(string id, string time) => Told.Event("visit", time, new { method = "in-cell", response = "awake" }, "CR-1", id: id);
    }

    [Fact]
    public async Task What_another_suite_entered_is_asked_about_where_the_child_is_and_goes_with_the_record()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        await suite.As("sgt-01").Taken(
            Told.Drink("2026-06-10T10:30:00Z", "NR-1").With(told => told["recordedtime"] = "2026-06-10T11:10:00Z"),
            Words("NR-1"), Told.Arrived("2026-06-10T10:00:00Z", record: "CR-2"), Words("CR-2"));
        Assert.Equal(["late-entry NR-1", "pasted-text CR-2", "pasted-text NR-1"], await Asked("CENTRAL"));

        await suite.As("sgt-02").Taken(Told.Arrived("2026-06-10T10:00:00Z", record: "NR-1", source: Told.North, id: "came"));
        Assert.Equal(["pasted-text CR-2"], await Asked("CENTRAL"));
        Assert.Equal(["late-entry NR-1", "pasted-text NR-1"], await Asked("NORTH"));

        await suite.As("sgt-02").Taken(Told.Event("corrected", "2026-06-10T19:00:00Z", new { corrects = "came", action = "retract", reason = "Wrong suite" }, "NR-1", Told.North));
        await suite.As("sgt-01").Taken(Told.Arrived("2026-06-10T10:00:00Z", record: "NR-1"));
        Assert.Equal(["late-entry NR-1", "pasted-text CR-2", "pasted-text NR-1"], await Asked("CENTRAL"));
        Assert.Empty(await Asked("NORTH"));

        async Task<string[]> Asked(string of) => [.. (await suite.As("insp-01").Read($"/integrity?suite={of}")).Body!["items"]!.AsArray()
            .Where(item => item!["suite"]!.ToString() == of && item["kind"]!.ToString() is "late-entry" or "pasted-text")
            .Select(item => $"{item!["kind"]} {item["custodyRecordNumber"]}").Order(StringComparer.Ordinal)];

        static JsonObject Words(string record) =>
            Told.Event("observation-changed", "2026-06-10T10:40:00Z", new { observationLevel = 2, reason = "Asleep on his left side, breathing steadily" }, record);
    }

    [Fact]
    public async Task Questions_go_by_the_arrival_as_it_is_known_and_a_period_long_past_is_found_page_by_page()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var feed = suite.As("feed-01");
        // Told in another order than they came in, and one before it is known when it began.
        await feed.Taken(
            [.. Late("CR-3", "2026-03-05"), .. Late("CR-1", "2026-06-05"), Drink("CR-9", "2026-06-07"), .. Late("CR-4", "2021-02-10"), .. Late("CR-2", "2026-05-05"), .. Late("CR-5", "2021-02-09")]);

        Assert.Equal(["CR-9", "CR-1", "CR-2", "CR-3", "CR-4", "CR-5"], await Asked(""));
        Assert.Equal(["CR-9", "CR-4", "CR-5"], await Asked("&from=2021-02-01&to=2021-03-01"));
        Assert.Equal(["CR-9", "CR-2", "CR-3"], await Asked("&from=2026-03-05T10:00:00Z&to=2026-06-05T10:00:00Z"));
        Assert.Equal(["CR-9"], await Asked("&to=2021-01-01"));

        await feed.Taken(
            Told.Arrived("2026-04-05T10:00:00Z", record: "CR-9"),
            Told.Event("corrected", "2026-06-10T19:00:00Z", new { corrects = "arrived CR-1", action = "replace", reason = "Wrong month", replacement = new { time = "2026-02-05T10:00:00Z" } }, "CR-1"));

        Assert.Equal(["CR-2", "CR-9", "CR-3", "CR-1", "CR-4", "CR-5"], await Asked(""));
        Assert.Equal(HttpStatusCode.BadRequest, (await suite.As("insp-01").Read($"/integrity?cursor={CustodyWatch.Http.Paging.Cursor(new object[] { "late-entry", "yesterday", "1" })}")).Status);

        static JsonObject[] Late(string record, string day) =>
            [Told.Arrived(day + "T10:00:00Z", record: record).With(told => told["id"] = $"arrived {record}"), Drink(record, day)];

        static JsonObject Drink(string record, string day) => Told.Drink(day + "T11:00:00Z", record, id: $"drink {record}").With(told => told["recordedtime"] = day + "T11:20:00Z");

        // Two at a time.
        async Task<List<string>> Asked(string period)
        {
            var (numbers, next) = (new List<string>(), (string?)"");
            while (next is not null)
            {
                var page = await suite.As("insp-01").Read($"/integrity?kind=late-entry&limit=2{period}{(next.Length == 0 ? "" : "&cursor=" + next)}");
                numbers.AddRange(page.Body!["items"]!.AsArray().Select(item => item!["custodyRecordNumber"]!.ToString()));
                next = page.Body!["next"]?.ToString();
            }
            return numbers;
        }
    }

    [Fact]
    public async Task A_silence_is_asked_about_until_an_entry_made_later_fills_it_and_time_in_hospital_is_none()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var feed = suite.As("feed-01");
        await feed.Taken(
            Told.Arrived("2026-06-10T10:00:00Z"), Told.Drink("2026-06-10T12:00:00Z"),
            Told.Event("left-for-hospital", "2026-06-10T13:00:00Z", new { purpose = "treatment" }),
            Told.Event("returned-from-hospital", "2026-06-10T16:00:00Z"),
            Told.Drink("2026-06-10T18:01:00Z", id: "after"));

        var asked = Assert.Single((await suite.As("insp-01").Read("/integrity?kind=gap")).Body!["items"]!.AsArray());
        Assert.Equal(["after"], asked!["eventIds"]!.AsArray().Select(id => id!.ToString()));
        Assert.StartsWith("1 stretch of more than 2 hours", asked["text"]!.ToString(), StringComparison.Ordinal);
        Assert.Contains("at most 2 h 1 min", asked["text"]!.ToString(), StringComparison.Ordinal);

        await feed.Taken(Told.Drink("2026-06-10T17:00:00Z", id: "keyed-later"));
        Assert.Empty((await suite.As("insp-01").Read("/integrity?kind=gap")).Body!["items"]!.AsArray());
    }

    [Fact]
    public async Task Words_that_were_put_right_in_one_record_are_no_more_asked_about_in_the_other()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var feed = suite.As("feed-01");
        await feed.Taken(
            Told.Arrived("2026-06-10T18:00:00Z", record: "CR-1"), Same("CR-1", "2026-06-10T18:30:00Z", "one"),
            Told.Arrived("2026-06-10T18:00:00Z", record: "CR-2"), Same("CR-2", "2026-06-10T18:40:00Z", "two"));
        Assert.Equal(2, (await suite.As("insp-01").Read("/integrity?kind=pasted-text")).Body!["items"]!.AsArray().Count);
        await feed.Taken(Told.Retracted("one", "2026-06-10T19:00:00Z", "CR-1"));
        Assert.Empty((await suite.As("insp-01").Read("/integrity?kind=pasted-text")).Body!["items"]!.AsArray());

        static JsonObject Same(string record, string time, string id) =>
            Told.Event("observation-changed", time, new { observationLevel = 2, reason = "Asleep on his left side, breathing steadily" }, record, id: id);
    }

    [Fact]
    public async Task An_entry_that_was_put_right_is_asked_about_no_more()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T10:07:00Z"),
            Told.Drink("2026-06-10T13:02:00Z", id: "late-1").With(told => told["recordedtime"] = "2026-06-10T13:40:00Z"));
        Assert.Single((await suite.As("insp-01").Read("/integrity?kind=late-entry")).Body!["items"]!.AsArray());
        await suite.As("feed-01").Taken(Told.Retracted("late-1", "2026-06-10T14:00:00Z"));
        Assert.Empty((await suite.As("insp-01").Read("/integrity?kind=late-entry")).Body!["items"]!.AsArray());
    }

    [Fact]
    public async Task A_review_entered_by_someone_who_signed_in_only_after_the_time_it_states_is_asked_about()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T19:00:00Z");
        await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T10:00:00Z", record: "CR-2"), Told.Authorised("2026-06-10T10:20:00Z", "CR-2"),
            Review("CR-2", "2026-06-10T16:10:00Z", "same-minute").With(told => told["sessionstarted"] = "2026-06-10T16:10:40Z"),
            Review("CR-2", "2026-06-10T18:10:00Z", "later").With(told => told["sessionstarted"] = "2026-06-10T18:41:00Z"));
        var id = await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T10:00:00Z", record: "CR-1"), Told.Authorised("2026-06-10T10:20:00Z", "CR-1"),
            Review("CR-1", "2026-06-10T16:00:00Z", "unsaid"),
            Review("CR-1", "2026-06-10T17:00:00Z", "nonsense").With(told => told["sessionstarted"] = "this morning"));
        using var inspector = new Reader(suite, null);
        await inspector.Open("/sign-in");
        await inspector.Send("/sign-in/demo", ("persona", "insp-01"));
        var form = $"/detentions/{id}/entries/review-held";
        await inspector.Open(form);
        var sent = await inspector.Send(
            form, ("entryId", Guid.NewGuid().ToString()), ("when", "2026-06-10T19:20"), ("officer.id", "insp-01"), ("officer.rank", "inspector"),
            ("method", "in-person"), ("outcome", "continue"));
        Assert.Equal(HttpStatusCode.SeeOther, sent.Status);

        var asked = (await suite.As("insp-01").Read("/integrity?kind=review-before-sign-in")).Body!["items"]!.AsArray();

        Assert.Equal(["CR-1", "CR-2"], asked.Select(item => item!["custodyRecordNumber"]!.ToString()).Order());
        Assert.Equal(["later"], About("CR-2")["eventIds"]!.AsArray().Select(one => one!.ToString()));
        Assert.StartsWith("1 review was entered by someone who signed in only after the time it states, at most 31 min after", About("CR-2")["text"]!.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("1 review was", About("CR-1")["text"]!.ToString(), StringComparison.Ordinal);
        Assert.Contains("at most 40 min after", About("CR-1")["text"]!.ToString(), StringComparison.Ordinal);

        JsonNode About(string record) => asked.Single(item => item!["custodyRecordNumber"]!.ToString() == record)!;

        static JsonObject Review(string record, string time, string id) => Told.Event(
            "review-held", time, new { officer = new { id = "insp-01", rank = "inspector" }, method = "in-person", outcome = "continue" }, record, id: id);
    }
}
