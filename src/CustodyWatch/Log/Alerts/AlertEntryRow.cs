using System.Data.Common;
using CustodyWatch.Log;
using CustodyWatch.Log.Proof;
using CustodyWatch.Storage.Sealing;
using Dapper;
using NodaTime;

namespace CustodyWatch.Log.Alerts;

/// <summary>One thing that happened to an alert, sealed in the chain.</summary>
public sealed record AlertEntryRow
{
    public long Position { get; init; }
    public string AlertId { get; init; } = "";
    public Instant At { get; init; }
    public string State { get; init; } = "";
    public string Reason { get; init; } = "";
    public string? UserId { get; init; }
    public Sealed? Note { get; init; }
    public Instant? DueAt { get; init; }
    public string Text { get; init; } = "";

    /// <summary>What it was headed from then on; null where a version before wrote the entry, which sealed no heading.</summary>
    public string? Title { get; init; }

    /// <summary>The suite under which it stood until then, where it passed to another suite or authority; null of every other entry.</summary>
    public string? LeftSuite { get; init; }

    /// <summary>The authority likewise, where there was one.</summary>
    public string? LeftAuthority { get; init; }

    /// <summary>How far the provision bound on which it rested until then, where it came to rest on another; null of every other entry.</summary>
    public string? WasBasisAuthority { get; init; }

    /// <summary>That provision, where there was one.</summary>
    public string? WasBasisCitation { get; init; }

    /// <summary>The local setting that gave its number likewise.</summary>
    public string? WasBasisSetting { get; init; }

    private const string InsertRow = """
        INSERT INTO alert_entries (position, alert_id, at, state, reason, user_id, note, due_at, text, title, left_suite, left_authority,
            was_basis_authority, was_basis_citation, was_basis_setting)
        VALUES (@Position, @AlertId, @At, @State, @Reason, @UserId, @Note, @DueAt, @Text, @Title, @LeftSuite, @LeftAuthority,
            @WasBasisAuthority, @WasBasisCitation, @WasBasisSetting)
        """;

    // To stand after SELECT and before a condition.
    private const string AsSealed = """
        e.position, e.alert_id, e.at, e.state, e.reason, e.user_id, e.note, e.due_at, e.text, e.title,
            e.left_suite, e.left_authority, e.was_basis_authority, e.was_basis_citation, e.was_basis_setting, c.kind, a.subject, a.detention_id,
            a.custody_record_number, a.force, a.suite, a.authority, a.clock, a.clock_sequence, a.step, a.step_rank, a.severity, a.audience,
            a.basis_authority, a.basis_citation, a.basis_setting, a.ladder
        FROM alert_entries e
        LEFT JOIN chain c ON c.position = e.position
        LEFT JOIN alerts a ON a.id = e.alert_id
        """;

    private const string SelectStretch = $"SELECT {AsSealed} WHERE e.position > @after AND e.position <= @upTo";
    private const string SelectSealedOf = $"SELECT {AsSealed} WHERE a.detention_id = @id";

    // Of every alert with an entry in the stretch: those that passed on are few, and an index holds them.
    private const string SelectLeft = """
        SELECT position, alert_id, left_suite, left_authority FROM alert_entries l
        WHERE left_suite IS NOT NULL
            AND EXISTS (SELECT 1 FROM alert_entries e WHERE e.alert_id = l.alert_id AND e.position > @after AND e.position <= @upTo)
        """;

    private const string SelectBasedOtherwise = """
        SELECT e.position, e.alert_id, e.was_basis_authority, e.was_basis_citation, e.was_basis_setting
        FROM alert_entries e
        WHERE e.was_basis_authority IS NOT NULL
            AND e.alert_id IN (SELECT s.alert_id FROM alert_entries s WHERE s.position > @after AND s.position <= @upTo)
        """;

    /// <summary>The kind of its link, which says how much of the alert is sealed with it. Only filled where the chain is walked.</summary>
    private string? Kind { get; init; }

    public Task Insert(DbConnection connection, DbTransaction transaction) => connection.ExecuteAsync(InsertRow, this, transaction);

    /// <summary>What the chain seals: what happened, and everything about the alert that never changes, or only with an entry that says so.</summary>
    public byte[] ContentHash(AlertRow alert) => WasBasisAuthority is not null || WasBasisCitation is not null || WasBasisSetting is not null
        ? Chain.Hash([.. Content(alert), LeftSuite, LeftAuthority, WasBasisAuthority, WasBasisCitation, WasBasisSetting])
        : LeftSuite is null && LeftAuthority is null
            ? Chain.Hash(Content(alert))
            : Chain.Hash([.. Content(alert), LeftSuite, LeftAuthority]);

    private object?[] Content(AlertRow alert) =>
    [
        AlertId, alert.Subject, alert.DetentionId, alert.CustodyRecordNumber, alert.Force, alert.Suite, alert.Authority, alert.Clock,
        (long)alert.ClockSequence, alert.Step, (long)alert.StepRank, alert.Severity, alert.Audience, Title, alert.BasisAuthority,
        alert.BasisCitation, alert.BasisSetting, alert.Ladder, At, State, Reason, UserId, Note, DueAt, Text,
    ];

    // What a version before sealed, whose links hold for ever.
    private byte[] OlderContentHash(AlertRow alert) => Chain.Hash(
        AlertId, alert.Subject, alert.Clock, (long)alert.ClockSequence, alert.Step, alert.Severity, alert.Audience, At, State, Reason,
        UserId, Note, DueAt, Text);

    /// <summary>What each entry of a stretch of the chain hashes to as it is stored now; nothing of one whose alert is gone.</summary>
    public static async Task<ILookup<long, byte[]>> ContentHashes(DbConnection connection, long after, long upTo)
    {
        var entries = await WithAlerts(connection, SelectStretch, new { after, upTo });
        // Read last: an alert that is passed on meanwhile says here what it left.
        var left = Changes(await connection.QueryAsync<AlertEntryRow>(SelectLeft, new { after, upTo }));
        var based = Changes(await connection.QueryAsync<AlertEntryRow>(SelectBasedOtherwise, new { after, upTo }));
        return Hashed(entries, left, based);
    }

    /// <summary>The same of each entry of an alert that is said to be of a record.</summary>
    public static async Task<ILookup<long, byte[]>> ContentHashesOf(DbConnection connection, DbTransaction transaction, string id)
    {
        var entries = await WithAlerts(connection, SelectSealedOf, new { id }, transaction);
        return Hashed(
            entries, Changes(entries.Select(one => one.Entry).Where(entry => entry.LeftSuite is not null)),
            Changes(entries.Select(one => one.Entry).Where(entry => entry.WasBasisAuthority is not null)));
    }

    private static async Task<IReadOnlyList<(AlertEntryRow Entry, AlertRow? Alert)>> WithAlerts(
        DbConnection connection, string select, object asked, DbTransaction? transaction = null) =>
        (await connection.QueryAsync<AlertEntryRow, AlertRow?, (AlertEntryRow, AlertRow?)>(
            select, (entry, alert) => (entry, alert), asked, transaction, splitOn: "subject")).AsList();

    private static ILookup<long, byte[]> Hashed(
        IEnumerable<(AlertEntryRow Entry, AlertRow? Alert)> entries, ILookup<string, AlertEntryRow> left, ILookup<string, AlertEntryRow> based) =>
        entries.ToLookup(
            one => one.Entry.Position,
            one => one.Alert is null ? []
                : one.Entry.Kind == Chain.Alert ? one.Entry.OlderContentHash(one.Alert)
                : one.Entry.ContentHash(one.Entry.Before(one.Alert, left, based)));

    private static ILookup<string, AlertEntryRow> Changes(IEnumerable<AlertEntryRow> entries) =>
        entries.OrderBy(entry => entry.Position).ToLookup(entry => entry.AlertId);

    // An entry seals where the alert stood with it: that is what the next to pass the alert on says it left, and of the last where it stands.
    // So with the provision it rests on.
    private AlertRow Before(AlertRow alert, ILookup<string, AlertEntryRow> left, ILookup<string, AlertEntryRow> based)
    {
        if (left[AlertId].FirstOrDefault(entry => entry.Position > Position) is { } passed)
            alert = alert with { Suite = passed.LeftSuite!, Authority = passed.LeftAuthority };
        return based[AlertId].FirstOrDefault(entry => entry.Position > Position) is { } other
            ? alert with { BasisAuthority = other.WasBasisAuthority!, BasisCitation = other.WasBasisCitation, BasisSetting = other.WasBasisSetting }
            : alert;
    }
}
