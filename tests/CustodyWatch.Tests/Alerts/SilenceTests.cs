using System.Net;
using System.Text.Json.Nodes;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Alerts;

public sealed class SilenceTests
{
    private const string Reason = "Asleep, left to it with the nurse's word";

    [Fact]
    public async Task A_silenced_clock_is_raised_kept_and_shown_and_speaks_again_when_the_silence_ends()
    {
        await using var suite = await WithDrinkAhead();
        var id = await Child(suite);
        var made = await Silence(suite, new() { ["detention"] = id, ["clock"] = "drink", ["until"] = "2026-06-10T16:30:00Z", ["reason"] = Reason });
        Assert.Equal((HttpStatusCode.Created, "insp-01"), (made.Status, made.Text("setBy")));
        await using var screen = await Screen.Open(suite, "sgt-01");

        await suite.LookAt("2026-06-10T16:00:00Z");
        var drink = Assert.Single(await suite.As("sgt-01").Alerts("drink", "due"));
        Assert.Equal(("open", "silence", 0), (drink["state"]!.ToString(), drink["reason"]!.ToString(), drink["deliveries"]!.AsArray().Count));
        await Eventually.True(() => screen.Of("alertChanged").Any(said => said.GetProperty("id").GetString() == drink["id"]!.ToString()));
        Assert.DoesNotContain(screen.Heard, one => one.Said.ToString().Contains("nurse", StringComparison.Ordinal));
        using var sergeant = new Reader(suite, "sgt-01");
        Assert.Contains($"by insp-01, custody inspector: {Reason}", (await sergeant.Open("/suites/CENTRAL")).Html, StringComparison.Ordinal);

        await suite.LookAt("2026-06-10T16:29:59Z");
        Assert.DoesNotContain(screen.Of("alertRaised"), said => said.GetProperty("id").GetString() == drink["id"]!.ToString());
        await suite.LookAt("2026-06-10T16:30:00Z");
        Assert.Equal("silence-over", Assert.Single(await suite.As("sgt-01").Alerts("drink", "due"))["reason"]!.ToString());
        await Eventually.True(() => screen.Of("alertRaised").Any(said => said.GetProperty("id").GetString() == drink["id"]!.ToString()));
        Assert.Equal("true", (await suite.As("admin-01").Read("/chain/verify")).Text("intact"));
    }

    [Fact]
    public async Task One_alert_that_has_spoken_is_silenced_and_lifted_with_a_reason_and_speaks_at_once()
    {
        await using var suite = await WithDrinkAhead();
        await suite.LookAt("2026-06-10T16:00:00Z");
        var drink = Assert.Single(await suite.As("insp-01").Alerts("drink", "due"))["id"]!.ToString();

        var made = await Silence(suite, new() { ["alert"] = drink, ["until"] = "2026-06-10T20:00:00Z", ["reason"] = Reason });
        await suite.Look();
        Assert.Equal("silence", Assert.Single(await suite.As("sgt-01").Alerts("drink", "due"))["reason"]!.ToString());
        await suite.As("sgt-01").Call($"/alerts/{drink}/acknowledge", new JsonObject());
        var taken = Assert.Single(await suite.As("sgt-01").Alerts("drink", "due"));
        Assert.Equal(("acknowledged", "silence"), (taken["state"]!.ToString(), taken["reason"]!.ToString()));
        var bare = await suite.As("insp-01").Call($"/silences/{made.Text("id")}/lift", new JsonObject());
        var lifted = await suite.As("supt-01").Call($"/silences/{made.Text("id")}/lift", new JsonObject { ["reason"] = "She is awake" });
        await suite.Look();

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.OK, "supt-01"), (bare.Status, lifted.Status, lifted.Text("liftedBy")));
        Assert.Equal("silence-over", Assert.Single(await suite.As("sgt-01").Alerts("drink", "due"))["reason"]!.ToString());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await suite.As("insp-01").Call($"/silences/{made.Text("id")}/lift", new JsonObject { ["reason"] = "Again" })).Status);
    }

    [Theory]
    [InlineData("detentionId")]
    [InlineData("clockSequence")]
    [InlineData("setBy")]
    public async Task What_is_asked_for_with_a_name_that_says_nothing_here_silences_nobody(string name)
    {
        await using var suite = await WithDrinkAhead();
        var refused = await Silence(suite, new()
        {
            [name] = await Child(suite),
            ["suite"] = "CENTRAL",
            ["clock"] = "drink",
            ["until"] = "2026-06-10T20:00:00Z",
            ["reason"] = Reason,
        });

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "is not a field of this"), (refused.Status, refused.Body!["errors"]![name]![0]!.ToString()));
        Assert.Empty((await suite.As("insp-01").Read("/silences")).Body!["items"]!.AsArray());
    }

    [Fact]
    public async Task The_silence_of_one_use_of_force_is_none_of_another_that_takes_its_number()
    {
        await using var suite = await WithDrinkAhead();
        await suite.LookAt("2026-06-10T14:00:00Z");
        await Force("2026-06-10T14:00:00Z", "2026-06-10T14:00:00Z");
        var first = Assert.Single(await suite.As("insp-01").Alerts("force-used", "due"))["id"]!.ToString();
        await Silence(suite, new() { ["alert"] = first, ["until"] = "2026-06-10T22:00:00Z", ["reason"] = "Seen on the recording" });
        await suite.Look();
        Assert.Equal("silence", Assert.Single(await suite.As("insp-01").Alerts("force-used", "due"))["reason"]!.ToString());

        await Force("2026-06-10T12:30:00Z", "2026-06-10T15:00:00Z");
        var now = await suite.As("insp-01").Alerts("force-used", "due");
        Assert.All(now, alert => Assert.Equal("open", alert["state"]!.ToString()));
        Assert.Equal(["late", "silence-over"], now.Select(alert => alert["reason"]!.ToString()).Order());
        var early = now.Single(alert => alert.Is("id", first));
        Assert.Equal(("2026-06-10T12:30:00Z", 2), (early["dueAt"]!.ToString(), early["deliveries"]!.AsArray().Count(one => one!.Is("channel", "live"))));

        async Task Force(string at, string entered)
        {
            await suite.LookAt(entered);
            await suite.As("feed-01").Taken(Told.Event("force-used", at, new { kind = "Held", reason = "Kicking" }));
            await suite.Look();
        }
    }

    [Fact]
    public async Task A_local_clock_of_a_suite_is_silenced_for_every_child_of_it()
    {
        await using var suite = await WithDrinkAhead();
        var made = await Silence(suite, new() { ["suite"] = "CENTRAL", ["clock"] = "drink", ["until"] = "2026-06-10T20:00:00Z", ["reason"] = "The water is off" });
        Assert.Equal(HttpStatusCode.Created, made.Status);
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:10:00Z", record: "CR-26-00002"));
        await suite.LookAt("2026-06-10T16:40:00Z");
        Assert.All(await suite.As("sgt-01").Alerts("drink", "due"), alert => Assert.Equal("silence", alert["reason"]!.ToString()));
        Assert.Equal("The water is off", (await suite.As("sgt-01").Read("/silences?suite=CENTRAL")).Body!["items"]![0]!["reason"]!.ToString());
        Assert.Empty((await suite.As("sgt-02").Read("/silences")).Body!["items"]!.AsArray());
    }

    [Fact]
    public async Task The_silence_of_a_child_goes_with_the_child_to_another_suite_and_leaves_nothing_behind()
    {
        await using var suite = await WithDrinkAhead();
        var id = await Child(suite);
        var arrival = (await suite.As("sgt-01").Entries(id))[0]["eventId"]!.ToString();
        await Silence(suite, new() { ["detention"] = id, ["clock"] = "drink", ["until"] = "2026-06-10T19:00:00Z", ["reason"] = Reason });
        await suite.LookAt("2026-06-10T16:00:00Z");
        Assert.Equal("silence", Assert.Single(await suite.As("sgt-01").Alerts("drink", "due"))["reason"]!.ToString());

        await suite.As("feed-01").Taken(Told.Retracted(arrival, "2026-06-10T16:00:00Z"));
        await suite.As("sgt-02").Taken(Told.Arrived("2026-06-10T12:00:00Z", source: Told.North));
        await suite.Look();

        Assert.Equal("silence", Assert.Single(await suite.As("sgt-02").Alerts("drink", "due"))["reason"]!.ToString());
        var told = Assert.Single((await suite.As("sgt-02").Read("/silences")).Body!["items"]!.AsArray())!;
        Assert.Equal(("NORTH", "true", Reason), (told["suite"]!.ToString(), told["inForce"]!.ToString(), told["reason"]!.ToString()));
        Assert.Single((await suite.As("insp-01").Read("/silences?suite=NORTH")).Body!["items"]!.AsArray());
        foreach (var (persona, address) in new[] { ("sgt-01", "/silences?state=all"), ("insp-01", "/silences?suite=CENTRAL&state=all") })
            Assert.Empty((await suite.As(persona).Read(address)).Body!["items"]!.AsArray());
        using var central = new Reader(suite, "sgt-01");
        using var north = new Reader(suite, "sgt-02");
        Assert.DoesNotContain("CR-26-00001", (await central.Open("/suites/CENTRAL/silences")).Html, StringComparison.Ordinal);
        Assert.Contains(Reason, (await north.Open("/suites/NORTH/silences")).Html, StringComparison.Ordinal);
        Assert.Contains($"by insp-01, custody inspector: {Reason}", (await north.Open("/suites/NORTH")).Html, StringComparison.Ordinal);

        await suite.LookAt("2026-06-10T19:00:00Z");
        Assert.Equal("silence-over", Assert.Single(await suite.As("sgt-02").Alerts("drink", "due"))["reason"]!.ToString());
        Assert.Equal("true", (await suite.As("admin-01").Read("/chain/verify")).Text("intact"));
    }

    [Theory]
    [InlineData("""{ "detention": "ID", "clock": "review", "until": "2026-06-10T16:00:00Z", "reason": "x" }""", "clock", "PACE 1984 s40")]
    [InlineData("""{ "suite": "CENTRAL", "clock": "detention-limit", "until": "2026-06-10T16:00:00Z", "reason": "x" }""", "clock", "PACE 1984 s41")]
    [InlineData("""{ "suite": "CENTRAL", "clock": "named-woman", "until": "2026-06-10T16:00:00Z", "reason": "x" }""", "clock", "CYPA 1933 s31")]
    [InlineData("""{ "suite": "CENTRAL", "clock": "accommodation-reply", "until": "2026-06-10T16:00:00Z", "reason": "x" }""", "clock", "Children Act 1989 s21")]
    [InlineData("""{ "detention": "ID", "clock": "responsible-person", "until": "2026-06-10T16:00:00Z", "reason": "x" }""", "clock", "CYPA 1933 s34")]
    [InlineData("""{ "suite": "CENTRAL", "clock": "food-taken", "until": "2026-06-10T16:00:00Z", "reason": "x" }""", "clock", "for one child")]
    [InlineData("""{ "suite": "CENTRAL", "clock": "visit", "until": "2026-06-10T16:00:00Z", "reason": "x" }""", "clock", "PACE Code C 9.3")]
    [InlineData("""{ "detention": "ID", "clock": "not-fit", "until": "2026-06-10T16:00:00Z", "reason": "x" }""", "clock", "each time")]
    [InlineData("""{ "detention": "ID", "clock": "drink", "until": "2026-06-10T20:10:01Z", "reason": "x" }""", "until", "8 hours")]
    [InlineData("""{ "detention": "ID", "clock": "drink", "until": "2026-06-10T12:10:00Z", "reason": "x" }""", "until", "ahead")]
    [InlineData("""{ "detention": "ID", "clock": "drink", "until": "2026-06-10T16:00:00Z" }""", "reason", "required")]
    [InlineData("""{ "detention": "ID", "clock": "tea", "until": "2026-06-10T16:00:00Z", "reason": "x" }""", "clock", "name of a clock")]
    [InlineData("""{ "suite": "central", "clock": "drink", "until": "2026-06-10T16:00:00Z", "reason": "x" }""", "suite", "suite of the force")]
    [InlineData("""{ "clock": "drink", "until": "2026-06-10T16:00:00Z", "reason": "x" }""", "alert", "one alert")]
    public async Task What_may_not_be_silenced_is_refused_by_field_with_the_rule(string request, string field, string rule)
    {
        await using var suite = await WithDrinkAhead();
        var answer = await Silence(suite, JsonNode.Parse(request.Replace("ID", await Child(suite), StringComparison.Ordinal))!.AsObject());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal([field], answer.Wrong);
        Assert.Contains(rule, answer.Body!["errors"]![field]![0]!.ToString(), StringComparison.Ordinal);
        // The page does not offer what would be refused of a suite.
        using var inspector = new Reader(suite, "insp-01");
        var (_, page) = await inspector.Open("/suites/CENTRAL/silences");
        Assert.Contains("value=\"drink\"", page, StringComparison.Ordinal);
        foreach (var never in new[] { "named-woman", "accommodation-reply", "review", "visit", "food-taken" })
            Assert.DoesNotContain($"value=\"{never}\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_an_inspector_or_superintendent_of_the_force_silences_what_is_theirs()
    {
        await using var suite = await WithDrinkAhead();
        var mine = new JsonObject { ["detention"] = await Child(suite), ["clock"] = "drink", ["until"] = "2026-06-10T16:00:00Z", ["reason"] = "x" };
        foreach (var persona in new[] { "sgt-01", "do-01", "admin-01", "hmi-01", "desk-01" })
            Assert.Equal(HttpStatusCode.Forbidden, (await suite.As(persona).Call("/silences", mine)).Status);
        var foreign = await suite.As("sgt-98").Taken(Told.Arrived("2026-06-10T12:00:00Z", source: Told.Other));
        mine["detention"] = foreign;
        Assert.Equal(HttpStatusCode.NotFound, (await Silence(suite, mine)).Status);
        mine.Remove("detention");
        mine["suite"] = "OTHER";
        Assert.Equal(HttpStatusCode.Forbidden, (await Silence(suite, mine)).Status);
    }

    [Fact]
    public async Task On_its_page_an_alert_is_silenced_seen_among_the_silences_and_lifted()
    {
        await using var suite = await WithDrinkAhead();
        await suite.LookAt("2026-06-10T16:00:00Z");
        var drink = Assert.Single(await suite.As("insp-01").Alerts("drink", "due"))["id"]!.ToString();
        using var inspector = new Reader(suite, "insp-01");
        Assert.Contains($"/alerts/{drink}/silence", (await inspector.Open("/suites/CENTRAL")).Html, StringComparison.Ordinal);
        await inspector.Open($"/alerts/{drink}/silence");

        var bare = await inspector.Send($"/alerts/{drink}/silence", ("how", "alert"), ("until", "2026-06-10T20:00"));
        var made = await inspector.Send($"/alerts/{drink}/silence", ("how", "alert"), ("until", "2026-06-10T20:00"), ("reason", Reason));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.SeeOther), (bare.Status, made.Status));
        Assert.Contains("Why: fill this in", bare.Html, StringComparison.Ordinal);
        var board = (await inspector.LedTo(made.Location!))!;
        Assert.Contains("Recorded: Alert silenced", (await inspector.Open(board.Split('#')[0])).Html, StringComparison.Ordinal);
        var (_, page) = await inspector.Open("/suites/CENTRAL/silences");
        Assert.Contains(Reason, page, StringComparison.Ordinal);
        var id = (await suite.As("insp-01").Read("/silences")).Body!["items"]![0]!["id"]!.ToString();
        var unlifted = await inspector.Send($"/silences/{id}/lift");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unlifted.Status);
        Assert.Contains("Why it is lifted: fill this in", unlifted.Html, StringComparison.Ordinal);
        var lifted = await inspector.Send($"/silences/{id}/lift", ($"lift-{id}", "She is awake"));
        Assert.Equal(HttpStatusCode.SeeOther, lifted.Status);
        var (_, after) = await inspector.Open(lifted.Location!);
        Assert.Contains("Nothing is silenced.", after, StringComparison.Ordinal);
        Assert.Contains(">It stands with your name</p>", after, StringComparison.Ordinal);
    }

    // No outage covers what the silence is asked about.
    private static async Task<CustodySuite> WithDrinkAhead()
    {
        var suite = await CustodySuite.Open("2026-06-10T12:10:00Z", settings: new Dictionary<string, string> { ["CustodyWatch:Alerts:FeedSilentMinutes"] = "1440" });
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"), Told.Authorised("2026-06-10T12:10:00Z"));
        return suite;
    }

    private static async Task<string> Child(CustodySuite suite) => (await suite.As("sgt-01").Read("/detentions")).Body!["items"]![0]!["id"]!.ToString();

    private static Task<Answer> Silence(CustodySuite suite, JsonObject request) => suite.As("insp-01").Call("/silences", request);
}
