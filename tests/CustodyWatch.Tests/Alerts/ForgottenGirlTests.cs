using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CustodyWatch.Tests.Harness;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace CustodyWatch.Tests.Alerts;

public sealed class ForgottenGirlTests
{
    private const string Now = "2026-06-17T04:00:00Z";

    private const string Arrival = """
        { "specversion": "1.0", "id": "g-1", "source": "/forces/99/suites/CENTRAL", "type": "custody.arrived", "subject": "CR-26-01273",
          "time": "2026-06-15T08:00:00Z",
          "data": { "route": "arrest", "arrestedAt": "2026-06-15T07:20:00Z",
            "offences": [ { "description": "Assault", "class": "either-way", "violentOrSexual": true } ],
            "child": { "dateOfBirth": "2010-03-27", "ageBasis": "stated", "sex": "female", "selfDefinedEthnicity": "W1", "initials": "QZX" } } }
        """;

    private const string Authorised = """
        { "specversion": "1.0", "id": "g-2", "source": "/forces/99/suites/CENTRAL", "type": "custody.detention-authorised",
          "subject": "CR-26-01273", "time": "2026-06-15T08:15:00Z",
          "data": { "officer": { "id": "4417", "rank": "sergeant" }, "grounds": [ "obtain-evidence-by-questioning" ] } }
        """;

    private const string Drink = """
        { "specversion": "1.0", "id": "g-3", "source": "/forces/99/suites/CENTRAL", "type": "custody.drink-offered", "subject": "CR-26-01273",
          "time": "2026-06-17T03:59:00Z", "data": { "outcome": "accepted" } }
        """;

    [Fact]
    public async Task A_girl_forgotten_for_44_hours_raises_food_drink_visits_and_reviews_each_with_its_provision_and_without_her_initials()
    {
        await using var suite = await CustodySuite.Open(Now);
        await Post(suite, Arrival);
        await Post(suite, Authorised);

        var alerts = await WaitFor(suite, found => found.Any(alert => Is(alert, "review", "escalation-2")));

        Assert.Contains(alerts, alert => Is(alert, "drink", "due") && Says(alert, "PACE Code C 8.6"));
        Assert.Contains(alerts, alert => Is(alert, "food-taken", "due"));
        Assert.Contains(alerts, alert => Is(alert, "meals", "due") && Says(alert, "PACE Code C 8.6"));
        Assert.Contains(alerts, alert => Is(alert, "visit", "due") && Says(alert, "PACE Code C 9.3"));
        Assert.Contains(alerts, alert => Is(alert, "review", "due") && Says(alert, "PACE 1984 s40(3)(a)"));
        Assert.DoesNotContain(alerts, alert => alert!.ToJsonString().Contains("QZX", StringComparison.Ordinal));
        Assert.All(alerts, alert => Assert.Equal(Now, alert!["raisedAt"]!.GetValue<string>()));
        Assert.Equal(alerts.Count, alerts.Select(Key).Distinct().Count());
    }

    [Fact]
    public async Task A_warning_muted_by_a_larger_alert_is_kept_with_its_reason()
    {
        await using var suite = await CustodySuite.Open(Now);
        await Post(suite, Arrival);
        await Post(suite, Authorised);
        await WaitFor(suite, found => found.Any(alert => Is(alert, "detention-limit", "due")));

        var muted = (await suite.As("sgt-01").GetFromJsonAsync<JsonNode>("/api/v1/alerts?suite=CENTRAL&state=muted&limit=500"))!["items"]!.AsArray();

        Assert.Contains(muted, alert => Is(alert, "review", "warning") && alert!["reason"]!.GetValue<string>() == "muted-by-detention-limit");
        Assert.All(muted, alert => Assert.StartsWith("warning", alert!["step"]!.GetValue<string>(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Once_a_drink_is_given_its_alerts_are_resolved_and_stay_on_the_record()
    {
        await using var suite = await CustodySuite.Open(Now);
        await Post(suite, Arrival);
        await WaitFor(suite, found => found.Any(alert => Is(alert, "drink", "due")));
        await Post(suite, Drink);

        var alerts = await WaitFor(suite, found => found.Any(alert => Is(alert, "drink", "due") && State(alert) == "resolved"));

        Assert.All(alerts.Where(alert => alert!["clock"]!.GetValue<string>() == "drink"), alert => Assert.Equal("resolved", State(alert)));
    }

    [Fact]
    public async Task A_restart_raises_nothing_twice()
    {
        await using var folder = new LastingFolder();
        string[] before;
        await using (var suite = await CustodySuite.Open(Now, folder.Path))
        {
            await Post(suite, Arrival);
            before = [.. (await WaitFor(suite, found => found.Any(alert => Is(alert, "drink", "due")))).Select(Id)];
        }
        await using var again = await CustodySuite.Open(Now, folder.Path);
        await again.Look();
        var after = await WaitFor(again, _ => true);
        Assert.Superset(before.ToHashSet(), after.Select(Id).ToHashSet());
        Assert.Equal(after.Count, after.Select(Key).Distinct().Count());
    }

    [Fact]
    public async Task After_a_reconnect_the_hub_tells_the_ids_missed_and_only_of_ones_own_suite()
    {
        await using var suite = await CustodySuite.Open(Now);
        await Post(suite, Arrival);
        await WaitFor(suite, found => found.Any(alert => Is(alert, "drink", "due")));

        var missed = await Since(suite, "sgt-01");
        Assert.All(missed, message => Assert.Matches("""^"[0-9a-f-]{36}"$""", message));
        Assert.NotEmpty(missed);
        Assert.Empty(await Since(suite, "sgt-98"));
    }

    private static async Task<string[]> Since(CustodySuite suite, string persona)
    {
        await using var hub = new HubConnectionBuilder()
            .WithUrl(new Uri(suite.Address, "/hubs/custody"), options => options.Headers["Authorization"] = $"Demo {persona}")
            .Build();
        await hub.StartAsync();
        return [.. (await hub.InvokeAsync<JsonElement[]>("Since", 0)).Select(message => message.GetRawText())];
    }

    private static async Task Post(CustodySuite suite, string json)
    {
        var answer = await suite.As("feed-01").PostAsync("/api/v1/events", new StringContent(json, Encoding.UTF8, "application/cloudevents+json"));
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    private static async Task<IReadOnlyList<JsonNode?>> WaitFor(CustodySuite suite, Predicate<IReadOnlyList<JsonNode?>> enough)
    {
        var client = suite.As("insp-01");
        for (var attempt = 0; attempt < 300; attempt++)
        {
            // In this order: whatever was raised with what the inspector reads is among what the sergeant reads after.
            var escalated = (await client.GetFromJsonAsync<JsonNode>("/api/v1/alerts?force=99&limit=500"))!["items"]!.AsArray();
            var page = await suite.As("sgt-01").GetFromJsonAsync<JsonNode>("/api/v1/alerts?suite=CENTRAL&limit=500");
            var items = page!["items"]!.AsArray().ToArray();
            var all = items.Concat(escalated.Where(alert => items.All(other => Id(other) != Id(alert)))).ToArray();
            if (all.Length > 0 && enough(all)) return all;
            await Task.Delay(200);
        }
        Assert.Fail("The alerts waited for never came.");
        return [];
    }

    private static string Id(JsonNode? alert) => alert!["id"]!.GetValue<string>();

    private static string State(JsonNode? alert) => alert!["state"]!.GetValue<string>();

    private static string Key(JsonNode? alert) => $"{alert!["detentionId"]}/{alert["clock"]}/{alert["clockSequence"]}/{alert["step"]}";

    private static bool Is(JsonNode? alert, string clock, string step) =>
        alert!["clock"]!.GetValue<string>() == clock && alert["step"]!.GetValue<string>() == step;

    private static bool Says(JsonNode? alert, string provision) => alert!["text"]!.GetValue<string>().Contains(provision, StringComparison.Ordinal);
}
