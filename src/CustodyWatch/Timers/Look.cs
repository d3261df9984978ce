using System.Data.Common;
using CustodyWatch.Log;
using CustodyWatch.Log.Alerts;
using CustodyWatch.Log.Projections;
using CustodyWatch.Log.Reference;
using CustodyWatch.Pace.Alerting;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Rules;
using CustodyWatch.Storage;
using NodaTime;

namespace CustodyWatch.Timers;

/// <summary>One look at a child's duties and alerts: what it came to, worked out from the log, before anything is written.</summary>
internal sealed class Look
{
    // A record left open for years has tens of thousands of steps to keep. They are kept a stretch at a time, those of the
    // clocks as they stand first and then the newest, so that no other child's alert waits for them.
    private const int AtOnce = 1000;
    private static readonly Duration Breather = Duration.FromSeconds(5);

    private readonly TimerRow _timer;
    private readonly Record _record;
    private readonly DetentionRow _detention;
    private readonly ClockSheet _sheet;
    private readonly AlertRound _round;
    private readonly Dictionary<string, AlertRow> _kept;
    private readonly AlertRow[] _left;

    private Look(TimerRow timer, Record record, DetentionRow detention, ClockSheet sheet, AlertRound round, IEnumerable<AlertRow> kept)
    {
        (_timer, _record, _detention, _sheet, _round, _kept) = (timer, record, detention, sheet, round, kept.ToDictionary(alert => alert.Id));
        var changed = round.Changed.Select(change => change.Alert.Id).ToHashSet();
        // What is closed follows its record without a word.
        _left = [.. _kept.Values.Where(row => !row.IsLive && !changed.Contains(row.Id) && IsMisplaced(row, detention, sheet))];
    }

    public string DetentionId => _timer.DetentionId;

    private Instant Now => _sheet.At;

    /// <summary>How long after its instant the timer is looked at.</summary>
    public Duration Late => Now - (_timer.FiresAt ?? Now);

    /// <summary>
    /// By when the child has to be looked at again, seen from now; null when there is nothing more to decide. What a stretch has left waits
    /// for its breather, however little it is.
    /// </summary>
    public Instant? WantedAt => _round.New.Count + _round.Changed.Count + _left.Length > 0 ? Now + Breather : _round.Next;

    /// <summary>Whether it raises or changes an alert.</summary>
    public bool Alerts => _round.New.Count + _round.Changed.Count > 0;

    private bool IsTooMuch => _round.New.Count > AtOnce || _left.Length > AtOnce;

    public static async Task<Look> At(DbConnection connection, DbTransaction transaction, TimerRow timer, AlertPolicy policy, Instant now)
    {
        var detention = await DetentionRow.Find(connection, timer.DetentionId, transaction)
            ?? throw new InvalidDataException($"Detention {timer.DetentionId} has a timer and is not there.");
        var entries = await EventRow.ToldOf(connection, timer.DetentionId, transaction);
        var record = Record.Of(
            detention.Id, detention.Force, detention.CustodyRecordNumber, entries,
            await LocalNumbersRow.History(connection, detention.Force, transaction));
        Instant? heard = entries.Count > 0 ? entries.Max(entry => entry.Received) : null;
        var uncorrected = Uncorrected(entries, record, now);
        var kept = await AlertRow.OfSubject(connection, timer.DetentionId, transaction);
        var own = await LadderRow.Of(connection, detention.Force, transaction);
        var sheet = PaceRules.Clocks(record.Events, record.Settings, now);
        var round = AlertRound.Of(sheet, [.. kept.Select(alert => alert.ToRaised(IsMisplaced(alert, detention, sheet), uncorrected))], policy with { Own = own },
            await Hushes.Of(connection, transaction, detention, now), await Hushes.IsOutage(connection, transaction, detention, heard));
        return new Look(timer, record, detention, sheet, round, kept);
    }

    // Most alerts spoke before the same corrections, and share what would stand without them.
    private static Func<Instant, ClockSheet?> Uncorrected(IReadOnlyList<EventRow> entries, Record record, Instant now)
    {
        var corrections = entries.Index().Where(entry => entry.Item.Type == EventKind.Corrected.TypeName()).ToArray();
        var sheets = new Dictionary<int, ClockSheet>();
        return raisedAt =>
        {
            var since = corrections.Where(entry => entry.Item.Received >= raisedAt).Select(entry => entry.Index).ToHashSet();
            if (since.Count == 0) return null;
            if (!sheets.TryGetValue(since.Count, out var sheet))
                sheets[since.Count] = sheet = PaceRules.Clocks([.. record.Events.Where((_, place) => !since.Contains(place))], record.Settings, now);
            return sheet;
        };
    }

    /// <summary>Writes what was decided, if the timer is still as it was when it was read. Says whether the clocks stand differently.</summary>
    public async Task<DetentionChanged?> Keep(DbConnection connection, DbTransaction transaction, Dialect dialect, AlertLog alerts)
    {
        var next = IsTooMuch ? Now + Breather : _round.Next;
        if (!await _timer.IsClaimed(connection, transaction, next)) return null;
        var spokenFor = LatestOfFullStretch();
        foreach (var alert in Stretch())
            await alerts.Raise(Row(alert), alert.Speaks && !(alert.IsLateOfMany && alert.Clock.Sequence < spokenFor.GetValueOrDefault(Word(alert.Clock.Name))));
        foreach (var change in _round.Changed) await alerts.Change(Row(change), change.Speaks, was: _kept[change.Alert.Id]);
        foreach (var row in _left.Take(AtOnce)) await alerts.Change(Placed(row, _detention, _sheet), speaks: false, was: row);
        if (!(_detention.ChangesAt <= Now)) return null;
        var detention = await Projection.Replace(connection, transaction, dialect, _record, Now);
        return new DetentionChanged(detention.Id, detention.Force, detention.Suite, detention.Version);
    }

    // Where the record is by now. While its arrival is taken back nobody knows.
    private static AlertRow Placed(AlertRow row, DetentionRow detention, ClockSheet sheet) => row with
    {
        Suite = detention.Status == DetentionRow.Awaited ? row.Suite : detention.Suite,
        Authority = Addressee.Of(row.Cycle, sheet.Record) ?? row.Authority,
    };

    private static bool IsMisplaced(AlertRow row, DetentionRow detention, ClockSheet sheet) => !Placed(row, detention, sheet).IsWhere(row);

    private IEnumerable<NewAlert> Stretch()
    {
        if (_round.New.Count <= AtOnce) return _round.New;
        var standing = _sheet.Current.Select(CycleKey.Of).ToHashSet();
        return _round.New.OrderByDescending(alert => standing.Contains(alert.Step.Cycle)).ThenByDescending(alert => alert.Step.At)
            .Take(AtOnce).OrderBy(alert => alert.Step.At);
    }

    // What a stretch could not hold is older than what it kept, which has spoken for it: the latest cycle of each clock, after a full stretch.
    private Dictionary<string, int> LatestOfFullStretch()
    {
        if (_kept.Count < AtOnce) return [];
        var last = _kept.Values.Max(row => row.RaisedAt);
        return _kept.Values.Count(row => row.RaisedAt == last) < AtOnce
            ? []
            : _kept.Values.GroupBy(row => row.Clock).ToDictionary(clock => clock.Key, clock => clock.Max(row => row.ClockSequence));
    }

    private AlertRow Row(NewAlert alert) => Saying(
        new AlertRow
        {
            Id = NewId.At(Now),
            Subject = _detention.Id,
            DetentionId = _detention.Id,
            CustodyRecordNumber = _detention.CustodyRecordNumber,
            Force = _detention.Force,
            Suite = _detention.Suite,
            Authority = Addressee.Of(alert.Clock, _sheet.Record),
            Clock = Word(alert.Clock.Name),
            ClockSequence = alert.Clock.Sequence,
            Step = alert.Step.Step.Name,
            StepRank = alert.Step.Step.Rank,
            Severity = Vocabulary<Severity>.Word(alert.Step.Rung.Severity),
            Audience = string.Join(' ', alert.Step.Rung.To.Select(Vocabulary<Audience>.Word)),
            Ladder = LadderRow.ToJson(alert.Ladder),
            Reason = alert.Reason,
            RaisedAt = Now,
            State = AlertRow.Word(alert.State),
            ResolvedAt = alert.State is AlertState.Resolved ? Now : null,
        },
        alert.Clock,
        alert.Step.Step,
        alert.Step.At);

    private AlertRow Row(ChangedAlert change)
    {
        var row = Placed(_kept[change.Alert.Id], _detention, _sheet) with { State = AlertRow.Word(change.State), Reason = change.Reason };
        // One closed before was no longer waiting for anybody from then on, whatever it is called now.
        if (change.State is not (AlertState.Open or AlertState.Acknowledged)) return row with { ResolvedAt = row.ResolvedAt ?? Now };
        row = Saying(row, change.Clock!, change.Alert.Step, change.StepAt!.Value);
        if (change.State == AlertState.Acknowledged) return row;
        row = row with { AcknowledgedBy = null, AcknowledgedAt = null, ResolvedAt = null };
        return change.Alert.IsLive ? row : row with { RaisedAt = Now };
    }

    private static string Word(ClockName clock) => Vocabulary<ClockName>.Word(clock);

    private AlertRow Saying(AlertRow row, Clock clock, Step step, Instant stepAt) => row with
    {
        StepAt = stepAt,
        DueAt = clock.DueAt,
        Title = AlertText.Title(clock, step),
        Text = AlertText.Sentence(clock, step, _detention.CustodyRecordNumber, _detention.Suite, Now),
        BasisAuthority = ClockRow.Word(clock.Basis.Authority),
        BasisCitation = clock.Basis.Citation,
        BasisSetting = clock.Basis.Setting,
    };
}
