using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CustodyWatch.Tests.Harness;
using NodaTime;

namespace CustodyWatch.Tests.Administration;

public sealed class SettingsTests
{
    private const string Arrival = """
        { "specversion": "1.0", "id": "s-1", "source": "/forces/99/suites/CENTRAL", "type": "custody.arrived", "subject": "CR-26-00001",
          "time": "2026-06-10T12:00:00Z",
          "data": { "route": "arrest", "arrestedAt": "2026-06-10T11:30:00Z",
            "offences": [ { "description": "Theft", "class": "either-way" } ],
            "child": { "dateOfBirth": "2011-03-02", "ageBasis": "stated", "sex": "male", "selfDefinedEthnicity": "W1", "initials": "AB" } } }
        """;

    private const string Drink = """
        { "specversion": "1.0", "id": "s-2", "source": "/forces/99/suites/CENTRAL", "type": "custody.drink-offered", "subject": "CR-26-00001",
          "time": "2026-06-10T14:00:00Z", "data": { "outcome": "accepted" } }
        """;

    [Fact]
    public async Task A_new_number_holds_from_its_time_and_leaves_what_began_before_as_it_was()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:30:00Z");
        var id = await Post(suite, Arrival);
        var answer = await suite.As("admin-01").PostAsJsonAsync("/api/v1/settings", new
        {
            from = "2026-06-10T13:00:00Z",
            numbers = new { drinkHours = 2 },
            reason = "Agreed with the healthcare provider",
        });
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        suite.Clock.Advance(Duration.FromHours(2));
        await Post(suite, Drink);

        var drinks = await Drinks(suite, id);

        Assert.Equal(["2026-06-10T16:00:00Z", "2026-06-10T16:00:00Z"], drinks.Select(drink => drink!["dueAt"]!.GetValue<string>()));
        Assert.Equal(["2026-06-10T12:00:00Z", "2026-06-10T14:00:00Z"], drinks.Select(drink => drink!["startedAt"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("""{ "numbers": { "drinkHours": 2 } }""", "reason")]
    [InlineData("""{ "numbers": { "drinkHours": 0 }, "reason": "x" }""", "numbers.drinkHours")]
    [InlineData("""{ "numbers": { "teaHours": 2 }, "reason": "x" }""", "numbers.teaHours")]
    [InlineData("""{ "numbers": { "mealTimes": ["25:00"] }, "reason": "x" }""", "numbers.mealTimes")]
    [InlineData("""{ "numbers": { "drinkHours": 2 }, "from": "2026-06-09T00:00:00Z", "reason": "x" }""", "from")]
    [InlineData("""{ "numbers": { "drinkHours": 13 }, "reason": "x" }""", "numbers.drinkHours")]
    [InlineData("""{ "numbers": { "foodTakenHours": 25 }, "reason": "x" }""", "numbers.foodTakenHours")]
    [InlineData("""{ "numbers": { "softLimitHours": 720 }, "reason": "x" }""", "numbers.softLimitHours")]
    [InlineData("""{ "numbers": { "adultArrivalMinutes": 1441 }, "reason": "x" }""", "numbers.adultArrivalMinutes")]
    [InlineData("""{ "numbers": { "drinkHours": null }, "reason": "x" }""", "numbers.drinkHours")]
    [InlineData("""{ "numbers": [], "reason": "x" }""", "numbers")]
    [InlineData("""{ "numbers": { "\ud800": 1 }, "reason": "x" }""", "numbers")]
    [InlineData("""{ "numbers": { "earlyNoticeLocalTime": "\ud800" }, "reason": "x" }""", "numbers")]
    [InlineData("""{ "numbers": { "mealTimes": ["\ud800"] }, "reason": "x" }""", "numbers")]
    public async Task A_change_that_makes_no_sense_is_refused_by_field(string change, string field)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:30:00Z");
        var answer = await suite.As("admin-01").PostAsync("/api/v1/settings", new StringContent(change, Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonNode>();
        Assert.NotNull(problem!["errors"]![field]);
    }

    [Fact]
    public async Task Two_administrators_at_once_change_what_each_wrote_and_one_number_only_knowingly()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:30:00Z");
        using var administrator = new Reader(suite, "admin-01");
        var (_, page) = await administrator.Open("/administration/settings");
        (string, string)[] drawn = [.. Drawn(page), ("reason", "Agreed in May")];
        await Change(suite, """{ "numbers": { "drinkHours": 2 }, "reason": "The heat" }""");
        suite.Clock.AdvanceMinutes(1);

        var other = await administrator.Send("/administration/settings", [.. drawn, ("drinkHours", "4"), ("rightsMinutes", "20")]);
        Assert.Equal((HttpStatusCode.SeeOther, "2", "20"), (other.Status, await InForce(suite, "drinkHours"), await InForce(suite, "rightsMinutes")));
        suite.Clock.AdvanceMinutes(1);

        var same = await administrator.Send("/administration/settings", [.. drawn, ("drinkHours", "3"), ("rightsMinutes", "30")]);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "2"), (same.Status, await InForce(suite, "drinkHours")));
        Assert.Contains("Drink was changed while this page was open, and is now 2", same.Html, StringComparison.Ordinal);
        // What was written stays, and what was left alone is as it is now.
        Assert.Matches("name=\"drinkHours\" value=\"3\"", same.Html);
        Assert.Matches("name=\"rightsMinutes\" value=\"20\"", same.Html);
        var knowing = await administrator.Send("/administration/settings", [.. Drawn(same.Html), ("drinkHours", "3"), ("reason", "Agreed in May")]);
        Assert.Equal((HttpStatusCode.SeeOther, "3"), (knowing.Status, await InForce(suite, "drinkHours")));
    }

    [Fact]
    public async Task On_its_page_a_day_in_a_cell_is_given_a_price_and_loses_it_again()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:30:00Z");
        using var administrator = new Reader(suite, "admin-01");
        await administrator.Open("/administration/settings");

        Assert.Equal(HttpStatusCode.SeeOther, (await administrator.Send("/administration/settings", ("cellDayPounds", "400"), ("reason", "The finance office"))).Status);
        Assert.Equal("400", await InForce(suite, "cellDayPounds"));
        suite.Clock.AdvanceMinutes(1);
        Assert.Equal(HttpStatusCode.SeeOther, (await administrator.Send("/administration/settings", ("cellDayPounds", ""), ("reason", "It was wrong"))).Status);
        Assert.Null(await InForce(suite, "cellDayPounds"));
        Assert.Contains("none", (await administrator.Open("/administration/settings")).Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("insp-01", HttpStatusCode.Forbidden)]
    [InlineData("sgt-01", HttpStatusCode.Forbidden)]
    [InlineData("admin-01", HttpStatusCode.OK)]
    public async Task Only_an_administrator_sees_the_settings(string persona, HttpStatusCode status)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:30:00Z");
        Assert.Equal(status, (await suite.As(persona).GetAsync("/api/v1/settings?force=99")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await suite.As(persona).GetAsync("/api/v1/settings?force=98")).StatusCode);
    }

    [Fact]
    public async Task Whether_a_child_may_be_interviewed_is_answered_before_it_happens()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:30:00Z");
        var id = await Post(suite, Arrival);
        var answer = await suite.As("sgt-01").GetFromJsonAsync<JsonNode>($"/api/v1/detentions/{id}/may?action=interview");
        Assert.False(answer!["allowed"]!.GetValue<bool>());
        Assert.Equal("PACE Code C 11.15", answer["reasons"]![0]!["citation"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.BadRequest, (await suite.As("sgt-01").GetAsync($"/api/v1/detentions/{id}/may?action=dance")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await suite.As("sgt-98").GetAsync($"/api/v1/detentions/{id}/may?action=cell")).StatusCode);
    }

    private static async Task Change(CustodySuite suite, string change) => Assert.Equal(
        HttpStatusCode.Created, (await suite.As("admin-01").PostAsync("/api/v1/settings", new StringContent(change, Encoding.UTF8, "application/json"))).StatusCode);

    private static async Task<string?> InForce(CustodySuite suite, string name) =>
        (await suite.As("admin-01").GetFromJsonAsync<JsonNode>("/api/v1/settings"))!["inForce"]![name]?.ToString();

    private static IEnumerable<(string, string)> Drawn(string page) =>
        Regex.Matches(page, "name=\"(drawn\\.[A-Za-z]+)\" value=\"([^\"]*)\"").Select(field => (field.Groups[1].Value, field.Groups[2].Value));

    private static async Task<string> Post(CustodySuite suite, string json)
    {
        var answer = await suite.As("feed-01").PostAsync(
            "/api/v1/events", new StringContent(json, Encoding.UTF8, "application/cloudevents+json"));
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detentionId").GetString()!;
    }

    private static async Task<IReadOnlyList<JsonNode?>> Drinks(CustodySuite suite, string id)
    {
        var sheet = await suite.As("insp-01").GetFromJsonAsync<JsonNode>($"/api/v1/detentions/{id}/clocks?history=true");
        return [.. sheet!["clocks"]!.AsArray().Where(clock => clock!["clock"]!.GetValue<string>() == "drink")];
    }
}
