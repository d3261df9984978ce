using System.Data.Common;
using System.Text.Json.Serialization;
using CustodyWatch.Log.Keeping;
using CustodyWatch.Log.Projections;
using CustodyWatch.Pace;
using CustodyWatch.Pace.Settings;
using CustodyWatch.Storage.Sealing;
using NodaTime;
using NodaTime.Text;

namespace CustodyWatch.Features.Retention;

/// <summary>A record with what its time of keeping goes by; no grade while the child is in custody.</summary>
internal sealed record KeptRow
{
    public string Id { get; init; } = "";
    public string CustodyRecordNumber { get; init; } = "";
    public string Force { get; init; } = "";
    public string Suite { get; init; } = "";
    public long Version { get; init; }
    public string? Grade { get; init; }
    public Instant? EndedAt { get; init; }
    public Sealed? Born { get; init; }

    public RetentionRow? Retention => EndedAt is not { } ended ? null
        : new() { DetentionId = Id, Force = Force, Suite = Suite, Grade = Grade!, EndedAt = ended, Born = Born! };
}

/// <summary>What holds, or held, a record back from disposal.</summary>
public sealed record HoldAnswer(
    string Id, string Kind, string Reason, Instant From, Instant? Until, string SetBy, string SetRole, bool InForce, Instant? LiftedAt,
    string? LiftedBy, string? LiftReason)
{
    public static HoldAnswer Of(HoldRow row, Instant now) => new(
        row.Id, row.Kind, row.Reason.Text, row.FromAt, row.UntilAt, row.SetBy, row.SetRole, row.IsInForce(now), row.LiftedAt, row.LiftedBy, row.LiftReason?.Text);
}

/// <summary>What was decided at a review.</summary>
public sealed record DecisionAnswer(string Decision, string Reason, Instant? ReviewAt, Instant DecidedAt, string DecidedBy, string DecidedRole)
{
    public static DecisionAnswer Of(RetentionDecisionRow row) => new(
        row.Decision, row.Reason.Text, row.ReviewAt, row.DecidedAt, row.DecidedBy, row.DecidedRole);
}

/// <summary>How long a record is kept, by which rule, what holds it, and what was decided about it. Dates are local.</summary>
/// <param name="Grade">None while the child is in custody.</param>
/// <param name="MayDispose">Its time is over and nothing holds it.</param>
/// <param name="ToBeDisposed">It was decided to dispose of it, and nothing was entered on it since.</param>
public sealed record KeptRecord(
    string DetentionId, string CustodyRecordNumber, string Force, string Suite, string? Grade, string? Rule, Instant? EndedAt, string? ReviewOn,
    string? KeptUntil, bool MayDispose, bool ToBeDisposed, IReadOnlyList<HoldAnswer> Holds, IReadOnlyList<DecisionAnswer> Decisions)
{
    /// <summary>How many events the record holds.</summary>
    [JsonIgnore]
    public long Version { get; init; }

    [JsonIgnore]
    public bool IsHeld => Holds.Any(hold => hold.InForce);

    internal static async Task<IReadOnlyList<KeptRecord>> Of(
        DbConnection connection, DbTransaction transaction, IReadOnlyList<KeptRow> rows, LocalNumbers numbers, Instant now)
    {
        var ids = rows.Select(row => row.Id).ToArray();
        var holds = (await HoldRow.Of(connection, ids, transaction)).ToLookup(hold => hold.DetentionId);
        var decisions = (await RetentionDecisionRow.Of(connection, ids, transaction)).ToLookup(decision => decision.DetentionId);
        return [.. rows.Select(row => Of(row, [.. holds[row.Id]], [.. decisions[row.Id]], numbers, now))];
    }

    private static KeptRecord Of(
        KeptRow row, IReadOnlyList<HoldRow> holds, IReadOnlyList<RetentionDecisionRow> decisions, LocalNumbers numbers, Instant now)
    {
        var (kept, standing) = (row.Retention, decisions.Count > 0 ? decisions[^1] : null);
        var rule = kept?.Rule(numbers);
        var review = standing?.ReviewAt is { } again ? LondonTime.DateAt(again) : rule?.FirstReview(kept!.EndedOn, kept.BornOn);
        return new(
            row.Id, row.CustodyRecordNumber, row.Force, row.Suite, row.Grade, rule?.ToString(), row.EndedAt, Text(review),
            Text(kept?.KeptUntil(numbers)),
            kept is not null && LondonTime.DateAt(now) >= kept.KeptUntil(numbers) && !holds.Any(hold => hold.IsInForce(now)),
            standing is { Decision: RetentionDecisionRow.Dispose } && standing.Version == row.Version,
            [.. holds.Select(hold => HoldAnswer.Of(hold, now))],
            [.. decisions.Select(DecisionAnswer.Of)])
        {
            Version = row.Version,
        };
    }

    private static string? Text(LocalDate? date) => date is { } day ? LocalDatePattern.Iso.Format(day) : null;
}
