using CustodyWatch.Log.Projections;
using CustodyWatch.Storage;
using Dapper;
using NodaTime;

namespace CustodyWatch.Features.Accommodation;

/// <summary>A stretch of the ledger in figures. Of a child with several requests the time after charge counts once.</summary>
public sealed record LedgerTotals(
    int Requests, IReadOnlyDictionary<string, int> Outcomes, int Transferred, int LaFailure, double? MedianMinutesToAnswer,
    double? MedianMinutesAfterCharge, int ClaimDays, int Claims)
{
    private const string Select = """
        SELECT r.detention_id, r.asked_at, r.reply_due_at, r.answered_at, r.decision, r.withdrawn_at, r.need_ended_at, r.charged_at, r.left_at,
            r.transferred, r.la_failure, r.claim_from
        FROM place_requests r WHERE 
        """;

    internal static async Task<LedgerTotals> Read(Database database, RequestFilter filter, Instant now, CancellationToken cancel)
    {
        var parameters = new DynamicParameters();
        var where = filter.Where(parameters);
        var (outcomes, answers, kept) = (new Dictionary<string, int>(StringComparer.Ordinal), new List<double>(), new Dictionary<string, double>(StringComparer.Ordinal));
        var (count, transferred, failures, days, claims) = (0, 0, 0, 0, 0);
        await using var connection = await database.Open(cancel);
        await foreach (var row in connection.QueryUnbufferedAsync<PlaceRequestRow>(Select + where, parameters).WithCancellation(cancel))
        {
            count++;
            var outcome = row.OutcomeAt(now);
            outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
            if (row.Transferred) transferred++;
            if (row.LaFailure) failures++;
            if (row.AnsweredAt - row.AskedAt is { } took) answers.Add(Math.Floor(took.TotalMinutes));
            if (row.ChargedAt is { } charged && (row.LeftAt ?? now) >= charged) kept[row.DetentionId] = Math.Floor(((row.LeftAt ?? now) - charged).TotalMinutes);
            if (row.ClaimFrom is not { } from || Pace.Accommodation.CostClaim.DaysFrom(from, row.NeedEndedAt ?? now) is not (> 0 and var claimed)) continue;
            days += claimed;
            claims++;
        }
        return new(count, outcomes, transferred, failures, Median(answers), Median([.. kept.Values]), days, claims);
    }

    private static double? Median(List<double> minutes)
    {
        if (minutes.Count == 0) return null;
        minutes.Sort();
        var middle = minutes.Count / 2;
        return minutes.Count % 2 == 1 ? minutes[middle] : (minutes[middle - 1] + minutes[middle]) / 2;
    }
}
