using CustodyWatch.Log;
using CustodyWatch.Pace.Oversight;
using CustodyWatch.Storage;
using Dapper;
using NodaTime;

namespace CustodyWatch.Features.Oversight;

/// <summary>A detention behind a number.</summary>
public sealed record ChildBehind
{
    public string DetentionId { get; init; } = "";
    public string CustodyRecordNumber { get; init; } = "";
    public string Force { get; init; } = "";
    public string Suite { get; init; } = "";
    public Instant ArrivedAt { get; init; }
    public Instant? EndedAt { get; init; }
    public int? Minutes { get; init; }
}

/// <summary>The detentions behind a number, for those who may read the records: which they are, and the latest of them.</summary>
public sealed record ChildrenBehind(string Title, IReadOnlyList<ChildBehind> Children)
{
    public const int Most = 200;

    // Behind a share of things done are the children for whom they were not.
    private static readonly Dictionary<string, (string Title, string Where)> NotDone = new()
    {
        ["firstHourCompleted"] = ("First hour not completed", "d.first_hour_done < d.first_hour_items"),
        ["reviewsOnTime"] = ("With a review late or overdue", "(d.reviews_late > 0 OR d.review_open_due_at <= @now)"),
        ["reviewsPostponed"] = ("With a review postponed", "d.reviews_postponed > 0"),
        ["mealsOnTime"] = ("With a mealtime without a meal offered", "d.meal_times_kept < d.meal_times"),
        ["visitsOnTime"] = ("With a visit late or missed", "d.visits_kept < d.visits"),
        ["restGiven"] = ("Without eight hours' rest", "d.rest_periods_kept < d.rest_periods"),
        ["stripSearchesWithAdult"] = ("Strip searched without the adult", "d.strip_searches_with_adult < d.strip_searches"),
        ["forceUsedWithAdult"] = ("Force used without an adult there", "d.force_uses_with_adult < d.force_uses"),
        ["childViewRecorded"] = ("View not recorded", "d.child_views = 0"),
        ["ethnicityStated"] = ("Ethnicity not stated", "d.ethnicity = 'NS'"),
        ["certified"] = ("Kept after charge without a certificate", "d.bail_refused_at IS NOT NULL AND d.transfer_minutes IS NULL AND d.certified = 0"),
        ["accommodationRequested"] = ("Refused bail and no place asked for", "d.bail_refused_at IS NOT NULL AND d.requested = 0"),
        ["courtOutcomeKnown"] = ("Court's order not recorded", "d.bail_refused_at IS NOT NULL AND d.court_outcome IS NULL"),
    };

    private static readonly Dictionary<Tally, string> Counted = new()
    {
        [Tally.Detentions] = "1 = 1",
        [Tally.LookedAfter] = "d.looked_after = 1",
        [Tally.DetentionRefused] = "d.detention_refused = 1",
        [Tally.Overnight] = "d.overnight_from <= @now",
        [Tally.OvernightAfterCharge] = "d.overnight_from <= @now AND d.charged_at <= d.overnight_from",
        [Tally.StripSearched] = "d.strip_searches > 0",
        [Tally.ForceUsed] = "d.force_uses > 0",
        [Tally.Charged] = "d.charged_at IS NOT NULL",
        [Tally.BailRefused] = "d.bail_refused_at IS NOT NULL",
        [Tally.SecureRequested] = "d.secure_requested = 1",
        [Tally.Accepted] = "d.accepted = 1",
        [Tally.OfferedOther] = "d.offered_other = 1",
        [Tally.Declined] = "d.declined = 1",
        [Tally.NoReply] = "d.no_reply_from <= @now",
        [Tally.Transferred] = "d.transfer_minutes IS NOT NULL",
        [Tally.TransferredNotSameDay] = "d.transfer_minutes IS NOT NULL AND d.court_same_day = 0",
        [Tally.KeptAfterCharge] = "d.bail_refused_at IS NOT NULL AND d.transfer_minutes IS NULL",
        [Tally.CourtBailed] = "d.bail_refused_at IS NOT NULL AND d.court_outcome = 'bailed'",
        [Tally.CourtRemandedToAuthority] = "d.bail_refused_at IS NOT NULL AND d.court_outcome = 'remanded-local-authority'",
        [Tally.CourtRemandedToYouthDetention] = "d.bail_refused_at IS NOT NULL AND d.court_outcome = 'remanded-youth-detention'",
    };

    /// <param name="scope">As far as the caller may read records.</param>
    public static async Task<ChildrenBehind> Read(
        Database database, Scope scope, Period period, Measure measure, Instant now, CancellationToken cancel)
    {
        var column = measure.Wait is { } wait ? ColumnOf(wait) : "length_minutes";
        var (title, where) = measure.Wait is not null ? ($"{measure.Title}: the longest first", $"d.{column} IS NOT NULL")
            : NotDone.TryGetValue(measure.Name, out var notDone) ? notDone
            : (measure.Title, Counted[measure.Numerator!.Value]);
        return new(title, await Read(database, scope, period, where, column, measure.Wait is null ? "d.arrived_at" : $"d.{column}", now, cancel));
    }

    /// <summary>The rows that spoil a return.</summary>
    public static Task<IReadOnlyList<ChildBehind>> Lacking(
        Database database, Scope scope, Period period, Gap gap, Instant now, CancellationToken cancel) =>
        Read(database, scope, period, gap.Where, "length_minutes", "d.arrived_at", now, cancel);

    private static async Task<IReadOnlyList<ChildBehind>> Read(
        Database database, Scope scope, Period period, string where, string column, string order, Instant now, CancellationToken cancel)
    {
        var parameters = new DynamicParameters(new { from = period.From, to = period.To, now, take = Most });
        var sql = $"""
            SELECT d.detention_id, d.force, d.suite, d.arrived_at, d.ended_at, d.{column} AS minutes, r.custody_record_number
            FROM (SELECT detention_id AS id, figures.* FROM figures) d JOIN records r ON r.detention_id = d.detention_id
            WHERE (@from IS NULL OR d.arrived_at >= @from) AND (@to IS NULL OR d.arrived_at < @to) AND d.arrived_at IS NOT NULL
                AND {where} AND {scope.Where(parameters, now)}
            ORDER BY {order} DESC, d.detention_id DESC {database.Dialect.First}
            """;
        await using var connection = await database.Open(cancel);
        return (await connection.QueryAsync<ChildBehind>(sql, parameters)).AsList();
    }

    private static string ColumnOf(Wait wait) => wait switch
    {
        Wait.Length => "length_minutes",
        Wait.AdultAsk => "adult_ask_minutes",
        Wait.AdultArrival => "adult_arrival_minutes",
        Wait.AdultWithChild => "adult_with_child_minutes",
        Wait.Request => "request_minutes",
        Wait.Reply => "reply_minutes",
        _ => "transfer_minutes",
    };
}
