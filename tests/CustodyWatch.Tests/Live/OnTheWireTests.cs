using CustodyWatch.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Text;

namespace CustodyWatch.Tests.Live;

[Collection(AgainstTheClock.Name)]
public sealed class OnTheWireTests
{
    // The promise is one second; a machine that does much else is given another.
    private static readonly Duration Soon = Duration.FromSeconds(2);

    [Fact]
    public async Task An_alert_is_in_the_sergeants_hands_within_a_moment_of_its_instant_and_never_before()
    {
        var clock = Time.OfTheMachine;
        await using var suite = await CustodySuite.Open(
            "2026-06-10T12:00:00Z", adjust: builder => builder.Services.AddSingleton(clock));
        await using var screen = await Screen.Open(suite, "sgt-01");
        var dueAt = Instant.FromUnixTimeMilliseconds((clock.GetCurrentInstant() + Duration.FromSeconds(8)).ToUnixTimeMilliseconds());
        await suite.As("feed-01").Taken(Told.Arrived((dueAt - Duration.FromHours(4)).ToString("uuuu-MM-dd'T'HH:mm:ss.fff'Z'", null)));

        string? id = null;
        while (id is null)
        {
            if (clock.GetCurrentInstant() > dueAt + Duration.FromSeconds(20)) Assert.Fail("It was never heard.");
            id = (await suite.As("sgt-01").Alerts("drink", "due")).Select(alert => alert["id"]!.ToString()).FirstOrDefault();
            if (clock.GetCurrentInstant() < dueAt) Assert.Null(id);
            await Task.Delay(20);
        }
        await Eventually.True(() => screen.Of("alertRaised").Any(said => said.GetProperty("id").GetString() == id));

        var alert = Assert.Single(await suite.As("sgt-01").Alerts("drink", "due"));
        Assert.Equal(dueAt, InstantPattern.ExtendedIso.Parse(alert["dueAt"]!.ToString()).Value);
        var delivered = InstantPattern.ExtendedIso.Parse(alert["deliveries"]![0]!["deliveredAt"]!.ToString()).Value;
        Assert.InRange(delivered, dueAt, dueAt + Soon);
    }
}
