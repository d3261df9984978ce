using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Nodes;
using CustodyWatch.Http;
using CustodyWatch.Log.Proof;
using CustodyWatch.Pace.Settings;
using CustodyWatch.Storage;
using CustodyWatch.Storage.Sealing;
using Dapper;
using NodaTime;

namespace CustodyWatch.Log.Reference;

/// <summary>One change of a force's LOCAL numbers: what changes, and from when.</summary>
public sealed record LocalNumbersRow
{
    public string Id { get; init; } = "";
    public string Force { get; init; } = "";
    public Instant ValidFrom { get; init; }

    /// <summary>The numbers that change, by name, as JSON.</summary>
    public string Numbers { get; init; } = "{}";

    public string SetBy { get; init; } = "";
    public Instant SetAt { get; init; }
    public Sealed Reason { get; init; } = "";

    public const string InsertRow = """
        INSERT INTO local_numbers (id, force, valid_from, numbers, set_by, set_at, reason)
        VALUES (@Id, @Force, @ValidFrom, @Numbers, @SetBy, @SetAt, @Reason)
        """;

    private const string SelectForce = """
        SELECT id, force, valid_from, numbers, set_by, set_at, reason FROM local_numbers WHERE force = @force ORDER BY valid_from, id
        """;

    /// <summary>Every change of a force's numbers, in the order they take effect.</summary>
    public static async Task<IReadOnlyList<LocalNumbersRow>> History(DbConnection connection, string force, DbTransaction? transaction = null) =>
        [.. await connection.QueryAsync<LocalNumbersRow>(SelectForce, new { force }, transaction)];

    /// <inheritdoc cref="History"/>
    public static Asked<LocalNumbersRow> Ask(Reads reads, string force) => reads.Of<LocalNumbersRow>(SelectForce, new { force });

    /// <summary>The same of several forces, which a SELECT names.</summary>
    public static Asked<LocalNumbersRow> AskOf(Reads reads, string forces, object values, Func<bool> needless) => reads.Of<LocalNumbersRow>(
        $"SELECT id, force, valid_from, numbers, set_by, set_at, reason FROM local_numbers WHERE force IN ({forces}) ORDER BY valid_from, id", values, needless);

    /// <summary>A force's numbers over time.</summary>
    public static async Task<LocalSettings> Of(DbConnection connection, string force, DbTransaction? transaction = null) =>
        await Unreadable.Of("local_numbers", async () => Fold(await History(connection, force, transaction)));

    /// <summary>Each change is made to the numbers in force before it.</summary>
    public static LocalSettings Fold(IReadOnlyList<LocalNumbersRow> history)
    {
        if (history.Count == 0) return LocalSettings.Default;
        var numbers = ToJson(new LocalNumbers());
        var dated = new List<(Instant, LocalNumbers)>(history.Count);
        foreach (var change in history)
        {
            foreach (var (name, value) in JsonNode.Parse(change.Numbers)!.AsObject()) numbers[name] = value?.DeepClone();
            dated.Add((change.ValidFrom, numbers.Deserialize<LocalNumbers>(Json.Options)!));
        }
        return new LocalSettings(dated);
    }

    /// <summary>Numbers by name, as they are shown and changed.</summary>
    public static JsonObject ToJson(LocalNumbers numbers) => JsonSerializer.SerializeToNode(numbers, Json.Options)!.AsObject();
}
