using System.Net;
using System.Text;
using CustodyWatch.Storage;
using CustodyWatch.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;

namespace CustodyWatch.Tests.Http;

public sealed class RefusalTests
{
    [Theory]
    [InlineData("GET", "/api/v1/events")]
    [InlineData("DELETE", "/api/v1/detentions")]
    [InlineData("PUT", "/api/v1/alerts/a/acknowledge")]
    public async Task A_method_that_an_address_does_not_take_is_said_to_be_that(string method, string path)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");

        using var answer = await suite.As("sgt-01").SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Contains("urn:custodywatch:problem:wrong-method", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "GET", "/api/v1/detentions")]
    [InlineData(null, "POST", "/api/v1/events")]
    [InlineData(null, "POST", "/hubs/custody/negotiate?negotiateVersion=1")]
    [InlineData("Demo nobody", "GET", "/api/v1/detentions")]
    [InlineData("Basic c2d0LTAxOg==", "GET", "/api/v1/detentions")]
    public async Task Whoever_is_not_signed_in_is_told_how_a_program_signs_in(string? authorization, string method, string path)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (authorization is not null) request.Headers.Add("Authorization", authorization);

        using var answer = await suite.As().SendAsync(request);

        Assert.Equal((HttpStatusCode.Unauthorized, "Demo"), (answer.StatusCode, answer.Headers.WwwAuthenticate.ToString()));
        Assert.Contains("urn:custodywatch:problem:not-signed-in", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_setting_that_is_said_twice_cannot_be_read()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        Assert.Equal(HttpStatusCode.BadRequest, (await suite.As("admin-01").Call(
            "/settings", """{"numbers":{"softLimitHours":1,"softLimitHours":2},"reason":"x"}""")).Status);
    }

    [Theory]
    [InlineData("""{"to":"sgt-05","to":"sgt-06"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"to":"sgt-05","To":"sgt-06"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"to":"sgt-05","to":7}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"to":"sgt-05"}""", HttpStatusCode.Created)]
    public async Task A_field_that_is_said_twice_cannot_be_read(string body, HttpStatusCode expected)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");

        var answer = await suite.As("sgt-01").Call("/suites/CENTRAL/handover", body);

        Assert.Equal(expected, answer.Status);
        if (expected == HttpStatusCode.BadRequest)
            Assert.Equal(("urn:custodywatch:problem:unparseable", "This names a field twice."), (answer.Text("type"), answer.Text("title")));
    }

    [Fact]
    public async Task Where_there_is_no_demonstration_it_is_with_a_token()
    {
        await using var provider = await ProviderOfIdentity.Start();
        await using var suite = await SecureSuite.Open(provider);
        using var client = suite.Browser();
        using var answer = await client.GetAsync("/api/v1/detentions");
        Assert.Equal((HttpStatusCode.Unauthorized, "Bearer"), (answer.StatusCode, answer.Headers.WwwAuthenticate.ToString()));
    }

    [Theory]
    [InlineData("sgt-01", "/alerts/a/acknowledge")]
    [InlineData("sgt-01", "/suites/CENTRAL/handover")]
    [InlineData("insp-01", "/detentions/d/open-for-inspection")]
    [InlineData("admin-01", "/quarantine/q/discard")]
    public async Task A_content_type_that_an_address_does_not_take_is_said_to_be_that(string persona, string path)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");

        using var answer = await suite.As(persona).PostAsync("/api/v1" + path, new StringContent("{}", Encoding.UTF8, "text/plain"));

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.Contains(
            "urn:custodywatch:problem:wrong-content-type", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_in_letters_nobody_knows_or_nested_without_end_is_said_to_be_that()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        using var odd = new StringContent("{}");
        odd.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse("application/json; charset=foo");
        using var answer = await suite.As("sgt-01").PostAsync("/api/v1/alerts/a/acknowledge", odd);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);

        var deep = await suite.As("sgt-01").Call("/alerts/a/acknowledge", new string('[', 70) + new string(']', 70));
        Assert.Equal(HttpStatusCode.BadRequest, deep.Status);
        Assert.Contains("nested too deep", deep.Text("title"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("insp-01", "/detentions/d/open-for-inspection", "{\"until\":\"x\",\"reason\":\"x\"}", "until")]
    [InlineData("sgt-01", "/detentions/d/accommodation-requests", "{\"authority\":5}", "authority")]
    [InlineData("sgt-01", "/detentions/d/certificates", "{\"limb\":5}", "limb")]
    [InlineData("sgt-01", "/detentions/d/certificates", "{\"requests\":\"q\"}", "requests")]
    [InlineData("sgt-01", "/detentions/d/certificates", "{\"requests\":[\"q\",5]}", "requests[1]")]
    [InlineData("sgt-01", "/detentions/d/certificates", "{\"confirmations\":{\"bailConsidered\":\"yes\"}}", "confirmations.bailConsidered")]
    [InlineData("sgt-01", "/suites/CENTRAL/handover", "{\"to\":5}", "to")]
    [InlineData("sgt-01", "/alerts/a/acknowledge", "{\"note\":5}", "note")]
    [InlineData("sgt-01", "/alerts/a/acknowledge", "[]", "body")]
    [InlineData("desk-01", "/accommodation-requests/r/answer", "null", "body")]
    [InlineData("desk-01", "/accommodation-requests/r/answer", "{\"worker\":\"\\ud800\"}", "worker")]
    [InlineData("admin-01", "/settings", "{\"numbers\":[],\"reason\":\"x\"}", "numbers")]
    [InlineData("insp-01", "/silences", "{\"detentionId\":\"d\",\"suite\":\"CENTRAL\"}", "detentionId")]
    public async Task What_has_the_wrong_kind_of_thing_in_a_field_is_understood_and_refused_by_the_path_of_it(
        string persona, string path, string body, string field)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var answer = await suite.As(persona).Call(path, body);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, field), (answer.Status, Assert.Single(answer.Wrong)));
    }

    [Theory]
    [InlineData("insp-01", "/detentions/d/open-for-inspection", "{\"until\":\"x\"")]
    [InlineData("sgt-01", "/detentions/d/accommodation-requests", "{\"authority\":5")]
    [InlineData("sgt-01", "/detentions/d/certificates", "limb")]
    [InlineData("sgt-01", "/suites/CENTRAL/handover", "")]
    [InlineData("desk-01", "/accommodation-requests/r/answer", "{} {}")]
    public async Task What_is_not_JSON_cannot_be_read(string persona, string path, string body)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var answer = await suite.As(persona).Call(path, body);
        Assert.Equal((HttpStatusCode.BadRequest, "urn:custodywatch:problem:unparseable"), (answer.Status, answer.Text("type")));
    }

    [Theory]
    [InlineData("/detentions?from=9999-12-31T23:59:59-14:00")]
    [InlineData("/detentions?to=0001-01-01T00:00:00%2B14:00")]
    [InlineData("/due?within=PT9223372036854775807H")]
    [InlineData("/due?within=-PT1H")]
    public async Task A_time_beyond_every_calendar_cannot_be_read(string path)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var answer = await suite.As("sgt-01").Read(path);
        Assert.Equal((HttpStatusCode.BadRequest, 1), (answer.Status, answer.Wrong.Count));
    }

    [Theory]
    [InlineData("insp-01", "/detentions")]
    [InlineData("insp-01", "/accommodation-requests")]
    [InlineData("insp-01", "/accommodation-ledger")]
    [InlineData("insp-01", "/certificates")]
    [InlineData("insp-01", "/certificates/export")]
    [InlineData("insp-01", "/statistics")]
    [InlineData("insp-01", "/overnight")]
    [InlineData("admin-01", "/access-log")]
    public async Task A_period_is_from_one_day_or_instant_to_another_wherever_it_is_asked_for(string persona, string path)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var client = suite.As(persona);

        Assert.Equal(HttpStatusCode.OK, (await client.Read(path + "?from=2026-06-01&to=2026-06-11")).Status);
        Assert.Equal(HttpStatusCode.OK, (await client.Read(path + "?from=2026-06-01T00:00:00Z&to=2026-06-11T00:00:00%2B01:00")).Status);
        Assert.Equal(["from", "to"], (await client.Read(path + "?from=1+June&to=2026-06-31")).Wrong.Order());
    }

    [Fact]
    public async Task What_may_have_been_recorded_is_not_said_to_be_lost()
    {
        var journeys = new Journeys();
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z", embedded: true, adjust: builder =>
        {
            Alerting.Untimed(builder);
            builder.Services.AddSingleton<Dialect>(DistantDialect.In(builder.Configuration, journeys));
        });
        var feed = suite.As("feed-01");
        var id = await feed.Taken(Told.Arrived("2026-06-10T19:00:00Z"));
        using var officer = new Reader(suite, "do-01");
        await officer.Open("/suites/CENTRAL");

        (journeys.LosesAnswer, journeys.LosesAskings) = (true, int.MaxValue);
        var told = await feed.Tell(Told.Drink("2026-06-10T19:10:00Z"));
        journeys.LosesAnswer = true;
        var sent = await officer.Send($"/detentions/{id}/entries", ("quick", "visit?method=in-cell&response=awake"), ("at", "2050"), ("returnUrl", "/suites/CENTRAL"));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "urn:custodywatch:problem:not-known"), (told.Status, told.Text("type")));
        Assert.Contains("may have been recorded", told.Text("title"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, sent.Status);
        Assert.Contains("It is not known whether this was recorded.", sent.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing was recorded", sent.Html, StringComparison.Ordinal);
        Assert.Equal(3, (await suite.As("sgt-01").Entries(id)).Count);

        (journeys.LosesAskings, journeys.IsAway) = (0, true);
        var busy = await feed.Tell(Told.Drink("2026-06-10T19:20:00Z"));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "urn:custodywatch:problem:busy"), (busy.Status, busy.Text("type")));
        Assert.Contains("Nothing was recorded", busy.Text("title"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_leads_nowhere_says_so()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var answer = await suite.As("sgt-01").Read("/nowhere");
        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (answer.Status, answer.ContentType));
    }
}
