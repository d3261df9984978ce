using CsCheck;
using CustodyWatch.Pace.Alerting;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Rules;
using CustodyWatch.Pace.Settings;
using NodaTime;

namespace CustodyWatch.Pace.Tests.Properties;

/// <summary>The machine's clock may be set back a little at any time: nothing speaks twice for it, and nothing falls silent.</summary>
public sealed class SetBackProperties
{
    private const int Detentions = 60, Looks = 80;

    [Fact]
    public void However_often_the_clock_is_set_back_a_minute_each_alert_speaks_once() =>
        Gen.Select(Properties.Detentions.Any, Gen.Int[1, 120]).Sample((detention, seconds) =>
        {
            // The first look is before anything the clock could be set back behind.
            var (kept, now) = (new List<RaisedAlert>(), detention.Arrived - Duration.FromMinutes(3));
            for (var look = 0; look < Looks; look++)
            {
                var round = Look(detention, kept, now);
                var back = Look(detention, kept, now - Duration.FromSeconds(seconds));
                Assert.Empty(back.New);
                Assert.DoesNotContain(back.Changed, change => change.Speaks || !change.Alert.IsLive || change.State != change.Alert.State);
                var again = Look(detention, kept, now);
                Assert.Empty(again.New);
                Assert.DoesNotContain(again.Changed, change => change.Speaks || !change.Alert.IsLive || change.State != change.Alert.State);
                if (round.Next is not { } next) break;
                now = next;
            }
        }, iter: Detentions);

    private static AlertRound Look(Detention detention, List<RaisedAlert> kept, Instant now)
    {
        var round = AlertRound.Of(PaceRules.Clocks(detention.Events, LocalSettings.Default, now), kept, AlertPolicy.Default);
        foreach (var change in round.Changed)
            kept[kept.IndexOf(change.Alert)] = change.State is AlertState.Open or AlertState.Acknowledged
                ? change.Alert with { State = change.State, RaisedAt = change.Alert.IsLive ? change.Alert.RaisedAt : now, StepAt = change.StepAt!.Value, DueAt = change.Clock!.DueAt, ResolvedAt = null }
                : change.Alert with { State = change.State, ResolvedAt = change.Alert.ResolvedAt ?? now };
        foreach (var alert in round.New)
            kept.Add(new RaisedAlert
            {
                Id = $"{alert.Step.Cycle} {alert.Step.Step.Name}",
                Cycle = alert.Step.Cycle,
                Step = alert.Step.Step,
                State = alert.State,
                RaisedAt = now,
                StepAt = alert.Step.At,
                DueAt = alert.Clock.DueAt,
                ResolvedAt = alert.State == AlertState.Resolved ? now : null,
                Ladder = alert.Ladder,
            });
        return round;
    }
}
