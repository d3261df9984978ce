using System.Text.Json;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Oversight;
using CustodyWatch.Pace.Settings;
using CustodyWatch.Storage;
using Dapper;
using NodaTime;
using NodaTime.Text;

namespace CustodyWatch.Features.Oversight;

/// <summary>A child who will be held overnight unless something changes.</summary>
public sealed record ForecastItem(
    string DetentionId, string CustodyRecordNumber, string Force, string Suite, Instant ArrivedAt, Instant? ChargedAt, int MinutesSoFar,
    Instant ReachesAt, string Why, string Step, string? Citation);

/// <summary>The children who will pass the line this coming night, the soonest first, as it looked at an instant.</summary>
public sealed record ForecastAnswer(Instant At, string Night, string Rule, string Definition, IReadOnlyList<ForecastItem> Items, string? Next = null)
{
    // Nobody lawfully held has been there for longer; whose end was never recorded is left out.
    private static readonly Duration Longest = Duration.FromDays(30);

    private const string Select = """
        SELECT d.detention_id, d.force, d.suite, r.custody_record_number FROM figures d JOIN records r ON r.detention_id = d.detention_id
        WHERE d.arrived_at <= @at AND d.arrived_at > @oldest AND
        """;

    // Who is there now; and of an earlier hour, whoever has left since.
    private const string There = "d.counted = 0", ThereThen = "d.counted IN (0, 1) AND (d.ended_at IS NULL OR d.ended_at > @at)";

    private const string SelectEntries = """
        SELECT detention_id, source, event_id, type, occurred, received, content FROM events WHERE detention_id IN @ids AND type IN @types
        """;

    private static readonly string[] Types = [.. OvernightForecast.Kinds.Select(kind => kind.TypeName())];

    private sealed record Held
    {
        public string DetentionId { get; init; } = "";
        public string Force { get; init; } = "";
        public string Suite { get; init; } = "";
        public string CustodyRecordNumber { get; init; } = "";
    }

    /// <summary>The part of it that is asked for.</summary>
    public ForecastAnswer Part(Paging paging)
    {
        var left = paging.After is { } after ? Items.SkipWhile(item => Key.Of(item).CompareTo(Key.Read(after)!.Value) <= 0) : Items;
        var page = paging.Of([.. left.Take(paging.Limit + 1)], item => item, item => Key.Of(item).Parts);
        return this with { Items = page.Items, Next = page.Next };
    }

    public static Task<ForecastAnswer> Read(Database database, Scope scope, Instant at, Instant now, CancellationToken cancel) => database.Read(
        async (connection, transaction) =>
        {
            var parameters = new DynamicParameters(new { at, oldest = at - Longest });
            var held = await connection.QueryAsync<Held>(
                $"{Select} {(at < now ? ThereThen : There)} AND {scope.Where(parameters, at)}", parameters, transaction);
            var items = new List<ForecastItem>();
            foreach (var some in held.Chunk(500))
            {
                // Of a record only the few entries that decide it are read: a nation's cells are full of others.
                var entries = (await connection.QueryAsync<EventRow>(SelectEntries, new { ids = some.Select(one => one.DetentionId), types = Types }, transaction))
                    .ToLookup(row => row.DetentionId, row => row.ToEvent());
                foreach (var one in some)
                {
                    var record = CustodyRecord.Fold([.. entries[one.DetentionId]], LocalSettings.Default, at);
                    if (OvernightForecast.Of(record) is not { } forecast) continue;
                    items.Add(new ForecastItem(
                        one.DetentionId, one.CustodyRecordNumber, one.Force, one.Suite, record.ArrivedAt!.Value, record.ChargedAt,
                        forecast.MinutesSoFar, forecast.ReachesAt, forecast.Why, forecast.Step, forecast.Citation));
                }
            }
            return new ForecastAnswer(
                at, LocalDatePattern.Iso.Format(Pace.Oversight.Night.Coming(at)), OvernightRule.FourHours.Name, OvernightRule.FourHours.Definition,
                [.. items.OrderBy(Key.Of)]);
        },
        cancel);

    /// <summary>Where a child stands in it, and where a page ends.</summary>
    internal readonly record struct Key(long ReachesAt, long ArrivedAt, string Id) : IComparable<Key>
    {
        public object[] Parts => [ReachesAt, ArrivedAt, Id];

        public static Key Of(ForecastItem item) => new(item.ReachesAt.ToUnixTimeMilliseconds(), item.ArrivedAt.ToUnixTimeMilliseconds(), item.DetentionId);

        public static bool Is(JsonElement key) => Read(key) is not null;

        public static Key? Read(JsonElement key) =>
            key is { ValueKind: JsonValueKind.Array } && key.GetArrayLength() == 3 && Paging.Milliseconds(key[0]) is { } reaches
                && Paging.Milliseconds(key[1]) is { } arrived && Paging.IsText(key[2])
                ? new(reaches, arrived, key[2].GetString()!)
                : null;

        public int CompareTo(Key other) => (ReachesAt.CompareTo(other.ReachesAt), ArrivedAt.CompareTo(other.ArrivedAt)) switch
        {
            (0, 0) => string.CompareOrdinal(Id, other.Id),
            (0, var arrived) => arrived,
            var (reaches, _) => reaches,
        };
    }
}
