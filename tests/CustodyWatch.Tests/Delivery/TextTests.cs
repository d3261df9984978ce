using System.Net;
using CustodyWatch.Storage;
using CustodyWatch.Tests.Harness;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using static CustodyWatch.Tests.Delivery.Duty;

namespace CustodyWatch.Tests.Delivery;

public sealed class TextTests
{
    [Fact]
    public async Task A_text_goes_to_who_is_on_duty_when_nobody_has_the_screen_open_and_names_no_child()
    {
        using var notify = new Receiver().Answers(201);
        await using var suite = await notify.SergeantOnDuty();

        await suite.LookAt(DrinkDue);
        await suite.Send();
        await Eventually.True(() => notify.Texts.Any(text => text.Message().Contains("Drink")));

        var text = notify.Texts.First(sent => sent.Message().Contains("Drink"));
        Assert.Equal("07700 900123", text["phone_number"]!.ToString());
        Assert.Matches(
            @"^CustodyWatch CENTRAL, record CR-26-00001: Drink offered: overdue \(17:00\)\. Sign in to see what to do\. Ref \d+-1$", text.Message());
        var attempt = Assert.Single(await suite.Settled("drink", "due"));
        Assert.Equal("delivered", attempt["outcome"]!.ToString());
        Assert.Equal(1, (int)attempt["attempts"]!);
        Assert.DoesNotContain("07700", attempt.ToJsonString());
    }

    [Fact]
    public async Task A_clock_that_is_set_back_holds_no_text_that_is_tried_again_and_none_that_was_begun()
    {
        using var notify = new Receiver().Answers(503);
        await using var suite = await notify.SergeantOnDuty();
        await suite.LookAt(DrinkDue);
        await suite.Send();
        Assert.Equal(["failed-503", ""], (await suite.Settled("drink", "due")).Select(Texting.Outcome));

        notify.Answers(201);
        suite.Clock.AdvanceMinutes(-60);
        await suite.Send();
        Assert.Equal(["failed-503", "delivered"], (await suite.Settled("drink", "due")).Select(Texting.Outcome));

        await suite.Services.GetRequiredService<Database>().Write(
            (connection, transaction) => connection.ExecuteAsync(
                "UPDATE deliveries SET outcome = NULL, delivered_at = NULL, attempted_at = @ahead WHERE channel = 'text' AND outcome = 'delivered'",
                new { ahead = suite.Clock.GetCurrentInstant() + NodaTime.Duration.FromHours(1) }, transaction),
            TestContext.Current.CancellationToken);
        await suite.Send();
        Assert.Equal(["failed-503", "failed-unknown", ""], (await suite.Settled("drink", "due")).Select(Texting.Outcome));
    }

    [Fact]
    public async Task A_clock_that_is_set_back_by_little_leaves_a_text_to_its_time()
    {
        using var notify = new Receiver().Answers(503);
        await using var suite = await notify.SergeantOnDuty();
        await suite.LookAt(DrinkDue);
        await suite.Send();

        suite.Clock.AdvanceMinutes(-1);
        await suite.Send();

        Assert.Equal(["failed-503", ""], (await suite.Settled("drink", "due")).Select(Texting.Outcome));
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

        Assert.Equal(["failed-error", ""], (await suite.Settled("drink", "due")).Select(Texting.Outcome));
        Assert.Equal("delivered", Assert.Single(await suite.Attempts("drink", "due", "webhook")).Outcome());
    }

    [Fact]
    public async Task A_text_that_notify_cannot_take_now_is_tried_again_and_each_attempt_is_a_row()
    {
        using var notify = new Receiver().Answers(503);
        await using var suite = await notify.SergeantOnDuty();
        await suite.LookAt(DrinkDue);
        await suite.Send();
        await Eventually.True(() => notify.Texts.Count > 0);
        Assert.Equal(["failed-503", ""], (await suite.Settled("drink", "due")).Select(Texting.Outcome));

        notify.Answers(201);
        suite.Clock.AdvanceSeconds(15);
        await suite.Send();

        var attempts = await suite.Settled("drink", "due");
        Assert.Equal(["failed-503", "delivered"], attempts.Select(Texting.Outcome));
        Assert.Equal([1, 2], attempts.Select(attempt => (int)attempt["attempts"]!));
        var ours = notify.Texts.Where(text => text.Message().Contains("Drink")).ToArray();
        Assert.Single(ours.Select(text => text["reference"]!.ToString()).Distinct());
        Assert.Equal(2, ours.Select(Texting.Message).Distinct().Count());
    }

    [Fact]
    public async Task Nobody_is_woken_for_what_has_been_put_right_in_the_meantime()
    {
        using var notify = new Receiver().Answers(503);
        await using var suite = await notify.SergeantOnDuty();
        await suite.LookAt(DrinkDue);
        await suite.Send();
        await suite.As("sgt-01").Taken(Told.Drink(DrinkDue));
        await suite.Look();

        notify.Answers(201);
        suite.Clock.AdvanceSeconds(15);
        await suite.Send();

        Assert.Equal(["failed-503", "no-longer-needed"], (await suite.Settled("drink", "due")).Select(Texting.Outcome));
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
        await suite.Acknowledge("sgt-01", "accommodation-reply", "due");

        notify.Answers(201);
        suite.Clock.AdvanceSeconds(15);
        await suite.Send();

        var toInspector = (await suite.Settled("accommodation-reply", "due")).Where(attempt => attempt.Is("recipient", "rota/" + inspector));
        Assert.Equal(["failed-503", "delivered"], toInspector.Select(Texting.Outcome));
    }

    [Fact]
    public async Task No_text_goes_to_those_of_whom_one_has_acknowledged_the_alert()
    {
        using var notify = new Receiver().Answers(503);
        await using var suite = await notify.SergeantOnDuty();
        await suite.LookAt(DrinkDue);
        await suite.Send();
        await suite.Acknowledge("sgt-01", "drink", "due");

        notify.Answers(201);
        suite.Clock.AdvanceSeconds(15);
        await suite.Send();

        Assert.Equal(["failed-503", "acknowledged"], (await suite.Settled("drink", "due")).Select(Texting.Outcome));
    }

    [Fact]
    public async Task What_is_acknowledged_while_it_is_on_its_way_is_not_tried_again()
    {
        using var notify = new Receiver().Answers(503, afterSeconds: 10);
        await using var suite = await notify.SergeantOnDuty();
        await suite.LookAt(DrinkDue);
        var sending = suite.Send();
        await Eventually.Finds(() => suite.Attempts("drink", "due", "text"), attempts => attempts[0]["attemptedAt"] is not null);
        await suite.Acknowledge("sgt-01", "drink", "due");
        await sending;
        notify.Answers(201);
        suite.Clock.AdvanceSeconds(15);
        await suite.Send();

        Assert.Equal(["failed-503", "acknowledged"], (await suite.Settled("drink", "due")).Select(Texting.Outcome));
    }

    [Fact]
    public async Task No_two_texts_to_one_phone_are_the_same_for_one_who_is_on_duty_in_two_roles()
    {
        using var notify = new Receiver().Answers(201);
        await using var suite = await notify.SergeantOnDuty();
        await suite.As("insp-01").Call("/rota", Sending.Turn("custody-inspector"));
        await suite.As("feed-01").Taken(Told.Event("force-used", Arrived, new { kind = "Held", reason = "Kicking" }));
        await suite.Look();
        await suite.Send();

        await Eventually.True(() => notify.Texts.Count(text => text.Message().Contains("Force used")) == 2);
        Assert.Equal(2, notify.Texts.Select(Texting.Message).Where(said => said.Contains("Force used")).Distinct().Count());
    }

    [Fact]
    public async Task A_text_begun_before_the_power_failed_is_sent_again_because_nobody_knows_whether_it_went()
    {
        using var notify = new Receiver().Answers(201);
        await using var suite = await notify.SergeantOnDuty();
        await suite.LookAt(DrinkDue);
        await suite.Send();
        await suite.Settled("drink", "due");
        await suite.Services.GetRequiredService<Database>().Write(
            (connection, transaction) => connection.ExecuteAsync(
                "UPDATE deliveries SET outcome = NULL, delivered_at = NULL WHERE channel = 'text'", transaction: transaction),
            TestContext.Current.CancellationToken);

        suite.Clock.AdvanceMinutes(2);
        await suite.Send();
        suite.Clock.AdvanceSeconds(15);
        await suite.Send();

        Assert.Equal(["failed-unknown", "delivered"], (await suite.Settled("drink", "due")).Select(Texting.Outcome));
    }

    [Fact]
    public async Task However_many_nodes_send_a_text_goes_once()
    {
        using var notify = new Receiver().Answers(201);
        await using var suite = await notify.SergeantOnDuty();
        await suite.LookAt(DrinkDue);

        await Task.WhenAll(Enumerable.Range(1, 6).Select(_ => suite.Send()));
        await suite.Settled("drink", "due");

        Assert.Single(notify.Texts, text => text.Message().Contains("Drink"));
        Assert.Equal(notify.Texts.Count, notify.Texts.Select(Texting.Message).Distinct().Count());
    }

    [Fact]
    public async Task When_nobody_is_on_duty_the_alert_says_so()
    {
        using var notify = new Receiver().Answers(201);
        await using var suite = await notify.Suite(Arrived);
        await suite.As("feed-01").Taken(Told.Arrived(Arrived));

        await suite.LookAt(DrinkDue);
        await suite.Send();

        Assert.Equal("nobody-on-duty", Assert.Single(await suite.Attempts("drink", "due", "text")).Outcome());
        Assert.Empty(notify.Texts);
    }
}
