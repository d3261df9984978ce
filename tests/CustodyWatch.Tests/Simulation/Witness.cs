using System.Text.Json;
using CustodyWatch.Log;
using CustodyWatch.Log.Alerts;
using CustodyWatch.Pace.Alerting;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Rules;
using CustodyWatch.Pace.Settings;
using CustodyWatch.Storage;
using CustodyWatch.Timers;
using Dapper;
using NodaTime;

namespace CustodyWatch.Tests.Simulation;

/// <summary>
/// Reads the files over the service's shoulder and says what is wrong: it works out from the log alone which alerts there must be,
/// after every look at the timers, and holds what is kept against it.
/// </summary>
internal sealed class Witness(Dialect file)
{
    private static readonly Duration Prompt = Duration.FromSeconds(5);
    private static readonly AlertPolicy Policy = AlertPolicy.Default;

    // A child of whom nothing new is kept and whose next step has not come is looked at again only so often.
    private static readonly Duration AtLeast = Duration.FromMinutes(10);

    private readonly Dictionary<string, Kept> _children = [];
    private readonly Dictionary<string, string> _raised = [];
    private readonly Dictionary<string, AlertRow> _alerts = [];
    private readonly Dictionary<string, List<AlertEntryRow>> _entries = [];
    private readonly HashSet<string> _events = [];
    private long _seen;
    private int _answered;
    private Instant _looked;

    public IReadOnlyDictionary<string, AlertRow> Alerts => _alerts;

    public IReadOnlyDictionary<string, List<AlertEntryRow>> Entries => _entries;

    public int Events => _events.Count;

    /// <summary>Reads what has come since, and what is wrong with it.</summary>
    /// <param name="now">The instant of the look that has just been made.</param>
    /// <param name="acknowledged">The ids of every entry whose sender was told that it is on disk, in the order in which it was told.</param>
    /// <param name="ableSince">Since when the service could have done what it has done.</param>
    public async Task<List<string>> Look(Instant now, IReadOnlyList<string> acknowledged, Instant ableSince)
    {
        var wrong = new List<string>();
        await using var connection = file.Connect();
        await connection.OpenAsync();
        var after = _seen;
        foreach (var row in await connection.QueryAsync<EventRow>("SELECT * FROM events WHERE position > @after ORDER BY position", new { after }))
        {
            if (!_events.Add(row.EventId)) wrong.Add($"entry {row.EventId} is in the log twice");
            if (!_children.TryGetValue(row.DetentionId, out var child)) _children[row.DetentionId] = child = new Kept(Subject(row));
            child.Events.Add(row.ToEvent());
            child.Heard = row.Received;
            child.Next = now;
            _seen = Math.Max(_seen, row.Position);
        }
        foreach (var row in await connection.QueryAsync<AlertRow>($"SELECT {AlertRow.Columns} FROM alerts WHERE sequence > @after ORDER BY sequence", new { after }))
        {
            if (!_raised.TryAdd(Key(row), row.Id) && _raised[Key(row)] != row.Id) wrong.Add($"{Say(row)} was raised twice");
            _alerts[row.Id] = row;
            if (row.DetentionId is { } id)
            {
                // An alert may be about a child of whom nothing is in the log, and then it is wrong.
                if (!_children.TryGetValue(id, out var child)) _children[id] = child = new Kept(id);
                (child.Alerts[Key(row)], child.Next) = (row, now);
            }
            _seen = Math.Max(_seen, row.Sequence);
        }
        foreach (var entry in await connection.QueryAsync<AlertEntryRow>("SELECT * FROM alert_entries WHERE position > @after ORDER BY position", new { after }))
        {
            if (!_entries.TryGetValue(entry.AlertId, out var before)) _entries[entry.AlertId] = before = [];
            if (entry.At > now) wrong.Add($"{Say(_alerts[entry.AlertId])} became {entry.State} at {entry.At}, and it is {now} only");
            wrong.AddRange(Happened(entry, _alerts[entry.AlertId], before, ableSince));
            before.Add(entry);
            _seen = Math.Max(_seen, entry.Position);
        }
        wrong.AddRange(acknowledged.Skip(_answered).Where(id => !_events.Contains(id)).Select(id => $"entry {id} was acknowledged and is not in the log"));
        (_answered, _looked) = (acknowledged.Count, now);
        foreach (var (id, child) in _children)
            if (child.Next <= now) wrong.AddRange(Stands(id, child, now));
        // By what is still owed, and not by all that ever went to the screens.
        var owed = await connection.ExecuteScalarAsync<long>(
            "SELECT COUNT(*) FROM deliveries WHERE NULLIF(channel, '') = 'live' AND outcome IS NULL AND created_at < @before", new { before = now - Prompt });
        if (owed > 0) wrong.Add($"{owed} alerts were kept more than five seconds ago and the screens were not told");
        return wrong;
    }

    /// <summary>Asks of every child once more what was asked at the last look.</summary>
    public IEnumerable<string> AllStand() => _children.SelectMany(child => Stands(child.Key, child.Value, _looked));

    // What was done to an alert may be done only once, never before its time, and, when nothing kept it back, at once.
    private IEnumerable<string> Happened(AlertEntryRow entry, AlertRow alert, List<AlertEntryRow> before, Instant ableSince)
    {
        if (before.Count > 0)
        {
            var last = before[^1];
            // Late entries may put its time right again and again.
            if ((last.State, last.Reason, last.DueAt) == (entry.State, entry.Reason, entry.DueAt)) yield return $"{Say(alert)} became {entry.State} ({entry.Reason}) twice";
            if (entry is { State: "resolved", Reason: "mended" } && alert.Clock == SuiteAlert.FeedSilent.Clock && !IsHeard(before[0].At, entry.At))
                yield return $"{Say(alert)} was closed and the records system has sent nothing since it was raised";
            if (entry.State == "open" && entry.Reason is "on-time" or "late") yield return $"{Say(alert)} was raised twice";
            yield break;
        }
        // What late entries have put right since, before anybody could look, stood at another time then.
        if (entry.DueAt != alert.DueAt) yield break;
        if (entry.At < alert.StepAt) yield return $"{Say(alert)} was raised {alert.StepAt - entry.At} early";
        if (entry.Reason == "on-time" != (entry.At - alert.StepAt <= Prompt) && entry.Reason is "on-time" or "late") yield return $"{Say(alert)} says it is {entry.Reason} and is not";
        var heard = alert.DetentionId is { } id ? _children[id].Heard : Instant.MinValue;
        var late = entry.At - Instant.Max(Instant.Max(alert.StepAt, heard), ableSince);
        if (alert.DetentionId is not null && late > Prompt) yield return $"{Say(alert)} was raised {late} late, though nothing stood in the way";
    }

    // Something was sent, or there is nobody left to hear about.
    private bool IsHeard(Instant since, Instant now) =>
        _children.Values.Any(child => child.Heard >= since)
        || _children.Values.All(child => PaceRules.Clocks(child.Events, LocalSettings.Default, now).Record.EndedAt <= now);

    private IEnumerable<string> Stands(string id, Kept child, Instant now)
    {
        var sheet = PaceRules.Clocks(child.Events, LocalSettings.Default, now);
        var (kept, due) = (child.Alerts, new HashSet<string>());
        child.Next = now + AtLeast;
        foreach (var clock in sheet.History)
            foreach (var step in TimerPlan.Of(clock, Policy.For(clock)))
            {
                if (step.At > now)
                {
                    child.Next = Instant.Min(child.Next, step.At);
                    continue;
                }
                var (name, key) = (Vocabulary<ClockName>.Word(clock.Name), Key(id, clock, step));
                due.Add(key);
                if (!kept.TryGetValue(key, out var alert))
                {
                    if (!MaySaySilent(clock, step, id, kept)) yield return $"{name}-{clock.Sequence} {step.Step.Name} of {child.Record} was to be told at {step.At} and is not there";
                }
                else if (clock.State == ClockState.Breached && !Overtaken(clock) && !step.Step.IsWarning && !alert.IsLive)
                    yield return $"{Say(alert)} is {alert.State} ({alert.Reason}) and the duty is still broken";
            }
        foreach (var alert in kept.Values)
            if (alert.IsLive && !due.Contains(Key(alert))) yield return $"{Say(alert)} is {alert.State} ({alert.Reason}) and there is no such duty to be done";
    }

    // The reasons for which a step whose time has come need not be there, by name: overtaken, postponed, seen.
    private static bool MaySaySilent(Clock clock, PlannedStep step, string id, Dictionary<string, AlertRow> kept) =>
        Overtaken(clock)
        || (!step.Step.IsWarning && clock.State != ClockState.Breached)
        || (step.Step.Kind == StepKind.Escalation && clock.IsGate
            && kept.TryGetValue(Key(id, clock, step with { Step = Step.Due }), out var first) && first.State == "acknowledged");

    private static bool Overtaken(Clock clock) => !clock.IsGate && clock.State == ClockState.Breached && clock.StoppedAt is not null;

    private static string Key(string id, Clock clock, PlannedStep step) => $"{id} {Vocabulary<ClockName>.Word(clock.Name)} {clock.Sequence} {step.Step.Name}";

    private static string Key(AlertRow alert) => $"{alert.Subject} {alert.Clock} {alert.ClockSequence} {alert.Step}";

    public static string Say(AlertRow alert) => $"{alert.Clock}-{alert.ClockSequence} {alert.Step} of {alert.CustodyRecordNumber ?? alert.Subject}";

    private static string Subject(EventRow row)
    {
        using var envelope = JsonDocument.Parse(row.Content.Bytes);
        return envelope.RootElement.GetProperty("subject").GetString()!;
    }

    private sealed class Kept(string record)
    {
        public string Record => record;

        public List<CustodyEvent> Events { get; } = [];

        public Dictionary<string, AlertRow> Alerts { get; } = [];

        public Instant Heard { get; set; }

        /// <summary>When it has to be asked again whether everything is there.</summary>
        public Instant Next { get; set; }
    }
}
