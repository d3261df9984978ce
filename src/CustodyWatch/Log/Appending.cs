using System.Data.Common;
using System.Text.Json;
using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Storage;
using CustodyWatch.Timers;
using Dapper;
using NodaTime;

namespace CustodyWatch.Log;

/// <summary>One transaction's worth of writing to the log.</summary>
internal sealed class Appending
{
    private readonly DbConnection _connection;
    private readonly DbTransaction _transaction;
    private readonly Dialect _dialect;
    private readonly Chain _chain;
    private readonly Caller _by;
    private readonly Instant _now;
    private readonly bool _keepsRefused;
    private readonly Dictionary<(string Force, string Number), Record> _records = [];
    private readonly Dictionary<Record, (List<CustodyEvent> Added, long Since)> _changed = [];

    private Appending(
        DbConnection connection, DbTransaction transaction, Dialect dialect, Chain chain, Caller by, Instant now, bool keepsRefused) =>
        (_connection, _transaction, _dialect, _chain, _by, _now, _keepsRefused) = (connection, transaction, dialect, chain, by, now, keepsRefused);

    /// <param name="keepsRefused">Whether what is refused goes to quarantine; not when it is there already.</param>
    public static async Task<Appending> Begin(
        DbConnection connection, DbTransaction transaction, Dialect dialect, Caller by, Instant now, bool keepsRefused = true) =>
        new(connection, transaction, dialect, await Chain.Take(connection, transaction), by, now, keepsRefused);

    /// <summary>What else is to be committed with the entries, or not at all.</summary>
    public (DbConnection Connection, DbTransaction Transaction, Chain Chain) Open => (_connection, _transaction, _chain);

    public Instant Now => _now;

    public async Task<Outcome> Take(Submission sent)
    {
        // To someone else's record nothing is answered that would tell what is in it.
        if (sent.Refusal is { Kind: RefusalKind.NotYours } foreign) return await Quarantine(sent, foreign);
        if (sent is { Source: { } source, Id: { } id } && await EventRow.Find(_connection, _transaction, source, id) is { } before)
            return Same(before.Content.Bytes, sent.Content)
                ? new Outcome(id, OutcomeStatus.Duplicate, before.DetentionId, null)
                : await Quarantine(sent, Refusal.Conflict);
        if (sent is { Source: { } from, Id: { } name } && await DisposedLink.RecordOf(_connection, _transaction, from, name) is { } gone)
            return new Outcome(name, OutcomeStatus.Duplicate, gone, null);
        if (sent.Entry is not { } entry) return await Quarantine(sent, sent.Refusal!);

        var record = await RecordOf(entry);
        if (await Check(record, entry) is { } refusal) return await Quarantine(sent, refusal);
        if (record.IsNew) await record.Insert(_connection, _transaction, _now);
        var position = await Insert(record, entry, sent.Content);
        record.Events.Add(entry.Event);
        if (!_changed.TryGetValue(record, out var change)) _changed[record] = change = ([], position);
        change.Added.Add(entry.Event);
        return new Outcome(sent.Id, OutcomeStatus.Accepted, record.DetentionId, null);
    }

    /// <summary>Works out every record that was written to, and says which have changed.</summary>
    public async Task<IReadOnlyList<DetentionChanged>> Finish()
    {
        var changes = new List<DetentionChanged>(_changed.Count);
        foreach (var (record, (added, since)) in _changed)
        {
            var detention = await Projection.Replace(_connection, _transaction, record, _now);
            var mayHavePutRight = record.Events.Exists(entry => entry.Fact is Corrected);
            if (mayHavePutRight) await QuestionRow.Rework(_connection, _transaction, _dialect, record.DetentionId);
            await QuestionRow.Refresh(_connection, _transaction, _dialect, record.DetentionId, mayHavePutRight ? 0 : since);
            await TimerRow.LookAt(_connection, _transaction, detention.Id, _now);
            var action = added.Exists(entry => entry.Fact is Corrected) ? AccessAction.Alteration : AccessAction.Collection;
            await _connection.ExecuteAsync(
                AccessRow.InsertRow, AccessLog.OfEntry(_by, action, record.DetentionId, record.Force, _now), _transaction);
            changes.Add(new DetentionChanged(detention.Id, detention.Force, detention.Suite, detention.Version)
            {
                Requests = RequestTouched.By(added, record.Events),
            });
        }
        return changes;
    }

    private async Task<Record> RecordOf(Entry entry)
    {
        var key = (entry.Suite.Force, entry.CustodyRecordNumber);
        if (!_records.TryGetValue(key, out var record))
            _records[key] = record = await Record.OfNumber(_connection, _transaction, key.Force, key.CustodyRecordNumber, _now);
        return record;
    }

    private async Task<Refusal?> Check(Record record, Entry entry)
    {
        if (record.IsDisposed) return Refusal.Invalid("subject", "names a custody record that has been disposed of, and nothing more is entered on it");
        if (RecordRules.Check(record.Events, entry.Event, _now) is { } refusal) return refusal;
        if (entry.Event.Fact is not Corrected { Corrects: var target }) return null;
        var elsewhere = await EventRow.Find(_connection, _transaction, entry.Event.Source, target);
        return elsewhere is not null && elsewhere.DetentionId != record.DetentionId
            ? Refusal.Invalid("data.corrects", "names an event of another custody record")
            : null;
    }

    private async Task<long> Insert(Record record, Entry entry, ReadOnlyMemory<byte> content)
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
            Received = _now,
            RecordedBy = entry.RecordedBy,
            Medium = entry.Medium,
            PostedBy = _by.UserId,
            Content = content.ToArray(),
        };
        var position = await _chain.Add(Chain.Event, row.ContentHash(record.CustodyRecordNumber));
        row = row with { Position = position };
        await row.Insert(_connection, _transaction);
        await EntryMark.Add(_connection, _transaction, row, entry.Event.Fact);
        return position;
    }

    private async Task<Outcome> Quarantine(Submission sent, Refusal refusal)
    {
        var force = _by.Forces.Concat(_by.Suites.Select(suite => suite.Force)).FirstOrDefault() ?? sent.Suite?.Force ?? "";
        var row = new QuarantineRow
        {
            Id = Guid.CreateVersion7(_now.ToDateTimeOffset()).ToString(),
            Received = _now,
            Force = force,
            Source = sent.Source,
            PostedBy = _by.UserId,
            Content = sent.Content.ToArray(),
            Problem = JsonSerializer.Serialize(refusal.ToProblem(), Json.Options),
        };
        if (_keepsRefused) await row.Insert(_connection, _transaction);
        return new Outcome(sent.Id, OutcomeStatus.Quarantined, null, refusal);
    }

    private static bool Same(byte[] before, ReadOnlyMemory<byte> now)
    {
        if (now.Span.SequenceEqual(before)) return true;
        using var one = JsonDocument.Parse(before);
        using var other = JsonDocument.Parse(now);
        return JsonElement.DeepEquals(one.RootElement, other.RootElement);
    }
}
