using CustodyWatch.Log;
using CustodyWatch.Storage;
using Dapper;
using NodaTime;

namespace CustodyWatch.Features.Administration;

/// <summary>One look, with the suite it was at where that is known.</summary>
public sealed record Look
{
    public string UserId { get; init; } = "";
    public string Role { get; init; } = "";
    public string Subject { get; init; } = "";
    public string? Origin { get; init; }
    public Instant At { get; init; }

    /// <summary>The suite of the record that was looked at.</summary>
    public string? RecordSuite { get; init; }

    /// <summary>The suite looked at: of a record, or by its board or another of its pages.</summary>
    public string? Suite => RecordSuite ?? (Subject.StartsWith(OfSuite, StringComparison.Ordinal) ? Subject[OfSuite.Length..].Split('/')[0] : null);

    private const string OfSuite = "suites/";

    private const string Select = """
        SELECT a.user_id, a.role, a.subject, a.origin, a.at, d.suite AS record_suite FROM access_log a
        LEFT JOIN detentions d ON d.id = a.subject
        WHERE a.id >= @first AND a.force IN @forces AND a.at >= @from AND a.at < @to
        AND a.role <> 'screen' AND a.action IN ('consultation', 'disclosure') AND (d.id IS NOT NULL OR a.subject LIKE 'suites/%')
        ORDER BY a.id
        """;

    /// <summary>Looks at records and boards in a stretch of time, in order.</summary>
    public static async Task<IReadOnlyList<Look>> Read(
        Database database, IReadOnlyCollection<string> forces, Instant from, Instant to, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        return (await connection.QueryAsync<Look>(
            new CommandDefinition(Select, new { forces, from, to, first = AccessRow.FirstId(from) }, cancellationToken: cancel))).AsList();
    }
}
