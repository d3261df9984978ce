using System.Data.Common;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Oversight;
using Dapper;

namespace CustodyWatch.Log;

/// <summary>Whose figures, and the number of the change that wrote them.</summary>
public sealed record FiguresRow
{
    public string DetentionId { get; init; } = "";
    public long Change { get; init; }
    public string Force { get; init; } = "";
    public string Suite { get; init; } = "";

    /// <summary>Null when the arrival is not known, or was taken back.</summary>
    public DetentionFigures? Figures { get; init; }

    private const string FigureColumns = """
        arrived_at, authorised_at, charged_at, bail_refused_at, ended_at, detention_refused, age, sex, ethnicity, looked_after,
        length_minutes, adult_ask_minutes, adult_awaited, adult_arrival_minutes, adult_with_child_minutes, reviews_on_time,
        reviews_late, reviews_postponed, review_open_due_at, first_hour_items, first_hour_done, meal_times, meal_times_kept, visits,
        visits_kept, rest_periods, rest_periods_kept, strip_searches, strip_searches_with_adult, force_uses, force_uses_with_adult,
        child_views, requested, secure_requested, accepted, offered_other, declined, no_reply_from, request_minutes, reply_minutes,
        transfer_minutes, court_same_day, certified, court_outcome
        """;

    private const string TakeNumber = "UPDATE figures_head SET change = change + 1 WHERE id = 1";
    private const string ReadNumber = "SELECT change FROM figures_head WHERE id = 1";
    private const string DeleteRow = "DELETE FROM figures WHERE detention_id = @DetentionId";

    private const string InsertRow = $"""
        INSERT INTO figures (detention_id, change, force, suite, {FigureColumns})
        VALUES (@DetentionId, @Change, @Force, @Suite, @ArrivedAt, @AuthorisedAt, @ChargedAt, @BailRefusedAt, @EndedAt,
            @DetentionRefused, @Age, @Sex, @Ethnicity, @LookedAfter, @LengthMinutes, @AdultAskMinutes, @AdultAwaited,
            @AdultArrivalMinutes, @AdultWithChildMinutes, @ReviewsOnTime, @ReviewsLate, @ReviewsPostponed, @ReviewOpenDueAt,
            @FirstHourItems, @FirstHourDone, @MealTimes, @MealTimesKept, @Visits, @VisitsKept, @RestPeriods, @RestPeriodsKept,
            @StripSearches, @StripSearchesWithAdult, @ForceUses, @ForceUsesWithAdult, @ChildViews, @Requested, @SecureRequested,
            @Accepted, @OfferedOther, @Declined, @NoReplyFrom, @RequestMinutes, @ReplyMinutes, @TransferMinutes, @CourtSameDay,
            @Certified, @CourtOutcome)
        """;

    private const string SelectOne = $"""
        SELECT detention_id, change, force, suite, {FigureColumns} FROM figures WHERE detention_id = @detentionId
        """;

    private const string SelectNewer = $"""
        SELECT detention_id, change, force, suite, {FigureColumns} FROM figures WHERE change > @change
        """;

    /// <summary>Puts a detention's figures in place, leaving a row that says the same untouched.</summary>
    public static async Task Replace(
        DbConnection connection, DbTransaction transaction, DetentionRow detention, ClockSheet sheet)
    {
        var figures = FiguresOf.Detention(sheet);
        var before = (await Read(connection, SelectOne, new { detentionId = detention.Id }, transaction)).SingleOrDefault();
        if (before is not null && before.Suite == detention.Suite && before.Figures == figures) return;
        await connection.ExecuteAsync(TakeNumber, transaction: transaction);
        var parameters = new DynamicParameters(figures ?? new DetentionFigures());
        if (figures is null) parameters.Add(nameof(DetentionFigures.ArrivedAt), null);
        parameters.AddDynamicParams(new
        {
            DetentionId = detention.Id,
            Change = await connection.ExecuteScalarAsync<long>(ReadNumber, transaction: transaction),
            detention.Force,
            detention.Suite,
        });
        await connection.ExecuteAsync(DeleteRow, parameters, transaction);
        await connection.ExecuteAsync(InsertRow, parameters, transaction);
    }

    /// <summary>What was written after a change, in no order.</summary>
    public static Task<IEnumerable<FiguresRow>> NewerThan(DbConnection connection, long change) =>
        Read(connection, SelectNewer, new { change }, transaction: null);

    private static Task<IEnumerable<FiguresRow>> Read(
        DbConnection connection, string sql, object parameters, DbTransaction? transaction) =>
        connection.QueryAsync<FiguresRow, DetentionFigures?, FiguresRow>(
            sql, (row, figures) => row with { Figures = figures }, parameters, transaction, splitOn: "arrived_at");
}
