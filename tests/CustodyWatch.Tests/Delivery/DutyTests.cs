using System.Diagnostics.Metrics;
using System.Net;
using System.Text.Json.Nodes;
using CustodyWatch.Delivery.Outside;
using CustodyWatch.Measuring;
using CustodyWatch.Storage;
using CustodyWatch.Tests.Harness;
using Dapper;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace CustodyWatch.Tests.Delivery;

/// <summary>Who is told when those on duty change, or there are none.</summary>
public sealed class DutyTests
{
    private const string Arrived = "2026-06-10T12:00:00Z", DrinkDue = "2026-06-10T16:00:00Z", ReviewLate = "2026-06-10T20:00:00Z";
    private const string Sergeant = "07700 900101", Inspector = "07700 900102", Cover = "07700 900103";

    [Fact]
    public async Task What_finds_nobody_goes_down_the_ladder_and_to_whoever_comes_on_duty_later_once()
    {
        using var notify = new Receiver().Answers(201);
        await using var suite = await LateReview(notify);
        await OnDuty(suite, "custody-sergeant", Sergeant);
        await suite.Look();
        await suite.Send();

        Assert.Equal(["delivered", "nobody-on-duty", "nobody-on-duty"], await Outcomes(suite, "review", "escalation-2"));
        await Eventually.True(() => Texts(notify, Sergeant, "review of detention") == 1);
        await OnDuty(suite, "custody-inspector", Inspector);
        await suite.Send();
        await suite.Send();

        Assert.Equal(["delivered", "delivered", "nobody-on-duty", "passed-on"], await Outcomes(suite, "review", "escalation-2"));
        await Eventually.True(() => (Texts(notify, Sergeant, "review of detention"), Texts(notify, Inspector, "review of detention")) == (1, 1));
    }

    [Fact]
    public async Task Whoever_comes_on_duty_is_not_woken_for_what_their_audience_has_acknowledged_or_what_is_done()
    {
        using var notify = new Receiver().Answers(201);
        await using var suite = await LateReview(notify);
        await suite.Look();
        var late = Assert.Single(await suite.As("sgt-01").Alerts("review", "escalation-2"));
        Assert.Equal(HttpStatusCode.OK, (await suite.As("insp-01").Call($"/alerts/{late["id"]}/acknowledge", new JsonObject())).Status);
        await suite.As("feed-01").Taken(Told.Drink(ReviewLate));
        await suite.Look();

        await OnDuty(suite, "custody-inspector", Inspector);
        await OnDuty(suite, "custody-sergeant", Sergeant);
        await suite.Send();

        await Eventually.True(() => (Texts(notify, Inspector, "review of detention"), Texts(notify, Sergeant, "review of detention")) == (0, 1));
        Assert.Equal(0, Texts(notify, Sergeant, "Drink"));
        Assert.Equal(["acknowledged", "delivered", "nobody-on-duty", "passed-on"], await Outcomes(suite, "review", "escalation-2"));
    }

    [Fact]
    public async Task That_open_alerts_found_nobody_is_measured_until_somebody_is_told()
    {
        using var notify = new Receiver().Answers(201);
        await using var suite = await notify.Suite(Arrived, untimed: true);
        await suite.As("feed-01").Taken(Told.Arrived(Arrived));
        await suite.LookAt(DrinkDue);
        Assert.True(await Undelivered(suite) > 0);

        await OnDuty(suite, "custody-sergeant", Sergeant);
        await OnDuty(suite, "custody-inspector", Inspector);
        await OnDuty(suite, "superintendent", Inspector);
        await Eventually.Finds(
            async () =>
            {
                await suite.Send();
                return await Undelivered(suite);
            },
            undelivered => undelivered == 0);
    }

    [Fact]
    public async Task However_many_must_go_on_waiting_whoever_comes_on_duty_has_what_waits_for_them()
    {
        using var notify = new Receiver().Answers(201);
        await using var suite = await notify.Suite("2026-06-10T18:25:00Z", untimed: true);
        await NightContact(suite, "01632 960200");
        await suite.As("sgt-01").Asks(await suite.As("feed-01").Taken(Night.Refused()));
        await suite.Look();
        await suite.Send();
        Assert.Contains("to-be-rung", await Outcomes(suite, "accommodation-reply", "warning"));
        await Repeat(suite, "to-be-rung", 40);
        suite.Clock.AdvanceMinutes(1);
        await NightContact(suite, "01632 960201");
        await suite.As("feed-01").Taken(Told.Event("force-used", "2026-06-10T18:26:00Z", new { kind = "Held", reason = "Kicking" }));
        await suite.Look();

        await OnDuty(suite, "custody-sergeant", Sergeant);
        await suite.Send();

        await Eventually.True(() => Texts(notify, Sergeant, "Force used") == 1);
    }

    [Fact]
    public async Task What_must_go_on_waiting_is_looked_at_again_beside_somebody_who_writes()
    {
        using var notify = new Receiver().Answers(201);
        await using var suite = await notify.Suite("2026-06-10T18:25:00Z", untimed: true);
        await NightContact(suite, "01632 960200");
        await suite.As("sgt-01").Asks(await suite.As("feed-01").Taken(Night.Refused()));
        await suite.Look();
        await suite.Send();
        await Repeat(suite, "to-be-rung", 40);
        suite.Clock.AdvanceMinutes(1);
        await NightContact(suite, "01632 960201");
        await suite.Send();

        using var scope = suite.Services.CreateScope();
        var outbox = scope.ServiceProvider.GetRequiredService<Outbox>();
        await suite.Services.GetRequiredService<Database>().Write(
            (_, _) => outbox.Run(Lane.ToPeople, TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(20)), TestContext.Current.CancellationToken);

        await NightContact(suite, "07700 900300");
        await suite.Send();
        await Eventually.True(() => Texts(notify, "07700 900300", "") == 1);
    }

    [Fact]
    public async Task What_is_tried_for_minutes_in_vain_has_reached_nobody()
    {
        using var notify = new Receiver().Answers(403);
        await using var suite = await notify.Suite(Arrived, untimed: true);
        await OnDuty(suite, "custody-sergeant", Sergeant);
        await OnDuty(suite, "custody-inspector", Inspector);
        await OnDuty(suite, "superintendent", Cover);
        await suite.As("feed-01").Taken(Told.Arrived(Arrived));
        await suite.LookAt(DrinkDue);
        foreach (var seconds in new[] { 0, 15, 60 })
        {
            suite.Clock.AdvanceSeconds(seconds);
            await suite.Send();
        }
        Assert.Equal((0, HealthStatus.Healthy), (await Undelivered(suite), await Heartbeat(suite)));

        suite.Clock.AdvanceSeconds(45);

        Assert.True(await Undelivered(suite) > 0);
        Assert.Equal(HealthStatus.Unhealthy, await Heartbeat(suite));
        Assert.Equal(HttpStatusCode.OK, (await suite.As().GetAsync("/health/ready", TestContext.Current.CancellationToken)).StatusCode);
        var drink = Assert.Single(
            (await suite.As("admin-01").Read("/deliveries/undelivered")).Body!["items"]!.AsArray(), item => item!.Is("clock", "drink") && item!.Is("step", "due"))!;
        Assert.Equal("tried-in-vain", drink["outcome"]!.ToString());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await suite.As("admin-01").Call($"/deliveries/{drink["id"]}/send-again", new JsonObject())).Status);

        var alert = Assert.Single(await suite.As("sgt-01").Alerts("drink", "due"));
        await suite.As("sgt-01").Call($"/alerts/{alert["id"]}/acknowledge", new JsonObject());
        Assert.DoesNotContain(
            (await suite.As("admin-01").Read("/deliveries/undelivered")).Body!["items"]!.AsArray(), item => item!.Is("clock", "drink") && item!.Is("step", "due"));
    }

    [Fact]
    public async Task What_is_tried_again_after_a_swap_goes_to_the_cover()
    {
        using var notify = new Receiver().Answers(503);
        await using var suite = await notify.Suite(Arrived, untimed: true);
        var turn = await OnDuty(suite, "custody-sergeant", Sergeant);
        await suite.As("feed-01").Taken(Told.Arrived(Arrived));
        await suite.LookAt(DrinkDue);
        await suite.Send();
        var before = Texts(notify, Sergeant, "Drink offered: overdue");
        Assert.Equal(HttpStatusCode.OK, (await Swapped(suite, turn, "Ill")).Status);

        notify.Answers(201);
        suite.Clock.AdvanceSeconds(15);
        await suite.Send();
        suite.Clock.AdvanceMinutes(1);
        await suite.Send();

        Assert.Equal((before, 1), (Texts(notify, Sergeant, "Drink offered: overdue"), Texts(notify, Cover, "Drink offered: overdue")));
        Assert.Equal(["delivered", "failed-503", "passed-on"], await Outcomes(suite, "drink", "due"));
    }

    [Fact]
    public async Task Whoever_has_acknowledged_an_alert_is_not_told_of_it_when_the_turn_of_another_is_over()
    {
        using var notify = new Receiver().Answers(503);
        await using var suite = await LateReview(notify);
        var turn = await OnDuty(suite, "custody-inspector", Inspector);
        var other = await OnDuty(suite, "superintendent", Inspector);
        await OnDuty(suite, "custody-sergeant", Sergeant);
        await suite.Look();
        await suite.Send();
        var late = Assert.Single(await suite.As("sgt-01").Alerts("review", "escalation-2"));
        Assert.Equal(HttpStatusCode.OK, (await suite.As("sgt-01").Call($"/alerts/{late["id"]}/acknowledge", new JsonObject())).Status);
        foreach (var over in new[] { turn, other }) await suite.As("insp-01").Call($"/rota/{over}/end", new JsonObject { ["reason"] = "Home" });

        notify.Answers(201);
        suite.Clock.AdvanceSeconds(15);
        await suite.Send();
        await suite.Send();

        Assert.Contains("nobody-on-duty", await Outcomes(suite, "review", "escalation-2"));
        Assert.Equal(0, Texts(notify, Sergeant, "review of detention"));
    }

    [Fact]
    public async Task What_is_tried_again_when_the_turn_is_over_and_nobody_follows_says_so_and_waits_for_somebody()
    {
        using var notify = new Receiver().Answers(503);
        await using var suite = await notify.Suite(Arrived, untimed: true);
        var turn = await OnDuty(suite, "custody-sergeant", Sergeant);
        await suite.As("feed-01").Taken(Told.Arrived(Arrived));
        await suite.LookAt(DrinkDue);
        await suite.Send();
        await suite.As("insp-01").Call($"/rota/{turn}/end", new JsonObject { ["reason"] = "Home" });
        notify.Answers(201);
        suite.Clock.AdvanceSeconds(15);
        await suite.Send();
        Assert.Equal(["failed-503", "nobody-on-duty", "passed-on"], await Outcomes(suite, "drink", "due"));

        await OnDuty(suite, "custody-sergeant", Cover);
        await suite.Send();

        Assert.Equal(1, Texts(notify, Cover, "Drink offered: overdue"));
    }

    [Fact]
    public async Task A_number_that_is_refused_is_put_right_by_a_swap_and_whoever_comes_has_it_once()
    {
        using var notify = new Receiver().Answers(400);
        await using var suite = await notify.Suite(Arrived, untimed: true);
        var turn = await OnDuty(suite, "custody-sergeant", Sergeant);
        await suite.As("feed-01").Taken(Told.Arrived(Arrived));
        await suite.LookAt(DrinkDue);
        await suite.Send();
        await suite.Send();
        Assert.Equal(["nobody-reached", "refused-400"], await Outcomes(suite, "drink", "due"));

        notify.Answers(201);
        suite.Clock.AdvanceSeconds(1);
        Assert.Equal(HttpStatusCode.OK, (await Swapped(suite, turn, "Wrong number")).Status);
        await suite.Send();
        await suite.Send();
        await OnDuty(suite, "custody-sergeant", Inspector);
        await suite.Send();

        Assert.Equal(["delivered", "passed-on", "refused-400"], await Outcomes(suite, "drink", "due"));
        Assert.Equal(
            (1, 1, 0),
            (Texts(notify, Sergeant, "Drink offered: overdue"), Texts(notify, Cover, "Drink offered: overdue"), Texts(notify, Inspector, "Drink offered: overdue")));
    }

    [Fact]
    public async Task What_was_given_up_goes_to_whoever_comes_on_duty_and_not_where_it_was_tried()
    {
        using var notify = new Receiver().Answers(503);
        await using var suite = await notify.Suite(Arrived, untimed: true);
        await OnDuty(suite, "custody-sergeant", Sergeant);
        await suite.As("feed-01").Taken(Told.Arrived(Arrived));
        await suite.LookAt(DrinkDue);
        await suite.Send();
        foreach (var seconds in new[] { 15, 60, 300, 900, 3600 })
        {
            suite.Clock.AdvanceSeconds(seconds);
            await suite.Send();
        }
        Assert.Contains("gave-up", await Outcomes(suite, "drink", "due"));
        notify.Answers(201);
        await suite.Send();
        var before = Texts(notify, Sergeant, "Drink offered: overdue");

        await OnDuty(suite, "custody-sergeant", Cover);
        await suite.Send();
        await suite.Send();

        Assert.Equal((before, 1), (Texts(notify, Sergeant, "Drink offered: overdue"), Texts(notify, Cover, "Drink offered: overdue")));
    }

    [Theory]
    [InlineData(503, 1)]
    [InlineData(400, 0)]
    public async Task What_was_given_up_is_begun_again_an_hour_later_and_what_was_refused_is_not(int answer, int told)
    {
        using var notify = new Receiver().Answers(answer);
        await using var suite = await notify.Suite(Arrived, untimed: true);
        await OnDuty(suite, "custody-sergeant", Sergeant);
        await suite.As("feed-01").Taken(Told.Arrived(Arrived));
        await suite.LookAt(DrinkDue);
        await suite.Send();
        foreach (var seconds in new[] { 15, 60, 300, 900, 3600 })
        {
            suite.Clock.AdvanceSeconds(seconds);
            await suite.Send();
        }
        notify.Answers(201);
        suite.Clock.AdvanceMinutes(59);
        await suite.Send();
        var before = Texts(notify, Sergeant, "Drink offered: overdue");

        suite.Clock.AdvanceMinutes(1);
        await suite.Send();
        await suite.Send();
        suite.Clock.AdvanceMinutes(120);
        await suite.Send();

        Assert.Equal(before + told, Texts(notify, Sergeant, "Drink offered: overdue"));
        Assert.Equal(told, (await Outcomes(suite, "drink", "due")).Count(outcome => outcome == "delivered"));
    }

    [Fact]
    public async Task What_was_given_up_and_is_begun_again_is_one_line_for_one_person()
    {
        using var notify = new Receiver().Answers(503);
        await using var suite = await notify.Suite(Arrived, untimed: true);
        await OnDuty(suite, "custody-sergeant", Sergeant);
        await suite.As("feed-01").Taken(Told.Arrived(Arrived));
        await suite.LookAt(DrinkDue);
        await GiveUp(suite);
        var lost = Assert.Single(await UndeliveredDrink(suite));
        Assert.Equal("gave-up", lost["outcome"]!.ToString());

        suite.Clock.AdvanceMinutes(60);
        await suite.Send();
        Assert.Equal("tried-in-vain", Assert.Single(await UndeliveredDrink(suite))["outcome"]!.ToString());
        notify.Answers(201);
        suite.Clock.AdvanceSeconds(15);
        await suite.Send();

        Assert.Empty(await UndeliveredDrink(suite));
        Assert.Equal(HttpStatusCode.NotFound, (await suite.As("admin-01").Call($"/deliveries/{lost["id"]}/send-again", new JsonObject())).Status);
        var outcomes = await Outcomes(suite, "drink", "due");
        Assert.Equal(
            ["delivered", "failed-503", "failed-503", "failed-503", "failed-503", "failed-503", "failed-503", "passed-on", "sent-again"], outcomes);
    }

    [Fact]
    public async Task Whoever_stood_in_for_somebody_is_not_begun_again_once_that_one_has_it()
    {
        using var notify = new Receiver().Answers(503);
        await using var suite = await LateReview(notify);
        await OnDuty(suite, "custody-sergeant", Sergeant);
        await OnDuty(suite, "custody-inspector", Cover);
        await OnDuty(suite, "superintendent", Inspector);
        await suite.Look();
        foreach (var _ in new[] { 1, 2, 3 }) await GiveUp(suite);
        notify.Answers(201).Refuses(Sergeant, 503);
        await GiveUp(suite);
        Assert.Contains("delivered", await Outcomes(suite, "review", "escalation-2"));
        await GiveUp(suite);
        Assert.Contains("gave-up", await Outcomes(suite, "review", "escalation-2"));
        var before = Texts(notify, Sergeant, "review of detention");

        foreach (var _ in new[] { 1, 2, 3 })
        {
            suite.Clock.AdvanceMinutes(61);
            await suite.Send();
        }

        Assert.Equal(before, Texts(notify, Sergeant, "review of detention"));
    }

    [Fact]
    public async Task No_heartbeat_says_that_all_is_well_while_what_was_given_up_has_reached_nobody()
    {
        using var notify = new Receiver().Answers(503);
        await using var suite = await notify.Suite(Arrived, untimed: true);
        foreach (var audience in new[] { "custody-sergeant", "custody-inspector", "superintendent" }) await OnDuty(suite, audience, Sergeant);
        await suite.As("feed-01").Taken(Told.Arrived(Arrived));
        await suite.LookAt(DrinkDue);
        await GiveUp(suite);
        Assert.Contains("gave-up", await Outcomes(suite, "drink", "due"));
        Assert.Equal(HealthStatus.Unhealthy, await Heartbeat(suite));

        suite.Clock.AdvanceMinutes(60);
        notify.Answers(201);
        await suite.Send();

        Assert.Equal(HealthStatus.Healthy, await Heartbeat(suite));
    }

    [Fact]
    public async Task What_is_refused_goes_down_the_ladder_as_what_finds_nobody_does()
    {
        using var notify = new Receiver().Answers(201).Refuses(Inspector);
        await using var suite = await LateReview(notify);
        await OnDuty(suite, "custody-sergeant", Sergeant);
        await OnDuty(suite, "custody-inspector", Inspector);
        await OnDuty(suite, "superintendent", Inspector);
        await suite.Look();
        await suite.Send();
        await suite.Send();

        // The superintendent's, the inspector's below, and the sergeant's below them both.
        Assert.Equal(["delivered", "nobody-reached", "nobody-reached", "refused-400", "refused-400"], await Outcomes(suite, "review", "escalation-2"));
        await Eventually.True(() => Texts(notify, Sergeant, "review of detention") == 1);
    }

    [Fact]
    public async Task What_was_refused_and_then_acknowledged_wakes_nobody_who_comes_on_duty()
    {
        using var notify = new Receiver().Answers(400);
        await using var suite = await notify.Suite(Arrived, untimed: true);
        await OnDuty(suite, "custody-sergeant", Sergeant);
        await suite.As("feed-01").Taken(Told.Arrived(Arrived));
        await suite.LookAt(DrinkDue);
        await suite.Send();
        var drink = Assert.Single(await suite.As("sgt-01").Alerts("drink", "due"));
        Assert.Equal(HttpStatusCode.OK, (await suite.As("sgt-01").Call($"/alerts/{drink["id"]}/acknowledge", new JsonObject())).Status);

        notify.Answers(201);
        await OnDuty(suite, "custody-sergeant", Cover);
        await suite.Send();

        Assert.Equal(["acknowledged", "refused-400"], await Outcomes(suite, "drink", "due"));
        Assert.Equal(0, Texts(notify, Cover, "Drink offered: overdue"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_screen_that_draws_nothing_with_nobody_on_duty_leaves_a_trace(bool notifies)
    {
        using var notify = new Receiver().Answers(201);
        await using var suite = await notify.Suite(Arrived, notifies, untimed: true);
        await suite.As("feed-01").Taken(Told.Arrived(Arrived));
        await using var screen = await Screen.Open(suite, "sgt-01");
        await suite.LookAt(DrinkDue);
        await suite.Send();
        Assert.Equal([""], await Outcomes(suite, "drink", "due"));

        suite.Clock.AdvanceMinutes(1);
        await suite.Send();

        Assert.Equal(["nobody-on-duty"], await Outcomes(suite, "drink", "due"));
    }

    [Fact]
    public async Task What_is_drawn_in_time_leaves_no_such_trace()
    {
        using var notify = new Receiver().Answers(201);
        await using var suite = await notify.Suite(Arrived, untimed: true);
        await suite.As("feed-01").Taken(Told.Arrived(Arrived));
        await using var screen = await Screen.Open(suite, "sgt-01");
        await suite.LookAt(DrinkDue);
        var alert = Assert.Single(await suite.As("sgt-01").Alerts("drink", "due"));

        await screen.Connection.InvokeAsync(
            "Rendered", new[] { alert["id"]!.ToString() }, alert["sequence"]!.GetValue<long>(), TestContext.Current.CancellationToken);

        await Eventually.Finds(() => Outcomes(suite, "drink", "due"), outcomes => outcomes is ["seen"]);
    }

    [Fact]
    public async Task Where_no_message_can_go_at_all_it_says_so()
    {
        using var nothing = new Receiver();
        await using var suite = await nothing.Suite(Arrived, notify: false, untimed: true);
        await suite.As("feed-01").Taken(Told.Arrived(Arrived));
        await suite.LookAt(DrinkDue);
        Assert.Equal(["nobody-on-duty"], await Outcomes(suite, "drink", "due"));

        await OnDuty(suite, "custody-sergeant", Sergeant);
        await suite.Send();

        Assert.Equal(["nobody-reached", "passed-on", "refused-not-configured"], await Outcomes(suite, "drink", "due"));
    }

    private static async Task GiveUp(CustodySuite suite)
    {
        foreach (var seconds in new[] { 0, 15, 60, 300, 900, 3600 })
        {
            suite.Clock.AdvanceSeconds(seconds);
            await suite.Send();
        }
    }

    private static async Task<JsonNode[]> UndeliveredDrink(CustodySuite suite) =>
    [
        .. (await suite.As("admin-01").Read("/deliveries/undelivered")).Body!["items"]!.AsArray()
            .Where(item => item!.Is("clock", "drink") && item!.Is("step", "due") && item!["outcome"]!.ToString() != "nobody-reached").Select(item => item!),
    ];

    private static async Task<CustodySuite> LateReview(Receiver notify)
    {
        var suite = await notify.Suite(ReviewLate, untimed: true);
        await suite.As("feed-01").Taken(Told.Arrived(Arrived), Told.Authorised("2026-06-10T12:10:00Z"));
        return suite;
    }

    private static async Task NightContact(CustodySuite suite, string contact) => Assert.Equal(HttpStatusCode.OK, (await suite.As("admin-01").Call(
        "/authorities/E08000099", new JsonObject { ["name"] = "Elsewhere", ["nightContact"] = contact, ["reason"] = "Rang" })).Status);

    // As if so many more alerts had found the same.
    private static Task Repeat(CustodySuite suite, string outcome, int times) => suite.Services.GetRequiredService<Database>().Write(
        async (connection, transaction) =>
        {
            foreach (var time in Enumerable.Range(1, times))
                await connection.ExecuteAsync(
                    """
                    INSERT INTO deliveries (id, alert_id, position, channel, created_at, attempts, message_id, recipient, audience, not_before, outcome)
                    SELECT @id, alert_id, position, channel, created_at, attempts, message_id, recipient, audience, not_before, outcome
                    FROM deliveries WHERE id = (SELECT MIN(id) FROM deliveries WHERE outcome = @outcome)
                    """,
                    new { outcome, id = $"more-{time}" }, transaction);
        },
        TestContext.Current.CancellationToken);

    private static async Task<HealthStatus> Heartbeat(CustodySuite suite) => (await suite.Services.GetRequiredService<HealthCheckService>()
        .CheckHealthAsync(check => check.Tags.Contains("heartbeat"), TestContext.Current.CancellationToken)).Entries["texts and emails"].Status;

    private static async Task<string> OnDuty(CustodySuite suite, string audience, string address)
    {
        var answer = await suite.As("insp-01").Call("/rota", Sending.Turn(audience, address: address));
        Assert.Equal(HttpStatusCode.Created, answer.Status);
        return answer.Text("id")!;
    }

    private static Task<Answer> Swapped(CustodySuite suite, string turn, string reason) => suite.As("insp-01").Call($"/rota/{turn}/swap", new JsonObject
    {
        ["person"] = "Cover",
        ["channel"] = "text",
        ["address"] = Cover,
        ["reason"] = reason,
    });

    // Of this suite's own meters: those of other tests have the same name.
    private static async Task<long> Undelivered(CustodySuite suite)
    {
        await suite.Services.GetServices<IHostedService>().OfType<Watcher>().Single().Read(TestContext.Current.CancellationToken);
        var (meters, undelivered) = (suite.Services.GetRequiredService<IMeterFactory>(), 0L);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Scope == meters && instrument.Name == "custodywatch.alerts.undelivered") listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => undelivered = value);
        listener.Start();
        listener.RecordObservableInstruments();
        return undelivered;
    }

    private static int Texts(Receiver notify, string address, string about) => notify.Texts.Count(text =>
        text.Is("phone_number", address) && text["personalisation"]!["message"]!.ToString().Contains(about, StringComparison.Ordinal));

    private static async Task<string[]> Outcomes(CustodySuite suite, string clock, string step) =>
        [.. (await suite.Attempts(clock, step, "text")).Select(attempt => attempt["outcome"]?.ToString() ?? "").Order(StringComparer.Ordinal)];
}
