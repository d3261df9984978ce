using System.Collections.Concurrent;
using System.Globalization;
using CustodyWatch.Delivery.Outside;
using CustodyWatch.Live;
using CustodyWatch.Storage;
using CustodyWatch.Tests.Harness;
using Dapper;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using NodaTime.Testing;

namespace CustodyWatch.Tests.Simulation;

/// <summary>What came of one simulated night.</summary>
/// <param name="Wrong">The first things that were not as they must be; empty when all was well.</param>
/// <param name="Story">What happened, line by line.</param>
public sealed record Ran(Scenario Night, IReadOnlyList<string> Wrong, IReadOnlyList<string> Story, int Deaths, int Refusals, int Alerts, int Entries, long Moments)
{
    public bool Failed => Wrong.Count > 0;
}

/// <summary>
/// One night on a simulated clock: the real log, rules, timers, alerts and delivery, among senders that repeat themselves, screens,
/// and an outside world that fails, with a process that dies where the night says and is started again on the same files.
/// </summary>
internal sealed class SimulatedNight : IDisposable
{
    private static readonly Duration Sweep = Duration.FromSeconds(5);

    // One night after another in the same place: what was learnt of how rows are read is kept by where they are.
    private static readonly ConcurrentBag<DirectoryInfo> Places = [];

    private readonly Scenario _night;
    private readonly FakeClock _clock;
    private readonly Mortality _death = new();
    private readonly string _path;
    private readonly SqliteDialect _file;
    private readonly Func<SqliteDialect, Task>? _meddle;
    private readonly RecordsSystem _records;
    private readonly Witness _witness;
    private readonly OutsideWorld _outside;
    private readonly Screens _screens;
    private readonly List<string> _story = [], _wrong = [], _complaints = [];
    private readonly Queue<Crash> _crashes;
    private readonly Queue<Leap> _leaps;
    private Life? _life;
    private Instant? _look, _sweep, _send;
    private Instant _start, _round, _ableSince;
    private bool _audit;
    private int _deaths, _refusals, _rounds, _looksAtOnce;

    private SimulatedNight(Scenario night, string path, Func<SqliteDialect, Task>? meddle)
    {
        (_night, _path, _meddle) = (night, path, meddle);
        _clock = new FakeClock(night.Begins);
        _file = SqliteDialect.Of(path);
        _witness = new Witness(_file);
        _outside = new OutsideWorld(night, _death, _clock, Tell);
        _screens = new Screens(_death, Tell, NullLogger<DefaultHubLifetimeManager<CustodyHub>>.Instance);
        _records = new RecordsSystem(night);
        _crashes = new(night.Crashes);
        _leaps = new(night.Leaps.Where(leap => leap.At + leap.By < night.Ends).OrderBy(leap => leap.At));
        (_start, _round, _ableSince) = (night.Begins, night.Begins + Duration.FromMinutes(12), night.Begins);
    }

    // Long enough for what was still to be sent; longer where the machine stood still past the end of the night.
    private Instant Over => Usually + (_records.Next is null ? Duration.Zero : Duration.FromHours(6));

    private Instant Usually => Instant.Max(_night.Ends, (_night.FeedStops ?? _night.Ends) + Scenario.FeedSilence) + Duration.FromMinutes(20);

    private Instant Now => _clock.GetCurrentInstant();

    /// <param name="meddle">What somebody does to the database each time before the service is started again; to see that it is noticed.</param>
    public static async Task<Ran> Of(Scenario night, Func<SqliteDialect, Task>? meddle = null)
    {
        if (!Places.TryTake(out var folder)) folder = new(Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"custodywatch-{Guid.NewGuid():N}"));
        folder.Create();
        try
        {
            await EmptyDatabase.CopyTo(folder.FullName);
            using var simulation = new SimulatedNight(night, Path.Combine(folder.FullName, "custodywatch.db"), meddle);
            await simulation.Prepare();
            await simulation.Run();
            return new Ran(
                night, simulation._wrong, simulation._story, simulation._deaths, simulation._refusals, simulation._witness.Alerts.Count,
                simulation._witness.Events, simulation._death.Passed.Sum());
        }
        finally
        {
            folder.Delete(recursive: true);
            Places.Add(folder);
        }
    }

    public void Dispose() => _outside.Dispose();

    // Who is on duty, under the same names each time.
    private async Task Prepare()
    {
        await using var connection = _file.Connect();
        await connection.OpenAsync();
        await connection.ExecuteAsync("PRAGMA journal_mode = WAL;");
        await using var transaction = await connection.BeginTransactionAsync();
        foreach (var audience in new[] { "custody-sergeant", "custody-inspector", "superintendent" })
            await new RotaRow
            {
                Id = audience,
                Force = "99",
                Audience = audience,
                Person = audience,
                Channel = "text",
                Address = "07700 900123",
                FromAt = _night.Begins - Duration.FromDays(1),
                UntilAt = _night.Ends + Duration.FromDays(1),
                SetBy = "insp-01",
                SetAt = _night.Begins,
            }.Insert(connection, transaction);
        await transaction.CommitAsync();
    }

    private async Task Run()
    {
        while (_wrong.Count == 0 && Next() is var (at, act) && at <= Over)
        {
            if (at > Now) _clock.Reset(at);
            if (Now > _night.Ends) _death.Disarm();
            else if (!_death.IsArmed && _crashes.TryPeek(out var crash) && crash.After <= Now) _death.Arm(_crashes.Dequeue());
            await Do(act);
        }
        if (_wrong.Count == 0) _wrong.AddRange(_witness.AllStand());
        if (_wrong.Count == 0) await Do(async () => _wrong.AddRange(await Reckoning.Of(_file, _life!, _witness, _outside, _screens)));
        if (_records.Next is not null && _wrong.Count == 0) _wrong.Add("the records system still has entries to send");
        await End();
    }

    private (Instant At, Func<Task> Act) Next()
    {
        if (_life is null) return (_start, Start);
        var (at, act) = (Instant.MaxValue, (Func<Task>)Look);
        Consider(_leaps.TryPeek(out var leap) ? leap.At : null, Stand);
        Consider(_look, Look);
        Consider(_sweep, Look);
        Consider(_records.Next, Post);
        Consider(_send, Send);
        if (_night.Acknowledged > 0) Consider(_round, Round);
        return (at, act);

        void Consider(Instant? when, Func<Task> what)
        {
            if (when < at) (at, act) = (when.Value, what);
        }
    }

    // What stops the process stops this too; anything else that fails, or is complained of, is wrong.
    private async Task Do(Func<Task> act)
    {
        var epoch = _death.Epoch;
        try
        {
            await act();
        }
        catch (Exception exception)
        {
            if (_death.Epoch == epoch) _wrong.Add($"{act.Method.Name} failed: {exception}");
        }
        if (_death.Epoch == epoch) _wrong.AddRange(_complaints.Select(complaint => $"the service complained: {complaint}"));
        else await Struck();
        _complaints.Clear();
    }

    private async Task Struck()
    {
        var crash = _death.Struck!;
        _ableSince = Now;
        _records.Wait(Now + Duration.FromSeconds(20));
        if (_death.IsDead)
        {
            Tell($"DIES at {crash.Moment}");
            _deaths++;
            await End();
            _start = Instant.Max(Now, Instant.Min(Now + crash.Down, _night.Ends));
        }
        else
        {
            Tell($"the disk refuses at {crash.Moment}");
            _refusals++;
            // The next sweep tries again.
            (_look, _send) = (Now + Sweep, Now + Sweep);
        }
    }

    private async Task End()
    {
        if (_life is not null) await _life.DisposeAsync();
        _life = null;
        SqliteConnection.ClearAllPools();
    }

    private async Task Start()
    {
        if (_deaths > 0 && _meddle is not null) await _meddle(_file);
        _death.Reborn();
        _life = await Life.Begin(_path, _night, _clock, _death, _outside, _screens, new Complaints(_complaints.Add));
        (_look, _sweep, _send, _ableSince, _audit) = (Now, Now + Sweep + Duration.FromSeconds(1), Now, Now, true);
    }

    private Task Stand()
    {
        var leap = _leaps.Dequeue();
        Tell($"stands still for {leap.By}");
        _clock.Advance(leap.By);
        _ableSince = Now;
        return Task.CompletedTask;
    }

    private async Task Look()
    {
        var now = Now;
        if (_sweep <= now) _sweep = null;
        var (before, epoch) = (_witness.Alerts.Count, _death.Epoch);
        var next = await _life!.Look();
        // Something refused, and the look went on without it: what is left is for the sweep.
        if (_death.Epoch > epoch) return;
        _looksAtOnce = next <= now ? _looksAtOnce + 1 : 0;
        if (_looksAtOnce > 20) _wrong.Add($"the timers go round and round: next at {next:uuuu-MM-dd HH:mm:ss.fffffff}");
        // Woken at the instant, or by the sweep when the waking was lost.
        var lost = Fate.Decides(_night.Seed, "waking " + next, 10);
        _look = next is { } at ? Instant.Max(at, now) + (lost ? Sweep - Duration.FromMilliseconds(1) : Duration.Zero) : null;
        _wrong.AddRange(await _witness.Look(now, _records.Acknowledged, _ableSince));
        if (_witness.Alerts.Count > before) Tell($"{_witness.Alerts.Count - before} raised");
        if (_audit && await _life.Audit() is { Wrong: > 0 } finding && _death.Epoch == epoch)
            _wrong.Add($"the audit of timers found {finding.Mended.Count} mended, {finding.Stuck.Count} stuck, {finding.Unread.Count} unread");
        _audit = false;
        await PlanSending();
    }

    private async Task Post()
    {
        await _records.Send(Now, entries => _life!.Post(entries), Tell);
        _look = Now;
    }

    private async Task Send()
    {
        var before = Now;
        await _life!.Send();
        if (Now > before) _ableSince = Now;
        await PlanSending();
        if (_send <= before) _wrong.Add("what is owed outside was not tried");
    }

    private async Task Round()
    {
        _round = Now + Duration.FromMinutes(10 + (15 * Fate.Of(_night.Seed, $"round {++_rounds}")));
        foreach (var alert in _witness.Alerts.Values.Where(alert => alert.State == "open" && alert.DetentionId is not null).OrderBy(alert => alert.Sequence).ToList())
        {
            var what = $"{Witness.Say(alert)} {_rounds}";
            if (Fate.Decides(_night.Seed, "silence " + what, 2)) await _life!.Silence(alert.Id, Now + Duration.FromMinutes(30));
            else if (Fate.Decides(_night.Seed, "acknowledge " + what, _night.Acknowledged)) await _life!.Acknowledge(alert.Id);
            else continue;
            Tell($"the sergeant takes {what} in hand");
        }
        _look = Now;
    }

    // Every five seconds what is owed is looked for: here only where there is something.
    private async Task PlanSending()
    {
        await using var connection = _file.Connect();
        await connection.OpenAsync();
        _send = await connection.ExecuteScalarAsync<long?>(
            "SELECT MIN(CASE WHEN attempted_at IS NULL THEN not_before ELSE attempted_at + 60000 END) FROM deliveries WHERE outcome IS NULL AND not_before IS NOT NULL") is { } at
            ? Instant.FromUnixTimeMilliseconds(at) : null;
    }

    private void Tell(string what) => _story.Add($"{Now.InUtc().ToString("dd HH:mm:ss.fff", CultureInfo.InvariantCulture)} {what}");
}
