using System.Data.Common;
using System.Text.Json;
using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log.Keeping;
using CustodyWatch.Log.Projections;
using CustodyWatch.Log.Proof;
using CustodyWatch.Log.Reference;
using CustodyWatch.Log.Refusals;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Storage;
using NodaTime;

namespace CustodyWatch.Log;

/// <summary>One transaction's worth of writing to the log: what it is judged by is read together, what comes of it is put together.</summary>
internal sealed class Appending
{
    private static readonly Duration SentAgainWithin = Duration.FromMinutes(5);
    private readonly DbConnection _connection;
    private readonly DbTransaction? _transaction;
    private readonly Dialect _dialect;
    private readonly Writes _writes;
    private readonly bool _keepsRefused;
    private readonly Dictionary<(string Source, string Id), KnownEvent> _events = [];
    private readonly Dictionary<(string Force, string Number), KnownRecord> _records = [];
    private readonly Dictionary<(string Force, string Number), Asked<string>> _signed = [], _disposed = [];
    private readonly List<KnownRecord> _changed = [];
    private readonly List<Writes> _entries = [];
    private ChainEnd? _end;

    private Appending(
        DbConnection connection, DbTransaction? transaction, Dialect dialect, Writes writes, Instant now, bool keepsRefused) =>
        (_connection, _transaction, _dialect, _writes, Now, _keepsRefused) = (connection, transaction, dialect, writes, now, keepsRefused);

    public Instant Now { get; }

    /// <param name="connection">Where what it is judged by is read.</param>
    /// <param name="transaction">Keeps other writers out; with none, nothing is written if another wrote since.</param>
    /// <param name="dialect">The engine.</param>
    /// <param name="writes">What is going to be written.</param>
    /// <param name="now">When it is received.</param>
    /// <param name="keepsRefused">Whether what is refused goes to quarantine; not when it is there already.</param>
    public static async Task<Appending> Begin(
        DbConnection connection, DbTransaction? transaction, Dialect dialect, Writes writes, Instant now, bool keepsRefused = true)
    {
        if (transaction is not null) await Chain.KeepOthersOut(connection, transaction);
        return new(connection, transaction, dialect, writes, now, keepsRefused);
    }

    /// <summary>For an act that comes with links of its own, which are committed with the entries.</summary>
    public static Appending Beside(Chain chain, DbConnection connection, DbTransaction transaction, Dialect dialect, Writes writes, Instant now) =>
        new(connection, transaction, dialect, writes, now, keepsRefused: false) { _end = chain.End };

    /// <summary>Takes events in the order given; one that is refused spoils none of its neighbours.</summary>
    public async Task<IReadOnlyList<Outcome>> Take(IReadOnlyList<(Submission Sent, Caller By)> some)
    {
        await Find(some.Select(one => one.Sent));
        return [.. some.Select(one => Enter(one.Sent, one.By))];
    }

    public async Task<Outcome> Take(Submission sent, Caller by) => (await Take([(sent, by)]))[0];

    /// <summary>Works out every record that was written to, and says which have changed.</summary>
    public async Task<IReadOnlyList<DetentionChanged>> Finish()
    {
        var (reads, totals) = (new Reads(), new TotalsChanges());
        foreach (var known in _changed)
        {
            known.Projection = Projection.Of(known.Record, known.InPlace, Now, totals);
            known.Projection.Ask(reads);
            if (known.MayHavePutRight) known.Reworking = QuestionRow.Reworking.Ask(reads, _dialect, known.Record.DetentionId);
        }
        totals.Ask(reads);
        await reads.Fetch(_connection, _transaction, _dialect);
        _writes.AddTogether(_entries);
        _writes.AddTogether(_changed.Select(OutcomeOf));
        var changes = _changed.ConvertAll(ChangeOf);
        totals.Put(_writes);
        if (_end is null || _writes.IsEmpty) return changes;
        if (_transaction is null) _end.MoveIfUntaken(_writes);
        else _end.Move(_writes);
        return changes;
    }

    private async Task Find(IEnumerable<Submission> sent)
    {
        var reads = new Reads();
        var end = _end is null ? ChainEnd.Ask(reads) : null;
        foreach (var one in sent)
        {
            if (one is { Source: { } source, Id: { } id }) _events.TryAdd((source, id), KnownEvent.Ask(reads, source, id));
            if (one.Entry is not { } entry)
            {
                if (one is { Suite: { } suite, Number: { } named } && !_disposed.ContainsKey((suite.Force, named)))
                    _disposed[(suite.Force, named)] = DisposalRow.AskRecord(reads, suite.Force, named);
                continue;
            }
            if (entry.Event.Fact is Corrected { Corrects: var target }) _events.TryAdd((entry.Event.Source, target), KnownEvent.Ask(reads, entry.Event.Source, target));
            var (force, number) = (entry.Suite.Force, entry.CustodyRecordNumber);
            if (entry.Event.Fact is CertificateIssued or Corrected && !_signed.ContainsKey((force, number)))
                _signed[(force, number)] = CertificateRow.AskIds(reads, force, number);
            if (!_records.ContainsKey((force, number))) _records[(force, number)] = KnownRecord.Ask(reads, force, number, Now);
        }
        await reads.Fetch(_connection, _transaction, _dialect);
        _end ??= end!();
    }

    private Outcome Enter(Submission sent, Caller by)
    {
        // To someone else's record nothing is answered that would tell what is in it.
        if (sent.Refusal is { Kind: RefusalKind.NotYours } foreign) return Quarantine(sent, by, foreign);
        var known = sent is { Source: { } source, Id: { } id } ? _events[(source, id)] : null;
        if (known?.Row is { } before)
            return Same(before.Content.Bytes, sent.Content) || IsSameForm(before, sent, by)
                ? new Outcome(sent.Id, OutcomeStatus.Duplicate, before.DetentionId, null)
                : Quarantine(sent, by, Refusal.Conflict);
        if (known?.Disposed is { } gone) return new Outcome(sent.Id, OutcomeStatus.Duplicate, gone, null);
        if (sent.Entry is not { } entry) return Quarantine(sent, by, sent.Refusal!);

        var record = _records[(entry.Suite.Force, entry.CustodyRecordNumber)];
        if (Check(record.Record, entry, by) is { } refusal) return Quarantine(sent, by, refusal);
        if (record.Record.IsNew) record.Record.Insert(_writes, Now);
        var row = Insert(record.Record, entry, sent.Content, by);
        known!.Row = row;
        if (record.Added.Count == 0) _changed.Add(record);
        record.Added.Add(new(row, entry.Event, by));
        return new Outcome(sent.Id, OutcomeStatus.Accepted, record.Record.DetentionId, null);
    }

    // A form sent twice says what it said the first time, though just now is later by then. Much later, or after the entry was taken back, it says something new.
    private bool IsSameForm(EventRow before, Submission sent, Caller by)
    {
        if (sent is not { IsForm: true, Entry: { Event: var entry } written }) return false;
        if ((before.PostedBy, before.Medium, before.Type) != (by.UserId, written.Medium, entry.Kind.TypeName())) return false;
        var wereJustNow = before.Occurred == before.Recorded && entry.Occurred == written.Recorded && entry.Occurred - before.Occurred <= SentAgainWithin;
        var record = _records[(written.Suite.Force, written.CustodyRecordNumber)].Record;
        return (wereJustNow || entry.Occurred == before.Occurred) && record.DetentionId == before.DetentionId
            && Same(before.Content.Bytes, sent.Content, "data") && !Corrections.InForce(record.Events).ContainsKey((entry.Source, entry.Id));
    }

    private Writes OutcomeOf(KnownRecord known)
    {
        var (writes, id) = (new Writes(), known.Record.DetentionId);
        known.Projection!.Write(writes);
        known.Reworking?.Write(writes, _dialect, [.. known.Added.Select(added => added.Row)]);
        // With its arrival the record may be another suite's than whoever spoke first.
        var isWhole = known.MayHavePutRight || known.Added.Exists(added => added.Event.Fact is Arrived);
        QuestionRow.Refresh(writes, _dialect, id, isWhole ? 0 : known.Added[0].Row.Position);
        TimerRow.LookAt(writes, id, Now);
        foreach (var own in known.Added.GroupBy(one => one.By))
        {
            var action = own.Any(one => one.Event.Fact is Corrected) ? AccessAction.Alteration : AccessAction.Collection;
            writes.Add(AccessRow.InsertRow, AccessLog.OfEntry(own.Key, action, id, known.Record.Force, Now));
        }
        return writes;
    }

    private static DetentionChanged ChangeOf(KnownRecord known)
    {
        var detention = known.Projection!.Detention;
        return new DetentionChanged(detention.Id, detention.Force, detention.Suite, detention.Version)
        {
            LeftSuite = known.InPlace.Suite is { } before && before != detention.Suite ? before : null,
            Requests = RequestTouched.By(known.Added.ConvertAll(one => one.Event), known.Record.Events),
        };
    }

    private Refusal? Check(Record record, Entry entry, Caller by)
    {
        if (record.IsDisposed) return Refusal.Invalid("subject", "names a custody record that has been disposed of, and nothing more is entered on it");
        if (RecordRules.Check(record.Events, entry.Event, Now) is { } refusal) return refusal;
        if (_signed.TryGetValue((entry.Suite.Force, entry.CustodyRecordNumber), out var signed)
            && RecordRules.CheckSigned(record.Events, entry.Event, signed.Rows, by.Role == Role.Feed) is { } unsigned) return unsigned;
        if (entry.Event.Fact is not Corrected { Corrects: var target }) return null;
        return _events[(entry.Event.Source, target)].Row is { } elsewhere && elsewhere.DetentionId != record.DetentionId
            ? Refusal.Invalid("data.corrects", "names an event of another custody record")
            : null;
    }

    private EventRow Insert(Record record, Entry entry, ReadOnlyMemory<byte> content, Caller by)
    {
        var row = new EventRow
        {
            DetentionId = record.DetentionId,
            Source = entry.Event.Source,
            EventId = entry.Event.Id,
            Type = entry.Event.Kind.TypeName(),
            Force = entry.Suite.Force,
            Suite = entry.Suite.Suite,
            Occurred = entry.Event.Occurred,
            Recorded = entry.Recorded,
            Received = Now,
            RecordedBy = entry.RecordedBy,
            Medium = entry.Medium,
            PostedBy = by.UserId,
            ByFeed = by.Role == Role.Feed,
            Content = content.ToArray(),
        };
        var writes = new Writes();
        row = row with { Position = _end!.Add(writes, Chain.Event, row.ContentHash(record.CustodyRecordNumber)) };
        row.Insert(writes);
        EntryMark.Add(writes, row, entry.Event.Fact);
        _entries.Add(writes);
        record.Add(entry.Event, row.Position);
        return row;
    }

    private Outcome Quarantine(Submission sent, Caller by, Refusal refusal)
    {
        var force = by.Forces.Concat(by.Suites.Select(suite => suite.Force)).FirstOrDefault() ?? sent.Suite?.Force ?? "";
        var row = new QuarantineRow
        {
            Id = NewId.At(Now),
            Received = Now,
            Force = force,
            Source = sent.Suite is { } own && (by.Suites.Contains(own) || !KnownSuites.IsUnknown(own)) ? SourceName.Of(own) : null,
            PostedBy = by.UserId,
            ByFeed = by.Role == Role.Feed,
            Content = sent.Content.ToArray(),
            Problem = JsonSerializer.Serialize(refusal.ToProblem(), Json.Options),
        };
        if (_keepsRefused) (IsOfDisposed(sent) ? row.Without(Now) : row).Insert(_writes);
        return new Outcome(sent.Id, OutcomeStatus.Quarantined, null, refusal);
    }

    // What a record that is gone said is not to come back by way of what is refused for its sake.
    private bool IsOfDisposed(Submission sent) => sent.Entry is { } entry
        ? _records[(entry.Suite.Force, entry.CustodyRecordNumber)].Record.IsDisposed
        : sent is { Suite: { } suite, Number: { } number } && _disposed[(suite.Force, number)].Only is not null;

    /// <param name="before">An event.</param>
    /// <param name="now">Another.</param>
    /// <param name="part">What of them is looked at; null for the whole.</param>
    private static bool Same(byte[] before, ReadOnlyMemory<byte> now, string? part = null)
    {
        if (now.Span.SequenceEqual(before)) return true;
        using var one = JsonDocument.Parse(before);
        using var other = JsonDocument.Parse(now);
        return JsonElement.DeepEquals(Of(one), Of(other));

        JsonElement Of(JsonDocument whole) => part is null ? whole.RootElement : whole.RootElement.GetProperty(part);
    }

    /// <summary>What the log holds under the name of an event, entries of this transaction included.</summary>
    private sealed class KnownEvent(Asked<EventRow> row, Asked<string> disposed)
    {
        private EventRow? _row;

        public EventRow? Row
        {
            get => _row ?? row.Only;
            set => _row = value;
        }

        /// <summary>The record that this event was once entered in, when that record has been disposed of since.</summary>
        public string? Disposed => disposed.Only;

        public static KnownEvent Ask(Reads reads, string source, string id) => new(EventRow.Ask(reads, source, id), DisposedLink.AskRecord(reads, source, id));
    }

    /// <summary>A record that is written to, with what is in place of it.</summary>
    private sealed class KnownRecord(Func<Record> record, InPlace inPlace)
    {
        private Record? _record;

        public Record Record => _record ??= record();
        public InPlace InPlace => inPlace;
        public List<Added> Added { get; } = [];
        public Projection? Projection { get; set; }
        public QuestionRow.Reworking? Reworking { get; set; }
        public bool MayHavePutRight => Record.Events.Exists(entry => entry.Fact is Corrected);

        public static KnownRecord Ask(Reads reads, string force, string number, Instant now) =>
            new(Record.Ask(reads, force, number, now), InPlace.Ask(reads, force, number));
    }

    /// <summary>What was entered, and who entered it.</summary>
    private readonly record struct Added(EventRow Row, CustodyEvent Event, Caller By);
}
