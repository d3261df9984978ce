using System.Globalization;
using CustodyWatch.Access;
using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Storage;
using Dapper;
using NodaTime;

namespace CustodyWatch.Features.Certificates;

/// <summary>Reads the register, in the order of signing. Whose a certificate is to read goes by the suite of its record as that stands.</summary>
internal static class Register
{
    private const string Select = $"""
        SELECT r.position, r.id, r.number, r.limb, r.detention_id, r.custody_record_number, r.force, r.suite, r.signed_at, r.signed_by,
            r.content_hash AS hash, r.supersedes, r.superseded, r.made_at, r.why_void, s.signed_by AS countersigned_by, s.at AS countersigned_at
        FROM (
            SELECT c.position, c.id, c.number, c.limb, c.detention_id, c.custody_record_number, c.force, d.suite, c.signed_at, c.signed_by,
                c.content_hash, c.supersedes, CASE WHEN {CertificateRow.ReplacedAt} IS NOT NULL
                    OR EXISTS (SELECT 1 FROM certificates_retracted t WHERE t.certificate_id = c.id) THEN 1 ELSE 0 END AS superseded,
                'here' AS made_at, v.why_void
            FROM certificates c JOIN detentions d ON d.id = c.detention_id LEFT JOIN certificates_void v ON v.certificate_id = c.id
            UNION ALL
            SELECT e.position, e.id, NULL, e.limb, e.detention_id, e.custody_record_number, e.force, e.suite, e.signed_at, e.signed_by,
                NULL, NULL, e.superseded, 'elsewhere', e.why_void
            FROM certificates_elsewhere e
        ) r LEFT JOIN countersignatures s ON s.certificate_id = r.id AND r.made_at = 'here'
        """;

    private const string SelectMissing = $"""
        SELECT d.id AS detention_id, d.custody_record_number, d.force, d.suite, k.started_at AS bail_refused_at, k.due_at,
            CASE WHEN k.due_at <= @now THEN 1 ELSE 0 END AS overdue, CASE WHEN d.status = '{DetentionRow.Open}' THEN 1 ELSE 0 END AS still_held,
            CASE WHEN EXISTS (SELECT 1 FROM certificates c WHERE c.detention_id = d.id AND c.limb = '{CertificateRow.StatementLimb}'
                    AND NOT EXISTS (SELECT 1 FROM certificates_retracted t WHERE t.certificate_id = c.id))
                OR EXISTS (SELECT 1 FROM certificates_elsewhere e WHERE e.detention_id = d.id AND e.limb = '{CertificateRow.StatementLimb}') THEN 1 ELSE 0 END AS la_failure
        FROM clocks k JOIN detentions d ON d.id = k.detention_id
        WHERE k.clock = 'certificate' AND k.met_at IS NULL AND k.state <> 'ended'
        """;

    /// <summary>Whether the filters name only what is the caller's.</summary>
    public static bool MayAsk(Caller caller, RegisterFilter filter) => Log.Scope.Of(caller, filter.Force, filter.Suite) is not null;

    public static async Task<IReadOnlyList<RegisterRow>> Read(
        Database database, Caller caller, RegisterFilter filter, long after, int take, CancellationToken cancel)
    {
        var parameters = new DynamicParameters(new { filter.From, filter.To, filter.Limb, after, take });
        var where = Scope(parameters, caller, filter, "r") + " AND r.position > @after";
        if (filter.From is not null) where += " AND r.signed_at >= @From";
        if (filter.To is not null) where += " AND r.signed_at < @To";
        if (filter.Limb is not null) where += " AND r.limb = @Limb";
        if (filter.Unseen) where += " AND r.made_at = 'here' AND r.superseded = 0 AND r.why_void IS NULL AND s.certificate_id IS NULL";
        await using var connection = await database.Open(cancel);
        return (await connection.QueryAsync<RegisterRow>(
            $"{Select} WHERE {where} ORDER BY r.position {database.Dialect.First}", parameters)).AsList();
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
