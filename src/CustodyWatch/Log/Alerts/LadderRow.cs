using System.Data.Common;
using System.Text.Json;
using CustodyWatch.Http;
using CustodyWatch.Pace.Alerting;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Storage.Sealing;
using Dapper;
using NodaTime;

namespace CustodyWatch.Log.Alerts;

/// <summary>One change of a force's ladder for one clock.</summary>
public sealed record LadderRow
{
    public string Id { get; init; } = "";
    public string Force { get; init; } = "";
    public string Clock { get; init; } = "";
    public Instant ValidFrom { get; init; }

    /// <summary>The whole ladder as JSON; null when the usual one holds again.</summary>
    public string? Ladder { get; init; }

    public string SetBy { get; init; } = "";
    public Instant SetAt { get; init; }
    public Sealed Reason { get; init; } = "";

    private const string InsertRow = """
        INSERT INTO ladders (id, force, clock, valid_from, ladder, set_by, set_at, reason)
        VALUES (@Id, @Force, @Clock, @ValidFrom, @Ladder, @SetBy, @SetAt, @Reason)
        """;

    private const string SelectForce = """
        SELECT id, force, clock, valid_from, ladder, set_by, set_at, reason FROM ladders WHERE force = @force ORDER BY valid_from, id
        """;

    public Task Insert(DbConnection connection, DbTransaction transaction) => connection.ExecuteAsync(InsertRow, this, transaction);

    /// <summary>Every change a force made, in the order they take effect.</summary>
    public static async Task<IReadOnlyList<LadderRow>> History(DbConnection connection, string force, DbTransaction? transaction = null) =>
        (await connection.QueryAsync<LadderRow>(SelectForce, new { force }, transaction)).AsList();

    /// <summary>A force's own ladders over time.</summary>
    public static async Task<DatedLadders> Of(DbConnection connection, string force, DbTransaction transaction) =>
        Fold(await History(connection, force, transaction));

    public static DatedLadders Fold(IReadOnlyList<LadderRow> history) =>
        history.Count == 0 ? DatedLadders.None : new DatedLadders(history.Select(row => row.ToChange()));

    public static string ToJson(Ladder ladder) => JsonSerializer.Serialize(ladder, Json.Options);

    public static Ladder FromJson(string ladder) => JsonSerializer.Deserialize<Ladder>(ladder, Json.Options)!;

    /// <summary>The clock of a word; null when there is none such.</summary>
    public static ClockName? ClockOf(string? word) => Vocabulary<ClockName>.Parse(word);

    private LadderChange ToChange() => new(
        ClockOf(Clock) ?? throw new InvalidDataException($"Ladder {Id} is of an unknown clock."), ValidFrom, Ladder is null ? null : FromJson(Ladder));
}
