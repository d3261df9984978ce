using System.Data.Common;
using CustodyWatch.Log;
using CustodyWatch.Pace.Alerting;
using Dapper;
using NodaTime;

namespace CustodyWatch.Timers;

/// <summary>What keeps a child's alerts from speaking now.</summary>
internal static class Hushes
{
    private const string SelectOutage = """
        SELECT raised_at FROM alerts WHERE subject = @suite AND clock IN @outages AND state IN ('open', 'acknowledged')
        ORDER BY raised_at DESC
        """;

    /// <param name="connection">Where to read.</param>
    /// <param name="transaction">In which.</param>
    /// <param name="detention">The child.</param>
    /// <param name="heard">When something was last entered about the child: on screens, while the records system is silent.</param>
    /// <param name="now">The instant of the look.</param>
    public static async Task<IReadOnlyList<Hush>> Of(
        DbConnection connection, DbTransaction transaction, DetentionRow detention, Instant? heard, Instant now)
    {
        var hushes = new List<Hush>();
        var suite = detention.SuiteCode.ToString();
        // Of a child about whom somebody still makes entries, what is missed does not come of the outage.
        if (await connection.QueryFirstOrDefaultAsync<Instant?>(SelectOutage, new { suite, outages = SuiteAlert.Outages }, transaction) is { } since
            && !(heard > since))
            hushes.Add(new Hush(HushReason.Outage, null, null, null));
        foreach (var silence in await SilenceRow.InForce(connection, detention.Force, detention.Suite, now, transaction))
            if ((silence.DetentionId is null || silence.DetentionId == detention.Id) && LadderRow.ClockOf(silence.Clock) is { } clock)
                hushes.Add(new Hush(HushReason.Silence, clock, silence.ClockSequence, silence.UntilAt));
        return hushes;
    }
}
