using System.Net;
using System.Text.Json;
using CustodyWatch.Live;
using CustodyWatch.Storage;
using CustodyWatch.Tests.Harness;
using Dapper;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CustodyWatch.Tests.Live;

public sealed class HubTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_screen_hears_that_an_alert_was_raised_and_nothing_about_the_child(bool binary)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T16:30:00Z");
        await using var screen = await Screen.Open(suite.Address, "sgt-01", binary);

        var detention = await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"));
        await suite.Look();
        await Eventually.True(() => screen.Of("alertRaised").Count > 0 && screen.Of("detentionChanged").Count > 0);

        Assert.All(screen.Of("alertRaised"), said => Assert.Equal(["id", "sequence"], Names(said)));
        var known = (await suite.As("sgt-01").Alerts()).Select(alert => alert["id"]!.ToString()).ToHashSet();
        Assert.All(screen.Of("alertRaised"), said => Assert.Contains(said.GetProperty("id").GetString()!, known));
        var changed = screen.Of("detentionChanged")[0];
        Assert.Equal(["id", "suite", "version"], Names(changed));
        Assert.Equal((detention, "CENTRAL", 1), (changed.GetProperty("id").GetString()!, changed.GetProperty("suite").GetString()!, changed.GetProperty("version").GetInt64()));
    }

    [Fact]
    public async Task Who_hears_what_comes_from_the_claims()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T18:11:00Z");
        await using var sergeant = await Screen.Open(suite, "sgt-01");
        await using var officer = await Screen.Open(suite, "do-01");
        await using var inspector = await Screen.Open(suite, "insp-01");
        await using var north = await Screen.Open(suite, "sgt-02");
        await using var foreign = await Screen.Open(suite, "sgt-98");
        await using var desk = await Screen.Open(suite, "desk-01");

        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"), Told.Authorised("2026-06-10T12:10:00Z"));
        await suite.Look();
        var due = Assert.Single(await suite.As("sgt-01").Alerts("review", "due"))["id"]!.ToString();
        await Eventually.True(() => Heard(sergeant, due) && Heard(officer, due) && Heard(inspector, due));

        await suite.As("sgt-01").Call($"/alerts/{due}/acknowledge", new System.Text.Json.Nodes.JsonObject());
        await Eventually.True(() => sergeant.Of("alertChanged").Count > 0 && inspector.Of("alertChanged").Count > 0);

        Assert.Empty(north.News);
        Assert.Empty(foreign.News);
        Assert.Empty(desk.News);
    }

    [Fact]
    public async Task A_screen_that_says_it_has_drawn_nothing_is_taken_at_its_word()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T16:30:00Z");
        await using var screen = new HubConnectionBuilder().WithUrl(
            new Uri(suite.Address, CustodyHub.Path), options => options.Headers["Authorization"] = "Demo sgt-01").Build();
        await screen.StartAsync(TestContext.Current.CancellationToken);

        foreach (var ids in new string[]?[] { null, [] }) await screen.InvokeAsync("Rendered", ids, 1L, TestContext.Current.CancellationToken);

        Assert.Equal(HubConnectionState.Connected, screen.State);
    }

    [Fact]
    public async Task A_screen_that_could_not_come_in_does_not_pass_for_a_live_one()
    {
        Assert.SkipUnless(TestDatabase.Server is null, "The trigger is written for the embedded database.");
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z");
        await suite.Services.GetRequiredService<Database>().Write(
            (connection, transaction) => connection.ExecuteAsync("CREATE TRIGGER refuse BEFORE INSERT ON presence BEGIN SELECT RAISE(ABORT, 'no'); END", transaction: transaction), default);
        var refused = new TaskCompletionSource();
        await using var screen = new HubConnectionBuilder()
            .WithUrl(new Uri(suite.Address, CustodyHub.Path), options => options.Headers["Authorization"] = "Demo sgt-01").Build();
        screen.Closed += _ => Task.FromResult(refused.TrySetResult());

        await screen.StartAsync();
        await refused.Task.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Empty(suite.Services.GetRequiredService<Presence>().Here);
    }

    [Fact]
    public async Task An_inspector_hears_of_no_warning()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T15:30:00Z");
        await using var inspector = await Screen.Open(suite, "insp-01");
        await using var sergeant = await Screen.Open(suite, "sgt-01");

        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"), Told.Drink("2026-06-10T12:00:00Z"));
        await suite.Look();
        var warning = Assert.Single(await suite.As("sgt-01").Alerts("drink", "warning"))["id"]!.ToString();
        await Eventually.True(() => Heard(sergeant, warning));

        Assert.False(Heard(inspector, warning));
    }

    [Fact]
    public async Task The_duty_desk_hears_of_a_request_made_of_its_authority_and_no_other()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        await using var desk = await Screen.Open(suite, "desk-01");
        await using var other = await Screen.Open(suite, "desk-02");

        await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T19:00:00Z"),
            Told.Event("accommodation-requested", "2026-06-10T20:00:00Z", new { requestId = "q-1", authority = "E08000099", kind = "non-secure" }));
        await suite.Look();
        await Eventually.True(() => desk.Of("requestChanged").Count > 0 && desk.Of("alertRaised").Count > 0);

        var changed = desk.Of("requestChanged")[0];
        Assert.Equal(["authority", "id", "version"], Names(changed));
        Assert.Equal(("q-1", "E08000099"), (changed.GetProperty("id").GetString()!, changed.GetProperty("authority").GetString()!));
        Assert.Empty(desk.Of("detentionChanged"));
        Assert.Empty(other.News);
    }

    [Fact]
    public async Task The_duty_desk_hears_of_everything_that_changes_what_it_is_shown_of_the_child_and_of_nothing_else()
    {
        const string now = "2026-06-10T20:00:00Z";
        await using var suite = await CustodySuite.Open(now);
        await using var desk = await Screen.Open(suite, "desk-01");
        var sergeant = new { id = "4417", rank = "sergeant" };
        var offences = new[] { new { description = "Wounding", @class = "either-way", violentOrSexual = true } };
        await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T19:00:00Z"), Told.Authorised("2026-06-10T19:10:00Z"), Told.Event("rest-started", "2026-06-10T19:20:00Z"),
            Told.Event("accommodation-likely", "2026-06-10T19:30:00Z", new { authority = "E08000099", reason = "No bail address" }, id: "n"),
            Told.Event("accommodation-requested", now, new { requestId = "q-1", authority = "E08000099", kind = "non-secure" }));
        await Eventually.True(() => desk.Of("requestChanged").Count == 2);

        foreach (var (type, data) in new (string, object)[]
        {
            ("charged", new { officer = sergeant, offences }),
            ("court-listed", new { court = "Westmarch Youth Court", sittingAt = "2026-06-11T09:00:00Z" }),
            ("risk-assessed", new { observationLevel = 2 }),
            ("observation-changed", new { observationLevel = 3, reason = "Banging her head" }),
            ("healthcare-attended", new { finding = "not-fit", instructions = "Allergic to nuts" }),
            ("meal-offered", new { kind = "main", outcome = "accepted" }),
            ("rest-ended", new { cause = "woke" }),
            ("rest-started", new { }),
            ("interview-started", new { appropriateAdultPresent = true }),
            ("left-for-hospital", new { purpose = "treatment" }),
            ("bail-refused", new { officer = sergeant, grounds = new[] { "fail-to-appear" }, reason = "Ran off" }),
            ("accommodation-unlikely", new { officer = sergeant, reason = "An aunt was found" }),
        })
        {
            var heard = desk.Of("requestChanged").Count;
            await suite.As("feed-01").Taken(Told.Drink(now), Told.Event("force-used", now, new { kind = "handcuffs", reason = "Ran" }));
            await suite.As("feed-01").Taken(Told.Event(type, now, data));
            await Eventually.True(() => desk.Of("requestChanged").Count > heard);
            await Eventually.True(() => desk.Of("requestChanged").Count == heard + 2);
            Assert.Equal(["n", "q-1"], desk.Of("requestChanged").Skip(heard).Select(said => said.GetProperty("id").GetString()!).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task A_request_put_right_to_another_authority_is_told_to_it_from_then_on_and_once_more_to_the_one_it_left()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        await using var wrong = await Screen.Open(suite, "desk-01");
        await using var right = await Screen.Open(suite, "desk-02");
        await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T19:00:00Z"),
            Told.Event("accommodation-likely", "2026-06-10T19:30:00Z", new { authority = "E08000099", reason = "No bail address" }, id: "n"),
            Told.Event("accommodation-requested", "2026-06-10T20:00:00Z", Of("E08000099"), id: "q"));
        await Eventually.True(() => Changes(wrong).Contains("q-1 E08000099"));
        Assert.Empty(Changes(right));

        await suite.As("feed-01").Taken(
            Told.Replaced("q", "2026-06-10T20:00:00Z", new { data = Of("E10000098") }),
            Told.Replaced("n", "2026-06-10T20:00:00Z", new { data = new { authority = "E10000098", reason = "No bail address" } }));
        await Eventually.True(() => Changes(right).Contains("q-1 E10000098") && Changes(right).Contains("n E10000098"));
        await suite.As("feed-01").Taken(
            Told.Event("accommodation-answered", "2026-06-10T20:00:00Z", new { requestId = "q-1", decision = "needs-facts", worker = "W. Ito" }));
        await suite.As("feed-01").Taken(Told.Event("accommodation-requested", "2026-06-10T20:00:00Z", new { requestId = "q-2", authority = "E08000099", kind = "non-secure" }));

        await Eventually.True(() => Changes(right).Count(one => one == "q-1 E10000098") == 2 && Changes(wrong).Contains("q-2 E08000099"));
        Assert.Equal(["n E08000099", "n E08000099", "q-1 E08000099", "q-1 E08000099", "q-2 E08000099"], Changes(wrong).Order());

        static object Of(string authority) => new { requestId = "q-1", authority, kind = "non-secure" };
        static IReadOnlyList<string> Changes(Screen screen) => [.. screen.Of("requestChanged").Select(said => $"{said.GetProperty("id")} {said.GetProperty("authority")}")];
    }

    [Fact]
    public async Task After_a_reconnect_a_screen_asks_for_what_it_missed_and_gets_its_own_and_no_more()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T16:30:00Z");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"));
        await suite.Look();
        var all = await suite.As("sgt-01").Alerts();
        var seen = all[2]["sequence"]!.GetValue<long>();

        await using var sergeant = await Screen.Open(suite, "sgt-01");
        await using var north = await Screen.Open(suite, "sgt-02");

        Assert.Equal(all.Skip(3).Select(alert => alert["id"]!.ToString()), await sergeant.Connection.InvokeAsync<string[]>("Since", seen));
        Assert.Empty(await north.Connection.InvokeAsync<string[]>("Since", 0L));
    }

    [Fact]
    public async Task Every_screen_hears_that_the_service_still_lives_and_how_far_the_feed_has_come()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T16:30:00Z");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z"));
        await suite.Look();
        await using var screen = await Screen.Open(suite, "sgt-01");

        await suite.Services.GetServices<IHostedService>().OfType<StillLive>().Single().Tell(TestContext.Current.CancellationToken);
        await Eventually.True(() => screen.Of("stillLive").Count > 0);

        var said = screen.Of("stillLive")[0];
        Assert.Equal("2026-06-10T16:30:00Z", said.GetProperty("at").GetString());
        Assert.Equal((await suite.As("sgt-01").Alerts())[^1]["sequence"]!.GetValue<long>(), said.GetProperty("sequence").GetInt64());
    }

    [Theory]
    [InlineData("feed-01", HttpStatusCode.Forbidden)]
    [InlineData("hmi-01", HttpStatusCode.Forbidden)]
    [InlineData("admin-01", HttpStatusCode.Forbidden)]
    [InlineData("nobody", HttpStatusCode.Unauthorized)]
    public async Task Whoever_has_no_screen_may_not_listen(string persona, HttpStatusCode status)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T16:30:00Z");
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => Screen.Open(suite, persona));
        Assert.Equal(status, refused.StatusCode);
    }

    private static bool Heard(Screen screen, string alertId) =>
        screen.Heard.Any(one => one.Message.StartsWith("alert", StringComparison.Ordinal) && one.Said.GetProperty("id").GetString() == alertId);

    private static IEnumerable<string> Names(JsonElement said) => said.EnumerateObject().Select(field => field.Name).Order(StringComparer.Ordinal);
}
