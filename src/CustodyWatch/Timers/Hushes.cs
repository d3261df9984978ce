using System.Data.Common;
using CustodyWatch.Log.Alerts;
using CustodyWatch.Log.Projections;
using CustodyWatch.Pace.Alerting;
using Dapper;
using NodaTime;

namespace CustodyWatch.Timers;

/// <summary>What keeps a child's alerts from speaking now.</summary>
internal static class Hushes
{
    private const string SelectOutage = $"""
        SELECT raised_at FROM alerts WHERE subject = @suite AND clock IN @outages AND {AlertRow.Standing}
        ORDER BY raised_at DESC
        """;

    // The cycle's number may be another's by now; what it said as it was silenced is sealed.
    private const string SelectDueWhenSilenced = """
        SELECT e.due_at FROM alert_entries e JOIN alerts a ON a.id = e.alert_id
        WHERE a.subject = @DetentionId AND a.clock = @Clock AND a.clock_sequence = @ClockSequence AND e.position < @Position
            AND e.state IN ('open', 'acknowledged')
        ORDER BY e.position DESC
        """;

    /// <summary>What somebody has silenced.</summary>
    public static async Task<IReadOnlyList<Hush>> Of(DbConnection connection, DbTransaction transaction, DetentionRow detention, Instant now)
    {
        var hushes = new List<Hush>();
        foreach (var silence in await SilenceRow.InForce(connection, detention.Force, detention.Suite, detention.Id, now, transaction))
            if (LadderRow.ClockOf(silence.Clock) is { } clock)
                hushes.Add(new Hush(clock, silence.ClockSequence, silence.UntilAt)
                {
                    DueAt = silence.ClockSequence is null ? null
                        : await connection.QueryFirstOrDefaultAsync<Instant?>(SelectDueWhenSilenced, silence, transaction),
                });
        return hushes;
    }

    /// <summary>Whether an alert about the suite says already that nothing is heard from there.</summary>
    /// <param name="connection">Where to read.</param>
    /// <param name="transaction">In which.</param>
    /// <param name="detention">The child.</param>
    /// <param name="heard">
    /// When something was last entered about the child. Of a child about whom entries are still made on screens while the records system is
    /// silent, what is missed does not come of the outage.
    /// </param>
    public static async Task<bool> IsOutage(DbConnection connection, DbTransaction transaction, DetentionRow detention, Instant? heard) =>
        await connection.QueryFirstOrDefaultAsync<Instant?>(
            SelectOutage, new { suite = detention.SuiteCode.ToString(), outages = SuiteAlert.Outages }, transaction) is { } since
        && !(heard > since);
}
