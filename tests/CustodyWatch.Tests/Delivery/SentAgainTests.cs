using System.Net;
using System.Text.Json.Nodes;
using CustodyWatch.Tests.Harness;
using static CustodyWatch.Tests.Delivery.Duty;

namespace CustodyWatch.Tests.Delivery;

/// <summary>What was refused is sent again by an administrator.</summary>
public sealed class SentAgainTests
{
    [Fact]
    public async Task A_number_that_notify_refuses_waits_for_an_administrator_who_can_send_it_again()
    {
        using var notify = new Receiver().Answers(400, "ValidationError");
        await using var suite = await notify.SergeantOnDuty();
        await suite.LookAt(DrinkDue);
        await suite.Send();
        Assert.Equal(["refused-400", "nobody-reached"], (await suite.Settled("drink", "due")).Select(Texting.Outcome));

        notify.Answers(201);
        var drink = await Undelivered(suite);
        Assert.Equal(HttpStatusCode.OK, (await SendAgain(suite, drink)).Status);
        await suite.Send();

        Assert.Equal(["sent-again", "delivered", "passed-on"], (await suite.Settled("drink", "due")).Select(Texting.Outcome));
        Assert.Equal(HttpStatusCode.NotFound, (await SendAgain(suite, drink)).Status);
        Assert.Equal(["1", "2"], notify.Texts.Select(Texting.Message).Where(said => said.Contains("Drink offered: overdue")).Select(said => said.Split('-')[^1]).Order());
    }

    [Fact]
    public async Task What_is_sent_again_is_called_off_as_the_first_was()
    {
        using var notify = new Receiver().Answers(400, "ValidationError");
        await using var suite = await notify.SergeantOnDuty();
        await suite.LookAt(DrinkDue);
        await suite.Send();
        notify.Answers(503);
        suite.Clock.AdvanceMinutes(1);
        await SendAgain(suite, await Undelivered(suite));
        await suite.Send();
        await suite.Acknowledge("sgt-01", "drink", "due");

        suite.Clock.AdvanceSeconds(15);
        await suite.Send();

        Assert.Equal(["sent-again", "failed-503", "acknowledged", "acknowledged"], (await suite.Settled("drink", "due")).Select(Texting.Outcome));
    }

    [Fact]
    public async Task Nothing_is_sent_again_to_someone_whose_turn_of_duty_is_over()
    {
        using var notify = new Receiver().Answers(400, "ValidationError");
        await using var suite = await notify.SergeantOnDuty();
        await suite.LookAt(DrinkDue);
        await suite.Send();
        var drink = await Undelivered(suite);
        suite.Clock.AdvanceMinutes(14 * 60);

        var refused = await SendAgain(suite, drink);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("The turn of duty", refused.Body!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(["refused-400", "nobody-reached"], (await suite.Settled("drink", "due")).Select(Texting.Outcome));
    }

    private static async Task<string> Undelivered(CustodySuite suite)
    {
        await suite.Settled("drink", "due");
        var list = (await suite.As("admin-01").Read("/deliveries/undelivered")).Body!["items"]!.AsArray();
        return list.Single(item => item!.Is("clock", "drink") && item!.Is("step", "due"))!["id"]!.ToString();
    }

    private static Task<Answer> SendAgain(CustodySuite suite, string id) => suite.As("admin-01").Call($"/deliveries/{id}/send-again", new JsonObject());
}
