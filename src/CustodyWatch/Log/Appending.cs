using System.Data.Common;
using System.Text.Json;
using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Storage;
using CustodyWatch.Timers;
using NodaTime;

namespace CustodyWatch.Log;

/// <summary>One transaction's worth of writing to the log: what it is judged by is read together, what comes of it is put together.</summary>
internal sealed class Appending
{
    private readonly DbConnection _connection;
    private readonly DbTransaction? _transaction;
    private readonly Dialect _dialect;
    private readonly Writes _writes;
    private readonly Caller _by;
    private readonly bool _keepsRefused;
    private readonly Dictionary<(string Source, string Id), KnownEvent> _events = [];
    private readonly Dictionary<(string Force, string Number), KnownRecord> _records = [];
    private readonly Dictionary<(string Force, string Number), Asked<string>> _signed = [];
    private readonly List<KnownRecord> _changed = [];
    private ChainEnd? _end;

    private Appending(
        DbConnection connection, DbTransaction? transaction, Dialect dialect, Writes writes, Caller by, Instant now, bool keepsRefused) =>
        (_connection, _transaction, _dialect, _writes, _by, Now, _keepsRefused) = (connection, transaction, dialect, writes, by, now, keepsRefused);

    public Instant Now { get; }

    /// <param name="connection">Where what it is judged by is read.</param>
    /// <param name="transaction">Keeps other writers out; with none, nothing is written if another wrote since.</param>
    /// <param name="dialect">The engine.</param>
    /// <param name="writes">What is going to be written.</param>
    /// <param name="by">Who enters it.</param>
    /// <param name="now">When it is received.</param>
    /// <param name="keepsRefused">Whether what is refused goes to quarantine; not when it is there already.</param>
    public static async Task<Appending> Begin(
        DbConnection connection, DbTransaction? transaction, Dialect dialect, Writes writes, Caller by, Instant now, bool keepsRefused = true)
    {
        if (transaction is not null) await Chain.KeepOthersOut(connection, transaction);
        return new(connection, transaction, dialect, writes, by, now, keepsRefused);
    }

    /// <summary>For an act that comes with links of its own, which are committed with the entries.</summary>
    public static Appending Beside(Chain chain, DbConnection connection, DbTransaction transaction, Dialect dialect, Writes writes, Caller by, Instant now) =>
        new(connection, transaction, dialect, writes, by, now, keepsRefused: false) { _end = chain.End };

    /// <summary>Takes events in the order given; one that is refused spoils none of its neighbours.</summary>
    public async Task<IReadOnlyList<Outcome>> Take(IReadOnlyList<Submission> sent)
    {
        await Find(sent);
        return [.. sent.Select(Enter)];
    }

    public async Task<Outcome> Take(Submission sent) => (await Take([sent]))[0];

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
        var changes = _changed.ConvertAll(Write);
        totals.Put(_writes);
        if (_end is null || _writes.IsEmpty) return changes;
        if (_transaction is null) _end.MoveIfUntaken(_writes);
        else _end.Move(_writes);
        return changes;
    }

    private async Task Find(IReadOnlyList<Submission> sent)
    {
        var reads = new Reads();
        var end = _end is null ? ChainEnd.Ask(reads) : null;
        foreach (var one in sent)
        {
            if (one is { Source: { } source, Id: { } id }) _events.TryAdd((source, id), KnownEvent.Ask(reads, source, id));
            if (one.Entry is not { } entry) continue;
            if (entry.Event.Fact is Corrected { Corrects: var target }) _events.TryAdd((entry.Event.Source, target), KnownEvent.Ask(reads, entry.Event.Source, target));
            var (force, number) = (entry.Suite.Force, entry.CustodyRecordNumber);
            if (entry.Event.Fact is CertificateIssued or Corrected && !_signed.ContainsKey((force, number)))
                _signed[(force, number)] = CertificateRow.AskIds(reads, force, number);
            if (!_records.ContainsKey((force, number))) _records[(force, number)] = KnownRecord.Ask(reads, force, number, Now);
        }
        await reads.Fetch(_connection, _transaction, _dialect);
        _end ??= end!();
    }

    private Outcome Enter(Submission sent)
    {
        // To someone else's record nothing is answered that would tell what is in it.
        if (sent.Refusal is { Kind: RefusalKind.NotYours } foreign) return Quarantine(sent, foreign);
        var known = sent is { Source: { } source, Id: { } id } ? _events[(source, id)] : null;
        if (known?.Row is { } before)
            return Same(before.Content.Bytes, sent.Content)
                ? new Outcome(sent.Id, OutcomeStatus.Duplicate, before.DetentionId, null)
                : Quarantine(sent, Refusal.Conflict);
        if (known?.Disposed is { } gone) return new Outcome(sent.Id, OutcomeStatus.Duplicate, gone, null);
        if (sent.Entry is not { } entry) return Quarantine(sent, sent.Refusal!);

        var record = _records[(entry.Suite.Force, entry.CustodyRecordNumber)];
        if (Check(record.Record, entry) is { } refusal) return Quarantine(sent, refusal);
        if (record.Record.IsNew) record.Record.Insert(_writes, Now);
        var row = Insert(record.Record, entry, sent.Content);
        known!.Row = row;
        if (record.Added.Count == 0) _changed.Add(record);
        record.Added.Add((row, entry.Event));
        return new Outcome(sent.Id, OutcomeStatus.Accepted, record.Record.DetentionId, null);
    }

    private DetentionChanged Write(KnownRecord known)
    {
        var (id, force) = (known.Record.DetentionId, known.Record.Force);
        known.Projection!.Write(_writes);
        known.Reworking?.Write(_writes, _dialect, [.. known.Added.Select(added => added.Row)]);
        QuestionRow.Refresh(_writes, _dialect, id, known.MayHavePutRight ? 0 : known.Added[0].Row.Position);
        TimerRow.LookAt(_writes, id, Now);
        var added = known.Added.ConvertAll(one => one.Event);
        var action = added.Exists(entry => entry.Fact is Corrected) ? AccessAction.Alteration : AccessAction.Collection;
        _writes.Add(AccessRow.InsertRow, AccessLog.OfEntry(_by, action, id, force, Now));
        var detention = known.Projection.Detention;
        return new DetentionChanged(id, force, detention.Suite, detention.Version) { Requests = RequestTouched.By(added, known.Record.Events) };
    }

    private Refusal? Check(Record record, Entry entry)
    {
        if (record.IsDisposed) return Refusal.Invalid("subject", "names a custody record that has been disposed of, and nothing more is entered on it");
        if (RecordRules.Check(record.Events, entry.Event, Now) is { } refusal) return refusal;
        if (_signed.TryGetValue((entry.Suite.Force, entry.CustodyRecordNumber), out var signed)
            && RecordRules.CheckSigned(record.Events, entry.Event, signed.Rows) is { } unsigned) return unsigned;
        if (entry.Event.Fact is not Corrected { Corrects: var target }) return null;
        return _events[(entry.Event.Source, target)].Row is { } elsewhere && elsewhere.DetentionId != record.DetentionId
            ? Refusal.Invalid("data.corrects", "names an event of another custody record")
            : null;
    }

    private EventRow Insert(Record record, Entry entry, ReadOnlyMemory<byte> content)
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
            PostedBy = _by.UserId,
            ByFeed = _by.Role == Role.Feed,
            Content = content.ToArray(),
        };
        row = row with { Position = _end!.Add(_writes, Chain.Event, row.ContentHash(record.CustodyRecordNumber)) };
        row.Insert(_writes);
        EntryMark.Add(_writes, row, entry.Event.Fact);
        record.Add(entry.Event, row.Position);
        return row;
    }

    private Outcome Quarantine(Submission sent, Refusal refusal)
    {
        var force = _by.Forces.Concat(_by.Suites.Select(suite => suite.Force)).FirstOrDefault() ?? sent.Suite?.Force ?? "";
        var row = new QuarantineRow
        {
            Id = Guid.CreateVersion7(Now.ToDateTimeOffset()).ToString(),
            Received = Now,
            Force = force,
            Source = sent.Source,
            PostedBy = _by.UserId,
            Content = sent.Content.ToArray(),
            Problem = JsonSerializer.Serialize(refusal.ToProblem(), Json.Options),
        };
        if (_keepsRefused) row.Insert(_writes);
        return new Outcome(sent.Id, OutcomeStatus.Quarantined, null, refusal);
    }

    private static bool Same(byte[] before, ReadOnlyMemory<byte> now)
    {
        if (now.Span.SequenceEqual(before)) return true;
        using var one = JsonDocument.Parse(before);
        using var other = JsonDocument.Parse(now);
        return JsonElement.DeepEquals(one.RootElement, other.RootElement);
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
        public List<(EventRow Row, CustodyEvent Event)> Added { get; } = [];
        public Projection? Projection { get; set; }
        public QuestionRow.Reworking? Reworking { get; set; }
        public bool MayHavePutRight => Record.Events.Exists(entry => entry.Fact is Corrected);

        public static KnownRecord Ask(Reads reads, string force, string number, Instant now) =>
            new(Record.Ask(reads, force, number, now), InPlace.Ask(reads, force, number));
    }
}
