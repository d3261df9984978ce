using System.Data.Common;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using CustodyWatch.Pace;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Oversight;
using CustodyWatch.Storage;
using Dapper;
using NodaTime;
using NodaTime.Text;

namespace CustodyWatch.Log.Projections;

/// <summary>Whose figures.</summary>
public sealed record FiguresRow
{
    /// <summary>
    /// How figures, nights, totals, marks and questions are worked out of a record. Raised with any change of that: what an older
    /// version made is then made anew, by each node and by itself.
    /// </summary>
    public const int Current = 7;

    /// <summary>The versions before; 0 is from when none was kept.</summary>
    public static readonly IReadOnlyList<int> Older = [.. Enumerable.Range(0, Current)];

    private static readonly PropertyInfo[] FigureValues = [.. typeof(DetentionFigures).GetProperties().Where(value => value.CanWrite)];
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
        transfer_minutes, court_same_day, certified, court_outcome, overnight_from, bailed_after_refusal, answered
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
            @CourtSameDay, @Certified, @CourtOutcome, @OvernightFrom, @BailedAfterRefusal, @Answered)
        """;

    private const string SelectOne = $"SELECT {Columns} FROM figures d WHERE d.detention_id = @DetentionId";
    private const string SelectByNumber = $"SELECT {Columns} FROM figures d WHERE d.detention_id = {Record.IdByNumber}";
    private const string SelectIsMade = "SELECT 1 FROM figures WHERE detention_id = @detentionId AND version = @current";
    private const string DeleteOne = "DELETE FROM figures WHERE detention_id = @detentionId";

    /// <summary>Whether this version has worked a detention out.</summary>
    public static async Task<bool> IsMade(DbConnection connection, DbTransaction transaction, string detentionId) =>
        await connection.ExecuteScalarAsync<int?>(SelectIsMade, new { detentionId, current = Current }, transaction) is not null;

    public static async Task<FiguresRow?> Find(DbConnection connection, DbTransaction transaction, string detentionId) =>
        (await Read(connection, SelectOne, new { DetentionId = detentionId }, transaction)).SingleOrDefault();

    /// <summary>Takes a detention's figures away, and leaves their part of the totals, where it names nobody.</summary>
    public static async Task Dispose(DbConnection connection, DbTransaction transaction, string detentionId, Instant now)
    {
        var row = await Find(connection, transaction, detentionId);
        if (row is { Counted: true }) await TotalsRow.Keep(connection, transaction, row, now);
        await connection.ExecuteAsync(DeleteOne, new { detentionId }, transaction);
    }

    public static Asked<FiguresRow> Ask(Reads reads, string force, string number) =>
        reads.Of(SelectByNumber, new { force, number }, taking: grid => grid.Read<FiguresRow, DetentionFigures?, FiguresRow>(With, splitOn: "arrived_at"));

    public static FiguresRow Of(DetentionRow detention, ClockSheet sheet) => new FiguresRow
    {
        DetentionId = detention.Id,
        Force = detention.Force,
        Suite = detention.Suite,
        Figures = FiguresOf.Detention(sheet),
    }.Dated();

    /// <summary>Adds its part of the totals once it has ended, in place of the part that it had.</summary>
    public void Change(TotalsChanges totals, FiguresRow? before, Instant now)
    {
        if (IsTheSame(before)) return;
        // What an older version counted is in totals that nobody reads any more.
        if (before is { Counted: true, Version: Current }) totals.Add(before, now, sign: -1);
        if (Counted) totals.Add(this, now, sign: 1);
    }

    /// <summary>Puts it in place with its nights, leaving a row that says the same untouched.</summary>
    public void Replace(Writes writes, FiguresRow? before)
    {
        if (IsTheSame(before)) return;
        if (before is not null) writes.Add(DeleteRow, new { DetentionId });
        writes.Add(InsertRow, ToValues());
        NightRow.Replace(writes, this, mayBeThere: before is not null);
    }

    private Dictionary<string, object?> ToValues()
    {
        var figures = Figures ?? new DetentionFigures();
        var values = FigureValues.ToDictionary(value => value.Name, value => value.GetValue(figures));
        if (Figures is null) values[nameof(DetentionFigures.ArrivedAt)] = null;
        (values[nameof(DetentionId)], values[nameof(Force)], values[nameof(Suite)]) = (DetentionId, Force, Suite);
        (values[nameof(Month)], values[nameof(Counted)], values[nameof(Version)]) = (Month, Counted, Version);
        values["Stratum"] = Counted ? CaseStratum.Of(Figures!) : null;
        values["SampleKey"] = KeyOf(DetentionId);
        return values;
    }

    private bool IsTheSame(FiguresRow? before) => Figures is not null && before == this;

    private FiguresRow Dated() => this with
    {
        Month = Figures is { } figures ? MonthOf(figures.ArrivedAt) : null,
        Counted = Figures?.EndedAt is not null,
        Version = Current,
    };

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
    public static async Task Uncount(DbConnection connection, DbTransaction transaction, Dialect dialect)
    {
        await TotalsRow.Begin(connection, transaction, dialect);
        await connection.ExecuteAsync(UncountAll, transaction: transaction);
    }

    public static string MonthOf(Instant arrivedAt) => Months.Format(LondonTime.DateAt(arrivedAt));

    /// <summary>A place in an order that has nothing to do with the detention, for drawing samples.</summary>
    public static long KeyOf(string text) => BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes(text))) & long.MaxValue;

    public static Task<IEnumerable<FiguresRow>> Read(
        DbConnection connection, string sql, object parameters, DbTransaction? transaction = null) =>
        connection.QueryAsync<FiguresRow, DetentionFigures?, FiguresRow>(
            sql, With, parameters, transaction, splitOn: "arrived_at");

    private static FiguresRow With(FiguresRow row, DetentionFigures? figures) => row with { Figures = figures };
}
