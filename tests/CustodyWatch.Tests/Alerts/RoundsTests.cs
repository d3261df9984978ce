using CustodyWatch.Timers;
using Hangfire;
using Hangfire.Common;
using Hangfire.InMemory;
using Hangfire.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CustodyWatch.Tests.Alerts;

public sealed class RoundsTests : IDisposable
{
    private readonly InMemoryStorage _storage = new();
    private readonly Machine _machine = new();
    private readonly Rounds _rounds;

    public RoundsTests()
    {
        var recurring = new RecurringJobManager(_storage, JobFilterProviders.Providers, new DefaultTimeZoneResolver(), () => _machine.Clock.UtcDateTime);
        _rounds = new Rounds(recurring, Options.Create(new TimerOptions()), _machine, NullLogger<Rounds>.Instance);
        _rounds.Begin();
    }

    [Theory]
    [InlineData(10)]
    [InlineData(60)]
    public void The_timers_are_looked_at_and_audited_at_once_when_the_machines_clock_was_set_back_and_go_on_by_the_new_time(int minutes)
    {
        _machine.Pass(1);
        _rounds.BeginAnewIfSetBack();
        _machine.Clock -= TimeSpan.FromMinutes(minutes);
        _machine.Pass(1);
        _rounds.BeginAnewIfSetBack();

        Assert.Equal(2, Run);
        Assert.All(Next, at => Assert.InRange(at, _machine.Clock.UtcDateTime, _machine.Clock.UtcDateTime.AddMinutes(1)));
        Assert.InRange(Next.Min(), _machine.Clock.UtcDateTime, _machine.Clock.UtcDateTime.AddSeconds(5));
        _machine.Pass(1);
        _rounds.BeginAnewIfSetBack();
        Assert.Equal(2, Run);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(3600)]
    public void A_clock_that_goes_as_the_watch_does_or_ahead_of_it_begins_nothing_anew(int seconds)
    {
        _machine.Clock += TimeSpan.FromSeconds(seconds);
        _machine.Pass(1);
        _rounds.BeginAnewIfSetBack();

        Assert.Equal(0, Run);
    }

    [Fact]
    public void A_clock_that_was_set_ahead_and_is_put_right_was_set_back()
    {
        foreach (var hours in new[] { 1, -1 })
        {
            _machine.Clock += TimeSpan.FromHours(hours);
            _machine.Pass(1);
            _rounds.BeginAnewIfSetBack();
        }

        Assert.Equal(2, Run);
    }

    public void Dispose()
    {
        _rounds.Dispose();
        _storage.Dispose();
    }

    private long Run => _storage.GetMonitoringApi().EnqueuedCount("default");

    private IReadOnlyList<DateTime> Next
    {
        get
        {
            using var connection = _storage.GetConnection();
            return [.. connection.GetRecurringJobs().Select(job => job.NextExecution!.Value)];
        }
    }

    /// <summary>A machine whose clock can be set, and whose watch cannot.</summary>
    private sealed class Machine : TimeProvider
    {
        private long _watch;

        public DateTimeOffset Clock { get; set; } = new(2026, 6, 10, 12, 0, 2, TimeSpan.Zero);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => Clock;

        public override long GetTimestamp() => _watch;

        public void Pass(int seconds)
        {
            _watch += seconds * TimeSpan.TicksPerSecond;
            Clock += TimeSpan.FromSeconds(seconds);
        }
    }
}
