using System.Data.Common;
using CustodyWatch.Log;
using CustodyWatch.Pace.Alerting;
using Dapper;
using NodaTime;

namespace CustodyWatch.Timers;

/// <summary>What keeps a child's alerts from speaking now.</summary>
internal static class Hushes
{
    private const string CountOutages = """
        SELECT COUNT(*) FROM alerts WHERE subject = @suite AND clock IN @outages AND state IN ('open', 'acknowledged')
        """;

    public static async Task<IReadOnlyList<Hush>> Of(DbConnection connection, DbTransaction transaction, DetentionRow detention, Instant now)
    {
        var hushes = new List<Hush>();
        var suite = detention.SuiteCode.ToString();
        if (await connection.ExecuteScalarAsync<long>(CountOutages, new { suite, outages = SuiteAlert.Outages }, transaction) > 0)
            hushes.Add(new Hush(HushReason.Outage, null, null, null));
        return hushes;
    }
}
