using CustodyWatch.Delivery.Outside;
using CustodyWatch.Storage;
using CustodyWatch.Tests.Harness;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CustodyWatch.Tests.Delivery;

/// <summary>An alert that cannot be read keeps no word of another from anybody.</summary>
public sealed class UnreadAlertTests
{
    private const string Arrived = "2026-06-10T12:00:00Z", DrinkDue = "2026-06-10T16:00:00Z", Sergeant = "07700 900101";

    [Fact]
    public async Task What_waits_for_somebody_and_cannot_be_read_holds_up_no_other()
    {
        using var errors = new Overheard(LogLevel.Error);
        using var notify = new Receiver().Answers(201);
        await using var suite = await notify.Suite(Arrived, untimed: true, log: errors);
        await suite.As("feed-01").Taken(Told.Arrived(Arrived));
        await suite.LookAt(DrinkDue);
        await suite.Send();
        await Spoil(suite, "drink");

        await suite.OnDuty("custody-sergeant", Sergeant);
        await suite.Send();

        Assert.True(notify.TextsTo(Sergeant, "") > 0);
        Assert.Equal(0, notify.TextsTo(Sergeant, "Drink"));
        Assert.Equal(["nobody-on-duty"], await suite.Outcomes("drink", "due"));
        Assert.Contains(errors.Said, said => said.StartsWith("An alert cannot be read (JsonException)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_begun_and_cannot_be_read_holds_up_no_other()
    {
        using var notify = new Receiver().Answers(503);
        await using var suite = await notify.Suite(Arrived, untimed: true);
        var turn = await suite.OnDuty("custody-sergeant", Sergeant);
        await suite.As("feed-01").Taken(Told.Arrived(Arrived));
        await suite.LookAt(DrinkDue);
        await suite.Send();
        await Spoil(suite, "drink");
        await suite.EndTurn(turn);
        notify.Answers(201);
        suite.Clock.AdvanceSeconds(15);
        await suite.OnDuty("custody-sergeant", "07700 900102");

        using var scope = suite.Services.CreateScope();
        await scope.ServiceProvider.GetRequiredService<Outbox>()
            .Run(Lane.ToPeople, TestContext.Current.CancellationToken);

        await Eventually.True(() => notify.TextsTo("07700 900102", "") > 0);
        Assert.Equal(0, notify.TextsTo("07700 900102", "Drink"));
    }

    private static async Task Spoil(CustodySuite suite, string clock) => await suite.Services.GetRequiredService<Database>().Write(
        (connection, transaction) => connection.ExecuteAsync("UPDATE alerts SET ladder = '{' WHERE clock = @clock", new { clock }, transaction),
        TestContext.Current.CancellationToken);
}
