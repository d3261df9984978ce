using System.Text.Json.Nodes;
using CustodyWatch.Tests.Harness;
using CustodyWatch.Timers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using NodaTime;
using NodaTime.Text;

namespace CustodyWatch.Tests.Live;

public sealed class OnTheWireTests
{
    [Fact]
    public async Task Woken_for_its_very_instant_an_alert_is_in_the_sergeants_hands_and_never_before_it()
    {
        var clock = Time.OfTheMachine;
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z", adjust: builder =>
        {
            builder.Services.AddSingleton(clock);
            SweptAtNewYearOnly(builder);
        });
        await using var screen = await Screen.Open(suite, "sgt-01");
        var dueAt = Instant.FromUnixTimeMilliseconds((clock.GetCurrentInstant() + Duration.FromSeconds(8)).ToUnixTimeMilliseconds());
        await suite.As("feed-01").Taken(Told.Arrived((dueAt - Duration.FromHours(4)).ToString("uuuu-MM-dd'T'HH:mm:ss.fff'Z'", null)));

        using var sergeant = suite.As("sgt-01");
        var due = await Eventually.Finds(() => sergeant.Alerts("drink", "due"), alerts =>
        {
            // What was answered before its instant held nothing of it; the clock is read after the answer.
            if (clock.GetCurrentInstant() < dueAt) Assert.Empty(alerts);
            return alerts.Count > 0;
        });
        var alert = Assert.Single(due);
        await Eventually.True(() => screen.Of("alertRaised").Any(said => said.GetProperty("id").GetString() == alert["id"]!.ToString()));

        Assert.Equal(dueAt, At(alert["dueAt"]));
        Assert.True(At(alert["raisedAt"]) >= dueAt);
        var told = await Eventually.Finds(() => sergeant.Alerts("drink", "due"), alerts => Live(alerts[0])["outcome"]?.ToString() == "told");
        Assert.True(At(Live(told[0])["attemptedAt"]) >= dueAt);
    }

    [Fact]
    public async Task What_falls_due_while_the_timers_are_looked_at_is_the_very_next_thing()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z", adjust: SweptAtNewYearOnly);
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"));
        await suite.LookAt("2026-06-10T15:59:59Z");
        var drinkDue = InstantPattern.ExtendedIso.Parse("2026-06-10T16:00:00Z").Value;

        // As on a machine so busy that its clock has gone on each time it is read.
        suite.Clock.Reset(drinkDue - Duration.FromMilliseconds(500));
        suite.Clock.AutoAdvance = Duration.FromMilliseconds(400);
        var next = await suite.Look();
        suite.Clock.AutoAdvance = Duration.Zero;

        Assert.True(next <= drinkDue || (await suite.As("sgt-01").Alerts("drink", "due")).Count > 0, $"It would sleep until {next}.");
    }

    // No sweep comes to the help of the alert: only being woken for its very instant can bring it. A force could not set it so.
    private static void SweptAtNewYearOnly(WebApplicationBuilder builder)
    {
        builder.Services.RemoveAll<IValidateOptions<TimerOptions>>();
        foreach (var setting in new[] { "Sweep", "Audit" }) builder.Configuration[$"CustodyWatch:Alerts:{setting}"] = "0 0 0 1 1 *";
    }

    private static Instant At(JsonNode? text) => InstantPattern.ExtendedIso.Parse(text!.ToString()).Value;

    private static JsonNode Live(JsonNode alert) => alert["deliveries"]!.AsArray().Single(row => row!.Is("channel", "live"))!;
}
