using System.Net;
using System.Text.Json.Nodes;
using CustodyWatch.Storage;
using CustodyWatch.Tests.Harness;
using Dapper;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CustodyWatch.Tests.Delivery;

public sealed class TextTests
{
    private const string Arrived = "2026-06-10T12:00:00Z", DrinkDue = "2026-06-10T16:00:00Z";

    [Fact]
    public async Task A_text_goes_to_who_is_on_duty_when_nobody_has_the_screen_open_and_names_no_child()
    {
        using var notify = new Receiver().Answers(201);
        await using var suite = await OnDuty(notify);

        await suite.LookAt(DrinkDue);
        await suite.Send();
        await Eventually.True(() => notify.Texts.Any(text => Message(text).Contains("Drink")));

        var text = notify.Texts.First(sent => Message(sent).Contains("Drink"));
        Assert.Equal("07700 900123", text["phone_number"]!.ToString());
        Assert.Matches(
            @"^CustodyWatch CENTRAL, record CR-26-00001: Drink offered: overdue \(17:00\)\. Sign in to see what to do\. Ref \d+-1$", Message(text));
        var attempt = Assert.Single(await Settled(suite, "drink", "due"));
        Assert.Equal("delivered", attempt["outcome"]!.ToString());
        Assert.Equal(1, (int)attempt["attempts"]!);
        Assert.DoesNotContain("07700", attempt.ToJsonString());
    }

    [Fact]
    public async Task A_clock_that_is_set_back_holds_no_text_that_is_tried_again_and_none_that_was_begun()
    {
        using var notify = new Receiver().Answers(503);
        await using var suite = await OnDuty(notify);
        await suite.LookAt(DrinkDue);
        await suite.Send();
        Assert.Equal(["failed-503", ""], (await Settled(suite, "drink", "due")).Select(Outcome));

        notify.Answers(201);
        suite.Clock.AdvanceMinutes(-60);
        await suite.Send();
        Assert.Equal(["failed-503", "delivered"], (await Settled(suite, "drink", "due")).Select(Outcome));

        await suite.Services.GetRequiredService<Database>().Write(
            (connection, transaction) => connection.ExecuteAsync(
                "UPDATE deliveries SET outcome = NULL, delivered_at = NULL, attempted_at = @ahead WHERE channel = 'text' AND outcome = 'delivered'",
                new { ahead = suite.Clock.GetCurrentInstant() + NodaTime.Duration.FromHours(1) }, transaction),
            TestContext.Current.CancellationToken);
        await suite.Send();
        Assert.Equal(["failed-503", "failed-unknown", ""], (await Settled(suite, "drink", "due")).Select(Outcome));
    }

    [Fact]
    public async Task A_clock_that_is_set_back_by_little_leaves_a_text_to_its_time()
    {
        using var notify = new Receiver().Answers(503);
        await using var suite = await OnDuty(notify);
        await suite.LookAt(DrinkDue);
        await suite.Send();

        suite.Clock.AdvanceMinutes(-1);
        await suite.Send();

        Assert.Equal(["failed-503", ""], (await Settled(suite, "drink", "due")).Select(Outcome));
    }

    [Fact]
    public async Task A_key_that_notifys_client_does_not_take_fails_the_text_and_holds_up_no_webhook()
    {
        using var both = new Receiver().Answers(201).Takes(204);
        await using var suite = await both.Suite(Arrived, hook: true, key: "a-key-cut-short");
        await suite.As("insp-01").Call("/rota", Sending.Turn("custody-sergeant"));
        await suite.As("feed-01").Taken(Told.Arrived(Arrived));

        await suite.LookAt(DrinkDue);
        await suite.Send();

        Assert.Equal(["failed-error", ""], (await Settled(suite, "drink", "due")).Select(Outcome));
        Assert.Equal("delivered", Outcome(Assert.Single(await suite.Attempts("drink", "due", "webhook"))));
    }

    [Fact]
    public async Task No_text_goes_where_the_alert_was_seen_on_a_screen()
    {
        using var notify = new Receiver().Answers(201);
        await using var suite = await OnDuty(notify);
        await using var screen = await Screen.Open(suite, "sgt-01");
        await suite.LookAt(DrinkDue);
        await suite.Send();
        Assert.Equal("", Outcome(Assert.Single(await suite.Attempts("drink", "due", "text"))));

        var alert = Assert.Single(await suite.As("sgt-01").Alerts("drink", "due"));
        await screen.Connection.InvokeAsync(
            "Rendered", new[] { alert["id"]!.ToString() }, alert["sequence"]!.GetValue<long>(), TestContext.Current.CancellationToken);
        await Eventually.Finds(() => suite.Attempts("drink", "due", "text"), attempts => Outcome(attempts[0]) == "seen");
        suite.Clock.AdvanceMinutes(2);
        await suite.Send();

        Assert.DoesNotContain(notify.Texts, text => Message(text).Contains("Drink offered: overdue"));
        var sight = Assert.Single(await suite.Attempts("drink", "due", "screen"));
        Assert.Equal(("user/sgt-01", "seen", DrinkDue), (sight["recipient"]!.ToString(), Outcome(sight), sight["deliveredAt"]!.ToString()));
    }

    [Fact]
    public async Task A_screen_that_is_open_and_that_nobody_looks_at_is_not_enough()
    {
        using var notify = new Receiver().Answers(201);
        await using var suite = await OnDuty(notify);
        await using var screen = await Screen.Open(suite, "sgt-01");
        await suite.LookAt(DrinkDue);

        suite.Clock.AdvanceSeconds(59);
        await suite.Send();
        Assert.DoesNotContain(notify.Texts, text => Message(text).Contains("Drink offered: overdue"));
        suite.Clock.AdvanceSeconds(1);
        await suite.Send();

        Assert.Equal("delivered", Outcome(Assert.Single(await Settled(suite, "drink", "due"))));
    }

    [Fact]
    public async Task A_warning_is_left_to_the_screen_that_is_open()
    {
        using var notify = new Receiver().Answers(201);
        await using var suite = await OnDuty(notify);
        await using var screen = await Screen.Open(suite, "sgt-01");

        await suite.LookAt("2026-06-10T15:30:00Z");

        Assert.Empty(await suite.Attempts("drink", "warning", "text"));
    }

    [Fact]
    public async Task Nobody_says_that_they_saw_what_is_not_theirs_to_see()
    {
        using var notify = new Receiver().Answers(201);
        await using var suite = await OnDuty(notify);
        await suite.LookAt(DrinkDue);
        await using var north = await Screen.Open(suite, "sgt-02");
        var alert = Assert.Single(await suite.As("sgt-01").Alerts("drink", "due"));
        await using var officer = await Screen.Open(suite, "do-01");

        foreach (var screen in new[] { north, officer })
            await screen.Connection.InvokeAsync(
                "Rendered", new[] { alert["id"]!.ToString() }, alert["sequence"]!.GetValue<long>(), TestContext.Current.CancellationToken);

        await Eventually.Finds(() => suite.Attempts("drink", "due", "screen"), sights => sights.Count > 0);
        Assert.Equal("user/do-01", Assert.Single(await suite.Attempts("drink", "due", "screen"))["recipient"]!.ToString());
    }

    [Fact]
    public async Task A_text_that_notify_cannot_take_now_is_tried_again_and_each_attempt_is_a_row()
    {
        using var notify = new Receiver().Answers(503);
        await using var suite = await OnDuty(notify);
        await suite.LookAt(DrinkDue);
        await suite.Send();
        await Eventually.True(() => notify.Texts.Count > 0);
        Assert.Equal(["failed-503", ""], (await Settled(suite, "drink", "due")).Select(Outcome));

        notify.Answers(201);
        suite.Clock.AdvanceSeconds(15);
        await suite.Send();

        var attempts = await Settled(suite, "drink", "due");
        Assert.Equal(["failed-503", "delivered"], attempts.Select(Outcome));
        Assert.Equal([1, 2], attempts.Select(attempt => (int)attempt["attempts"]!));
        var ours = notify.Texts.Where(text => Message(text).Contains("Drink")).ToArray();
        Assert.Single(ours.Select(text => text["reference"]!.ToString()).Distinct());
        Assert.Equal(2, ours.Select(Message).Distinct().Count());
    }

    [Fact]
    public async Task A_number_that_notify_refuses_waits_for_an_administrator_who_can_send_it_again()
    {
        using var notify = new Receiver().Answers(400, "ValidationError");
        await using var suite = await OnDuty(notify);
        await suite.LookAt(DrinkDue);
        await suite.Send();
        Assert.Equal(["refused-400", "nobody-reached"], (await Settled(suite, "drink", "due")).Select(Outcome));

        notify.Answers(201);
        var drink = await Undelivered(suite);
        Assert.Equal(HttpStatusCode.OK, (await SendAgain(suite, drink)).Status);
        await suite.Send();

        Assert.Equal(["sent-again", "delivered", "passed-on"], (await Settled(suite, "drink", "due")).Select(Outcome));
        Assert.Equal(HttpStatusCode.NotFound, (await SendAgain(suite, drink)).Status);
        Assert.Equal(["1", "2"], notify.Texts.Select(Message).Where(said => said.Contains("Drink offered: overdue")).Select(said => said.Split('-')[^1]).Order());
    }

    [Fact]
    public async Task What_is_sent_again_is_called_off_as_the_first_was()
    {
        using var notify = new Receiver().Answers(400, "ValidationError");
        await using var suite = await OnDuty(notify);
        await suite.LookAt(DrinkDue);
        await suite.Send();
        notify.Answers(503);
        suite.Clock.AdvanceMinutes(1);
        await SendAgain(suite, await Undelivered(suite));
        await suite.Send();
        await Acknowledge(suite, "sgt-01", "drink", "due");

        suite.Clock.AdvanceSeconds(15);
        await suite.Send();

        Assert.Equal(["sent-again", "failed-503", "acknowledged", "acknowledged"], (await Settled(suite, "drink", "due")).Select(Outcome));
    }

    [Fact]
    public async Task Nothing_is_sent_again_to_someone_whose_turn_of_duty_is_over()
    {
        using var notify = new Receiver().Answers(400, "ValidationError");
        await using var suite = await OnDuty(notify);
        await suite.LookAt(DrinkDue);
        await suite.Send();
        var drink = await Undelivered(suite);
        suite.Clock.AdvanceMinutes(14 * 60);

        var refused = await SendAgain(suite, drink);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("The turn of duty", refused.Body!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(["refused-400", "nobody-reached"], (await Settled(suite, "drink", "due")).Select(Outcome));
    }

    [Fact]
    public async Task Nobody_is_woken_for_what_has_been_put_right_in_the_meantime()
    {
        using var notify = new Receiver().Answers(503);
        await using var suite = await OnDuty(notify);
        await suite.LookAt(DrinkDue);
        await suite.Send();
        await suite.As("sgt-01").Taken(Told.Drink(DrinkDue));
        await suite.Look();

        notify.Answers(201);
        suite.Clock.AdvanceSeconds(15);
        await suite.Send();

        Assert.Equal(["failed-503", "no-longer-needed"], (await Settled(suite, "drink", "due")).Select(Outcome));
    }

    [Fact]
    public async Task What_a_sergeant_has_acknowledged_is_still_told_to_the_inspector()
    {
        using var notify = new Receiver().Answers(503);
        await using var suite = await notify.Suite("2026-06-10T18:25:00Z");
        Assert.Equal(HttpStatusCode.Created, (await suite.As("insp-01").Call("/rota", Sending.Turn("custody-sergeant"))).Status);
        var inspector = (await suite.As("insp-01").Call("/rota", Sending.Turn("custody-inspector"))).Text("id");
        await suite.As("sgt-01").Asks(await suite.As("feed-01").Taken(Night.Refused()));
        await suite.LookAt("2026-06-10T19:25:00Z");
        await suite.Send();
        await Acknowledge(suite, "sgt-01", "accommodation-reply", "due");

        notify.Answers(201);
        suite.Clock.AdvanceSeconds(15);
        await suite.Send();

        var toInspector = (await Settled(suite, "accommodation-reply", "due")).Where(attempt => attempt.Is("recipient", "rota/" + inspector));
        Assert.Equal(["failed-503", "delivered"], toInspector.Select(Outcome));
    }

    [Fact]
    public async Task No_text_goes_to_those_of_whom_one_has_acknowledged_the_alert()
    {
        using var notify = new Receiver().Answers(503);
        await using var suite = await OnDuty(notify);
        await suite.LookAt(DrinkDue);
        await suite.Send();
        await Acknowledge(suite, "sgt-01", "drink", "due");

        notify.Answers(201);
        suite.Clock.AdvanceSeconds(15);
        await suite.Send();

        Assert.Equal(["failed-503", "acknowledged"], (await Settled(suite, "drink", "due")).Select(Outcome));
    }

    [Fact]
    public async Task What_is_acknowledged_while_it_is_on_its_way_is_not_tried_again()
    {
        using var notify = new Receiver().Answers(503, afterSeconds: 10);
        await using var suite = await OnDuty(notify);
        await suite.LookAt(DrinkDue);
        var sending = suite.Send();
        await Eventually.Finds(() => suite.Attempts("drink", "due", "text"), attempts => attempts[0]["attemptedAt"] is not null);
        await Acknowledge(suite, "sgt-01", "drink", "due");
        await sending;
        notify.Answers(201);
        suite.Clock.AdvanceSeconds(15);
        await suite.Send();

        Assert.Equal(["failed-503", "acknowledged"], (await Settled(suite, "drink", "due")).Select(Outcome));
    }

    [Fact]
    public async Task No_two_texts_to_one_phone_are_the_same_for_one_who_is_on_duty_in_two_roles()
    {
        using var notify = new Receiver().Answers(201);
        await using var suite = await OnDuty(notify);
        await suite.As("insp-01").Call("/rota", Sending.Turn("custody-inspector"));
        await suite.As("feed-01").Taken(Told.Event("force-used", Arrived, new { kind = "Held", reason = "Kicking" }));
        await suite.Look();
        await suite.Send();

        await Eventually.True(() => notify.Texts.Count(text => Message(text).Contains("Force used")) == 2);
        Assert.Equal(2, notify.Texts.Select(Message).Where(said => said.Contains("Force used")).Distinct().Count());
    }

    [Fact]
    public async Task What_changed_before_it_was_seen_is_seen_all_the_same()
    {
        using var notify = new Receiver().Answers(503);
        await using var suite = await OnDuty(notify);
        await suite.LookAt(DrinkDue);
        await suite.Send();
        await Acknowledge(suite, "insp-01", "drink", "due");

        await using var screen = await Screen.Open(suite, "sgt-01");
        var alert = Assert.Single(await suite.As("sgt-01").Alerts("drink", "due"));
        await screen.Connection.InvokeAsync(
            "Rendered", new[] { alert["id"]!.ToString() }, alert["sequence"]!.GetValue<long>(), TestContext.Current.CancellationToken);

        await Eventually.Finds(() => suite.Attempts("drink", "due", "text"), attempts => attempts.Any(attempt => Outcome(attempt) == "seen"));
    }

    [Fact]
    public async Task A_text_begun_before_the_power_failed_is_sent_again_because_nobody_knows_whether_it_went()
    {
        using var notify = new Receiver().Answers(201);
        await using var suite = await OnDuty(notify);
        await suite.LookAt(DrinkDue);
        await suite.Send();
        await Settled(suite, "drink", "due");
        await suite.Services.GetRequiredService<Database>().Write(
            (connection, transaction) => connection.ExecuteAsync(
                "UPDATE deliveries SET outcome = NULL, delivered_at = NULL WHERE channel = 'text'", transaction: transaction),
            TestContext.Current.CancellationToken);

        suite.Clock.AdvanceMinutes(2);
        await suite.Send();
        suite.Clock.AdvanceSeconds(15);
        await suite.Send();

        Assert.Equal(["failed-unknown", "delivered"], (await Settled(suite, "drink", "due")).Select(Outcome));
    }

    [Fact]
    public async Task However_many_nodes_send_a_text_goes_once()
    {
        using var notify = new Receiver().Answers(201);
        await using var suite = await OnDuty(notify);
        await suite.LookAt(DrinkDue);

        await Task.WhenAll(Enumerable.Range(1, 6).Select(_ => suite.Send()));
        await Settled(suite, "drink", "due");

        Assert.Single(notify.Texts, text => Message(text).Contains("Drink"));
        Assert.Equal(notify.Texts.Count, notify.Texts.Select(Message).Distinct().Count());
    }

    [Fact]
    public async Task When_nobody_is_on_duty_the_alert_says_so()
    {
        using var notify = new Receiver().Answers(201);
        await using var suite = await notify.Suite(Arrived);
        await suite.As("feed-01").Taken(Told.Arrived(Arrived));

        await suite.LookAt(DrinkDue);
        await suite.Send();

        Assert.Equal("nobody-on-duty", Outcome(Assert.Single(await suite.Attempts("drink", "due", "text"))));
        Assert.Empty(notify.Texts);
    }

    private static async Task<CustodySuite> OnDuty(Receiver notify)
    {
        var suite = await notify.Suite(Arrived);
        Assert.Equal(HttpStatusCode.Created, (await suite.As("insp-01").Call("/rota", Sending.Turn("custody-sergeant"))).Status);
        await suite.As("feed-01").Taken(Told.Arrived(Arrived));
        return suite;
    }

    private static async Task<string> Undelivered(CustodySuite suite)
    {
        await Settled(suite, "drink", "due");
        var list = (await suite.As("admin-01").Read("/deliveries/undelivered")).Body!["items"]!.AsArray();
        return list.Single(item => item!.Is("clock", "drink") && item!.Is("step", "due"))!["id"]!.ToString();
    }

    private static Task<Answer> SendAgain(CustodySuite suite, string id) => suite.As("admin-01").Call($"/deliveries/{id}/send-again", new JsonObject());

    private static async Task Acknowledge(CustodySuite suite, string persona, string clock, string step)
    {
        var alert = Assert.Single(await suite.As("sgt-01").Alerts(clock, step));
        Assert.Equal(HttpStatusCode.OK, (await suite.As(persona).Call($"/alerts/{alert["id"]}/acknowledge", new JsonObject())).Status);
    }

    // The service sends of its own accord too, so what was begun may be a moment from its end.
    private static Task<IReadOnlyList<JsonNode>> Settled(CustodySuite suite, string clock, string step) => Eventually.Finds<IReadOnlyList<JsonNode>>(
        async () =>
        [
            .. (await suite.Attempts(clock, step, "text"))
                .OrderBy(attempt => attempt["attemptedAt"] is null).ThenBy(attempt => (int)attempt["attempts"]!)
                .ThenBy(attempt => attempt["deliveredAt"] is not null),
        ],
        attempts => attempts.All(attempt => attempt["attemptedAt"] is null || attempt["outcome"] is not null));

    private static string Message(JsonNode text) => text["personalisation"]!["message"]!.ToString();

    private static string Outcome(JsonNode attempt) => attempt["outcome"]?.ToString() ?? "";
}
