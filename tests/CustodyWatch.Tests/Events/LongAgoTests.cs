using System.Net;
using System.Text.Json.Nodes;
using CustodyWatch.Storage;
using CustodyWatch.Tests.Harness;
using Microsoft.Data.SqlClient;
using NodaTime;

namespace CustodyWatch.Tests.Events;

/// <summary>Times in the year 1 and in 1970, which systems send that were told none, in the record of a child who is here now.</summary>
public sealed class LongAgoTests
{
    private const string Never = "0001-01-01T00:00:00Z", Epoch = "1970-01-01T00:00:00Z";
    private static readonly object Sergeant = new { id = "4417", rank = "sergeant" };

    [Fact]
    public async Task They_leave_the_child_every_clock_alert_and_page()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T14:30:00Z");
        var id = await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T12:00:00Z"), Told.Authorised(Never), Told.Authorised("2026-06-10T12:10:00Z"),
            Told.Event("risk-assessed", "2026-06-10T12:15:00Z", new { observationLevel = 1, lastAteAt = Never }),
            Told.Event("aa-requested", Epoch, new { adult = new { kind = "parent" } }),
            Told.Event("charged", "2026-06-10T14:00:00Z", new { officer = Sergeant, offences = new[] { new { description = "Theft", @class = "either-way" } } }),
            Told.Event("bail-refused", Epoch, new { officer = Sergeant, grounds = new[] { "fail-to-appear" }, reason = "Two hearings missed" }),
            Told.Event("court-listed", "2026-06-10T14:10:00Z", new { court = "Youth court", sittingAt = Never }));
        await suite.Look();

        var clocks = (await suite.As("sgt-01").Read($"/detentions/{id}/clocks")).Body!["clocks"]!.AsArray();
        string[] owed = ["food-taken", "review", "rights", "visit", "adult-arrival", "accommodation-request", "certificate", "court"];
        var alerts = await suite.As("sgt-01").Alerts();
        foreach (var name in owed)
        {
            Assert.Equal("breached", Assert.Single(clocks, clock => clock!.Is("clock", name))!["state"]!.ToString());
            var due = Assert.Single(alerts, alert => alert.Is("clock", name) && alert.Is("step", "due"));
            Assert.Matches("00(00|01)|1970", due["text"]!.ToString());
        }
        using var sergeant = new Reader(suite, "sgt-01");
        foreach (var page in new[] { "/suites/CENTRAL", "/suites/CENTRAL/wall", "/suites/CENTRAL/handover", "/suites/CENTRAL/paper", $"/detentions/{id}", $"/detentions/{id}/card" })
            Assert.Equal(HttpStatusCode.OK, (await sergeant.Open(page)).Status);

        suite.Clock.Advance(Duration.FromHours(20));
        await suite.As("feed-01").Taken(Told.Released("2026-06-11T10:00:00Z"));
        await suite.Look();
        var night = Assert.Single((await suite.As("sgt-01").Read("/overnight")).Body!["items"]!.AsArray())!;
        Assert.Equal("2026-06-11", night["night"]!.ToString());
        Assert.Equal(HttpStatusCode.OK, (await suite.As("insp-01").Read("/statistics")).Status);
    }

    [Fact]
    public void A_warning_before_the_first_instant_a_database_knows_is_kept_as_that_instant()
    {
        var parameter = new SqlParameter();
        new InstantHandler().SetValue(parameter, Instant.FromUtc(1, 1, 1, 0, 0) - Duration.FromHours(1));
        Assert.Equal(DateTime.MinValue, parameter.Value);
    }
}
