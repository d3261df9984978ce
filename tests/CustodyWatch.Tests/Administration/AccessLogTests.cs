using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Administration;

public sealed class AccessLogTests
{
    [Fact]
    public async Task Every_look_is_remembered_with_who_and_what_and_the_log_remembers_its_own_readers()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:30:00Z");
        await suite.As("sgt-01").GetAsync("/api/v1/detentions?suite=CENTRAL");

        var first = await Items(suite, "/api/v1/access-log?user=sgt-01");
        var look = Assert.Single(first);
        Assert.Equal("consultation", look!["action"]!.GetValue<string>());
        Assert.Equal("custody-sergeant", look["role"]!.GetValue<string>());
        Assert.Equal("2026-06-10T12:30:00Z", look["at"]!.GetValue<string>());

        Assert.Contains(await Items(suite, "/api/v1/access-log?user=admin-01"), entry => entry!["subject"]!.GetValue<string>() == "access-log");
    }

    [Theory]
    [InlineData("admin-01", HttpStatusCode.OK)]
    [InlineData("insp-01", HttpStatusCode.OK)]
    [InlineData("supt-01", HttpStatusCode.Forbidden)]
    [InlineData("sgt-01", HttpStatusCode.Forbidden)]
    [InlineData("hmi-01", HttpStatusCode.Forbidden)]
    public async Task The_access_log_is_for_the_administrator_and_the_inspector(string persona, HttpStatusCode status)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:30:00Z");
        Assert.Equal(status, (await suite.As(persona).GetAsync("/api/v1/access-log")).StatusCode);
    }

    [Fact]
    public async Task Looks_at_another_forces_records_are_not_shown()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:30:00Z");
        await suite.As("sgt-98").GetAsync("/api/v1/detentions?suite=OTHER");
        Assert.Empty(await Items(suite, "/api/v1/access-log?user=sgt-98"));
    }

    [Fact]
    public async Task Looks_at_a_record_are_found_by_its_custody_record_number_as_by_its_id()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:30:00Z");
        var id = await suite.As("sgt-01").Taken(Told.Arrived("2026-06-10T12:00:00Z", record: "C-1"));
        await suite.As("sgt-98").Taken(Told.Arrived("2026-06-10T12:00:00Z", record: "C-1", source: Told.Other));
        await suite.As("insp-01").GetAsync($"/api/v1/detentions/{id}");

        var byNumber = await Items(suite, "/api/v1/access-log?subject=C-1");
        Assert.Equal(["insp-01", "sgt-01"], byNumber.Select(look => look!["user"]!.ToString()).Order());
        foreach (var written in new[] { id, id.ToUpperInvariant() })
            Assert.Equal(byNumber.ToJsonString(), (await Items(suite, $"/api/v1/access-log?subject={written}")).ToJsonString());
    }

    [Fact]
    public async Task A_filter_with_nothing_in_it_is_none()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:30:00Z");
        await suite.As("sgt-01").GetAsync("/api/v1/detentions?suite=CENTRAL");

        Assert.Contains(await Items(suite, "/api/v1/access-log?subject=&user=&from=&to="), look => look!["user"]!.ToString() == "sgt-01");
        foreach (var path in new[] { "/settings?force=", "/rota?force=&authority=", "/rota?force=99&authority=" })
            Assert.Equal((path, HttpStatusCode.OK), (path, (await suite.As("admin-01").Read(path)).Status));
        Assert.Equal(HttpStatusCode.OK, (await suite.As("mgr-01").Read("/rota?force=&authority=")).Status);
        var changed = await suite.As("admin-01").Call("/settings", """{ "force": "", "numbers": { "drinkHours": 2 }, "reason": "Agreed" }""");
        Assert.Equal(HttpStatusCode.Created, changed.Status);
        var turn = """{ "force": "", "authority": "", "suite": "", "audience": "custody-inspector", "person": "A Khan", "channel": "email", "address": "a.khan@example.org", "until": "2026-06-12T00:00:00Z" }""";
        Assert.Equal(HttpStatusCode.Created, (await suite.As("admin-01").Call("/rota", turn)).Status);
    }

    [Fact]
    public async Task A_search_is_remembered_with_what_was_searched_for_and_why_where_that_was_said()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:30:00Z");
        var id = await suite.As("sgt-01").Taken(Told.Arrived("2026-06-10T12:00:00Z", record: "C-1"));
        var inspector = suite.As("insp-01");
        inspector.DefaultRequestHeaders.Add("X-Access-Reason", "a complaint");

        await suite.As("insp-01").Read("/access-log");
        await inspector.Read("/access-log");
        await inspector.Read("/access-log?user=sgt-01&from=2026-06-10T12:00:00Z&to=2026-06-11");
        // By its number the record would be named in the log after it is gone.
        await suite.As("insp-01").Read("/access-log?subject=C-1");
        using var reader = new Reader(suite, "insp-01");
        await reader.Open("/access-log?subject=C-2");

        Assert.Equal(
            [null, "a complaint", $"subject {id}", "subject C-2", "user sgt-01, from 2026-06-10T12:00:00Z, to 2026-06-10T23:00:00Z; a complaint"],
            (await Items(suite, "/api/v1/access-log?user=insp-01&subject=access-log")).Select(look => look!["reason"]?.ToString()).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(1000, 0, 1000)]
    [InlineData(1000, 5, 1000)]
    [InlineData(999, 5, 999)]
    public async Task Of_a_reason_longer_than_is_kept_its_beginning_is(int letters, int faces, int kept)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:30:00Z");
        var id = await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"));
        var said = new string('a', letters) + string.Concat(Enumerable.Repeat("\U0001F600", faces));
        using var handler = new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => System.Text.Encoding.UTF8 };
        using var sergeant = new HttpClient(handler) { BaseAddress = suite.Address };
        sergeant.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "Demo sgt-01");
        sergeant.DefaultRequestHeaders.TryAddWithoutValidation("X-Access-Reason", said);

        Assert.Equal(HttpStatusCode.OK, (await sergeant.Read($"/detentions/{id}")).Status);

        var look = Assert.Single(await Items(suite, $"/api/v1/access-log?subject={id}&user=sgt-01"))!;
        Assert.Equal(said[..kept], look["reason"]!.ToString());
    }

    [Theory]
    [InlineData("sgt-01", "/detentions/{id}", "{id}")]
    [InlineData("insp-01", "/detentions/{id}", "{id}")]
    [InlineData("insp-01", "/forces/99", "forces/99")]
    public async Task Who_looks_may_say_why_on_the_page_itself_and_it_stands_in_the_log_alone(string persona, string page, string subject)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:30:00Z");
        var id = await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"));
        (page, subject) = (page.Replace("{id}", id, StringComparison.Ordinal), subject.Replace("{id}", id, StringComparison.Ordinal));
        using var reader = new Reader(suite, persona);
        var (_, form) = await reader.Open(page);
        Assert.Contains("Why are you looking?", form, StringComparison.Ordinal);
        Assert.Contains($"<form method=\"post\" action=\"{page}\">", form, StringComparison.Ordinal);

        Assert.Equal(page, (await reader.Send(page, ("reason", " "))).Location);
        var led = (await reader.Send(page, ("reason", "Her mother rang"))).Location!;

        Assert.Equal($"{page}?recorded=yes", led);
        var (_, said) = await reader.Open(led);
        Assert.Contains("Your reason is kept with your look in the access log", said, StringComparison.Ordinal);
        Assert.DoesNotContain("Her mother rang", said, StringComparison.Ordinal);
        var looks = await Items(suite, $"/api/v1/access-log?user={persona}&subject={subject}");
        Assert.Equal(["consultation", "consultation", "consultation"], looks.Select(look => look!["action"]!.ToString()));
        Assert.Equal([null, null, "Her mother rang"], looks.Select(look => look!["reason"]?.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Nobody_says_why_they_look_at_a_record_that_they_may_not_know_of()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:30:00Z");
        var foreign = await suite.As("sgt-98").Taken(Told.Arrived("2026-06-10T12:00:00Z", source: Told.Other));
        var own = await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"));
        using var reader = new Reader(suite, "insp-01");
        await reader.Open($"/detentions/{own}");
        foreach (var page in new[] { $"/detentions/{foreign}", "/forces/98" })
            Assert.Equal(HttpStatusCode.NotFound, (await reader.Send(page, ("reason", "curious"))).Status);
    }

    private static async Task<JsonArray> Items(CustodySuite suite, string path) =>
        (await suite.As("admin-01").GetFromJsonAsync<JsonNode>(path))!["items"]!.AsArray();
}
