using System.Globalization;
using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Storage;
using Dapper;
using NodaTime;

namespace CustodyWatch.Features.Certificates;

/// <summary>A certificate in the register.</summary>
public sealed record RegisterRow(
    string Id, string Number, string Limb, string DetentionId, string CustodyRecordNumber, string Force, string Suite, Instant SignedAt,
    string SignedBy, string ContentHash, string? Supersedes, string Status)
{
    public static RegisterRow Of(CertificateRow row) => new(
        row.Id, row.Number, row.Limb, row.DetentionId, row.CustodyRecordNumber, row.Force, row.Suite, row.SignedAt, row.SignedBy,
        Convert.ToHexStringLower(row.ContentHash), row.Supersedes, row.SupersededBy is null ? "current" : "superseded");
}

/// <summary>A child kept after charge with no certificate.</summary>
public sealed record MissingRow
{
    public string DetentionId { get; init; } = "";
    public string CustodyRecordNumber { get; init; } = "";
    public string Force { get; init; } = "";
    public string Suite { get; init; } = "";
    public Instant BailRefusedAt { get; init; }
    public Instant DueAt { get; init; }

    /// <summary>A statement of the authority's failure was made in a certificate's place; it is none.</summary>
    public bool LaFailure { get; init; }
}

public sealed record RegisterFilter(string? Force, string? Suite, Instant? From, Instant? To, string? Limb);

/// <summary>Reads the register, in the order of signing.</summary>
internal static class Register
{
    private const string Select = $"SELECT {CertificateRow.Columns} FROM certificates c";

    private const string SelectMissing = """
        SELECT d.id AS detention_id, d.custody_record_number, d.force, d.suite, k.started_at AS bail_refused_at, k.due_at,
            CASE WHEN EXISTS (SELECT 1 FROM certificates c WHERE c.detention_id = d.id AND c.limb = 'la-failure') THEN 1 ELSE 0 END AS la_failure
        FROM clocks k JOIN detentions d ON d.id = k.detention_id
        WHERE k.clock = 'certificate' AND k.met_at IS NULL AND k.state <> 'ended' AND k.due_at <= @now
        """;

    /// <summary>Whether the filters name only what is the caller's.</summary>
    public static bool MayAsk(Caller caller, RegisterFilter filter) =>
        (filter.Force is null || caller.MayNameForce(filter.Force))
        && (filter.Suite is null || caller.AllForces || caller.ForcesOf(filter.Suite).Any(force => caller.MaySeeSuite(force, filter.Suite)));

    public static async Task<IReadOnlyList<CertificateRow>> Read(
        Database database, Caller caller, RegisterFilter filter, long after, int take, CancellationToken cancel)
    {
        var parameters = new DynamicParameters(new { filter.From, filter.To, filter.Limb, after, take });
        var where = Scope(parameters, caller, filter, "c") + " AND c.position > @after";
        if (filter.From is not null) where += " AND c.signed_at >= @From";
        if (filter.To is not null) where += " AND c.signed_at < @To";
        if (filter.Limb is not null) where += " AND c.limb = @Limb";
        await using var connection = await database.Open(cancel);
        return (await connection.QueryAsync<CertificateRow>(
            $"{Select} WHERE {where} ORDER BY c.position {database.Dialect.First}", parameters)).AsList();
    }

    public static async Task<IReadOnlyList<MissingRow>> Missing(
        Database database, Caller caller, RegisterFilter filter, string? after, Instant now, int take, CancellationToken cancel)
    {
        var parameters = new DynamicParameters(new { filter.From, filter.To, after, now, take });
        var where = " AND " + Scope(parameters, caller, filter, "d");
        if (filter.From is not null) where += " AND k.started_at >= @From";
        if (filter.To is not null) where += " AND k.started_at < @To";
        if (after is not null) where += " AND d.id > @after";
        await using var connection = await database.Open(cancel);
        return (await connection.QueryAsync<MissingRow>(
            $"{SelectMissing}{where} ORDER BY d.id {database.Dialect.First}", parameters)).AsList();
    }

    private static string Scope(DynamicParameters parameters, Caller caller, RegisterFilter filter, string of)
    {
        var any = new List<string>();
        if (caller.AllForces) any.Add("1 = 1");
        parameters.Add("scopeForces", caller.Forces);
        any.Add($"{of}.force IN @scopeForces");
        foreach (var (index, suites) in caller.Suites.GroupBy(suite => suite.Force).Index())
        {
            var number = index.ToString(CultureInfo.InvariantCulture);
            any.Add($"({of}.force = @scopeForce{number} AND {of}.suite IN @scopeSuites{number})");
            parameters.Add("scopeForce" + number, suites.Key);
            parameters.Add("scopeSuites" + number, suites.Select(suite => suite.Suite).ToArray());
        }
        parameters.Add("force", filter.Force);
        parameters.Add("suite", filter.Suite);
        return $"({string.Join(" OR ", any)})" + (filter.Force is null ? "" : $" AND {of}.force = @force")
            + (filter.Suite is null ? "" : $" AND {of}.suite = @suite");
    }
}
