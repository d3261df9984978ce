using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using CustodyWatch.Pace;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Oversight;
using Dapper;
using NodaTime;
using NodaTime.Text;

namespace CustodyWatch.Log;

/// <summary>Whose figures.</summary>
public sealed record FiguresRow
{
    /// <summary>
    /// How figures, nights, totals, marks and questions are worked out of a record. Raised with any change of that: what an older
    /// version made is then made anew, by each node and by itself.
    /// </summary>
    public const int Current = 2;

    /// <summary>The versions before; 0 is from when none was kept.</summary>
    public static readonly IReadOnlyList<int> Older = [.. Enumerable.Range(0, Current)];

    private static readonly LocalDatePattern Months = LocalDatePattern.CreateWithInvariantCulture("uuuu-MM");

    public string DetentionId { get; init; } = "";
    public string Force { get; init; } = "";
    public string Suite { get; init; } = "";

    /// <summary>The local month of arrival, <c>2026-06</c>.</summary>
    public string? Month { get; init; }

    /// <summary>Its part of the totals has been added.</summary>
    public bool Counted { get; init; }

    /// <summary>Which version worked it out.</summary>
    public int Version { get; init; } = Current;

    /// <summary>Null when the arrival is not known, or was taken back.</summary>
    public DetentionFigures? Figures { get; init; }

    private const string FigureColumns = """
        arrived_at, authorised_at, charged_at, bail_refused_at, ended_at, detention_refused, age, sex, ethnicity, looked_after,
        length_minutes, adult_ask_minutes, adult_awaited, adult_arrival_minutes, adult_with_child_minutes, reviews_on_time,
        reviews_late, reviews_postponed, review_open_due_at, first_hour_items, first_hour_done, meal_times, meal_times_kept, visits,
        visits_kept, rest_periods, rest_periods_kept, strip_searches, strip_searches_with_adult, force_uses, force_uses_with_adult,
        child_views, requested, secure_requested, accepted, offered_other, declined, no_reply_from, request_minutes, reply_minutes,
        transfer_minutes, court_same_day, certified, court_outcome, overnight_from
        """;

    /// <summary>What is read, of figures named <c>d</c>, with the figures themselves from <c>arrived_at</c> on.</summary>
    public const string Columns = $"d.detention_id, d.force, d.suite, d.month, d.counted, d.version, {FigureColumns}";

    private const string DeleteRow = "DELETE FROM figures WHERE detention_id = @DetentionId";
    private const string UncountAll = "UPDATE figures SET counted = 0";

    private const string InsertRow = $"""
        INSERT INTO figures (detention_id, force, suite, month, counted, version, stratum, sample_key, {FigureColumns})
        VALUES (@DetentionId, @Force, @Suite, @Month, @Counted, @Version, @Stratum, @SampleKey, @ArrivedAt, @AuthorisedAt, @ChargedAt,
            @BailRefusedAt, @EndedAt, @DetentionRefused, @Age, @Sex, @Ethnicity, @LookedAfter, @LengthMinutes, @AdultAskMinutes,
            @AdultAwaited, @AdultArrivalMinutes, @AdultWithChildMinutes, @ReviewsOnTime, @ReviewsLate, @ReviewsPostponed,
            @ReviewOpenDueAt, @FirstHourItems, @FirstHourDone, @MealTimes, @MealTimesKept, @Visits, @VisitsKept, @RestPeriods,
            @RestPeriodsKept, @StripSearches, @StripSearchesWithAdult, @ForceUses, @ForceUsesWithAdult, @ChildViews, @Requested,
            @SecureRequested, @Accepted, @OfferedOther, @Declined, @NoReplyFrom, @RequestMinutes, @ReplyMinutes, @TransferMinutes,
            @CourtSameDay, @Certified, @CourtOutcome, @OvernightFrom)
        """;

    private const string SelectOne = $"SELECT {Columns} FROM figures d WHERE d.detention_id = @DetentionId";
    private const string SelectIsMade = "SELECT 1 FROM figures WHERE detention_id = @detentionId AND version = @current";
    private const string DeleteOne = "DELETE FROM figures WHERE detention_id = @detentionId";

    /// <summary>Whether this version has worked a detention out.</summary>
    public static async Task<bool> IsMade(DbConnection connection, DbTransaction transaction, string detentionId) =>
        await connection.ExecuteScalarAsync<int?>(SelectIsMade, new { detentionId, current = Current }, transaction) is not null;

    /// <summary>Takes a detention's figures away, and leaves their part of the totals, where it names nobody.</summary>
    public static async Task Dispose(DbConnection connection, DbTransaction transaction, string detentionId, Instant now)
    {
        var row = (await Read(connection, SelectOne, new { DetentionId = detentionId }, transaction)).SingleOrDefault();
        if (row is { Counted: true }) await TotalsRow.Keep(connection, transaction, row, now);
        await connection.ExecuteAsync(DeleteOne, new { detentionId }, transaction);
    }

    /// <summary>Puts a detention's figures in place, leaving a row that says the same untouched.</summary>
    public static Task Replace(
        DbConnection connection, DbTransaction transaction, DetentionRow detention, ClockSheet sheet, TotalsChanges? together = null) => Replace(
        connection, transaction,
        new FiguresRow
        {
            DetentionId = detention.Id,
            Force = detention.Force,
            Suite = detention.Suite,
            Figures = FiguresOf.Detention(sheet),
        },
        sheet.At,
        together);

    /// <summary>Puts a row in place, and what follows from it: its nights, and its part of the totals once it has ended.</summary>
    /// <param name="together">Where many are put in place at once: what is then to be put into the totals.</param>
    public static async Task Replace(
        DbConnection connection, DbTransaction transaction, FiguresRow row, Instant now, TotalsChanges? together = null)
    {
        row = row with
        {
            Month = row.Figures is { } figures ? MonthOf(figures.ArrivedAt) : null,
            Counted = row.Figures?.EndedAt is not null,
            Version = Current,
        };
        var before = (await Read(connection, SelectOne, row, transaction)).SingleOrDefault();
        if (row.Figures is not null && before == row) return;
        // What an older version counted is in totals that nobody reads any more.
        var changes = together ?? new TotalsChanges();
        if (before is { Counted: true, Version: Current }) changes.Add(before, now, sign: -1);
        if (row.Counted) changes.Add(row, now, sign: 1);
        if (together is null) await changes.Put(connection, transaction);
        var parameters = new DynamicParameters(row.Figures ?? new DetentionFigures());
        if (row.Figures is null) parameters.Add(nameof(DetentionFigures.ArrivedAt), null);
        parameters.AddDynamicParams(new
        {
            row.DetentionId,
            row.Force,
            row.Suite,
            row.Month,
            row.Counted,
            row.Version,
            Stratum = row.Counted ? CaseStratum.Of(row.Figures!) : null,
            SampleKey = KeyOf(row.DetentionId),
        });
        if (before is not null) await connection.ExecuteAsync(DeleteRow, parameters, transaction);
        await connection.ExecuteAsync(InsertRow, parameters, transaction);
        await NightRow.Replace(connection, transaction, row);
    }

    /// <summary>What one detention adds to the totals; nothing while its arrival is not known.</summary>
    public static async Task<Totals> TotalsOf(DbConnection connection, string detentionId, Instant now)
    {
        var totals = new Totals();
        var row = (await Read(connection, SelectOne, new { DetentionId = detentionId })).SingleOrDefault();
        if (row?.Figures is { } figures) totals.Add(figures, now);
        return totals;
    }

    /// <summary>
    /// Before everything is worked out again: no row is part of the totals, and the totals hold what was disposed of and nothing else.
    /// </summary>
    public static async Task Uncount(DbConnection connection, DbTransaction transaction)
    {
        await TotalsRow.Begin(connection, transaction);
        await connection.ExecuteAsync(UncountAll, transaction: transaction);
    }

    public static string MonthOf(Instant arrivedAt) => Months.Format(LondonTime.DateAt(arrivedAt));

    /// <summary>A place in an order that has nothing to do with the detention, for drawing samples.</summary>
    public static long KeyOf(string text) => BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes(text))) & long.MaxValue;

    public static Task<IEnumerable<FiguresRow>> Read(
        DbConnection connection, string sql, object parameters, DbTransaction? transaction = null) =>
        connection.QueryAsync<FiguresRow, DetentionFigures?, FiguresRow>(
            sql, (row, figures) => row with { Figures = figures }, parameters, transaction, splitOn: "arrived_at");
}
