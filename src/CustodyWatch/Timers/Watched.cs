using CustodyWatch.Access;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Storage;
using Dapper;
using NodaTime;

namespace CustodyWatch.Timers;

/// <summary>Something about a suite that becomes an alert when it lasts too long.</summary>
/// <param name="Alert">What it becomes.</param>
/// <param name="Suite">Where.</param>
/// <param name="Subject">Whom or what it is about.</param>
/// <param name="Since">Since when it has lasted.</param>
/// <param name="Limit">How long it may.</param>
/// <param name="What">What is wrong, up to the time.</param>
public sealed record Watched(SuiteAlert Alert, SuiteCode Suite, string Subject, Instant Since, Duration Limit, string What)
{
    /// <summary>When it was last otherwise; null where that is not known, or nothing but its end mends it.</summary>
    public Instant? Heard { get; init; }

    public Instant DueAt => Since + Limit;

    public bool IsBehind(AlertRow alert) => alert.Subject == Subject && alert.Clock == Alert.Clock;

    /// <summary>Whether an alert about it still says what is so. That the service was started again mends nothing.</summary>
    public bool Upholds(AlertRow alert, Instant now) => IsBehind(alert) && (DueAt <= now || !(Heard >= alert.RaisedAt));

    public string Sentence(Instant now) => $"{Suite.Suite}: {What} since {Say.Time(Since, now)} (local service level).";

    public static Watched ScreenDark(SuiteCode suite, Instant since, TimerOptions options) => new(
        SuiteAlert.ScreenDark, suite, suite.ToString(), since, Duration.FromMinutes(options.ScreenDarkMinutes),
        "the suite holds a child and has had no live screen");

    public static Watched FeedSilent(SuiteCode suite, Instant since, TimerOptions options) => new(
        SuiteAlert.FeedSilent, suite, suite.ToString(), since, Duration.FromMinutes(options.FeedSilentMinutes),
        "the suite holds a child and its records system has sent nothing");

    public static Watched ServiceDown(SuiteCode suite, Instant since, Instant now, long duties) => new(
        SuiteAlert.ServiceDown, suite, suite.ToString(), since, now - since,
        $"the service did not run, and {duties} duties fell due that nobody was told of,");

    public static Watched HandoverWaiting(SuiteCode suite, string handoverId, Instant since, TimerOptions options) => new(
        SuiteAlert.HandoverWaiting, suite, SubjectOf(handoverId), since, Duration.FromMinutes(options.HandoverMinutes),
        "a handover has been waiting to be accepted");

    /// <summary>
    /// Whether an offer <c>h</c> of a statement still waits: a later one of its suite ends it, whoever made that, and so does a suite
    /// that was taken over since.
    /// </summary>
    public const string Waiting = """
        h.accepted_at IS NULL
        AND NOT EXISTS (
            SELECT 1 FROM handovers l
            WHERE l.force = h.force AND l.suite = h.suite AND l.offered_at >= h.offered_at AND (l.offered_at > h.offered_at OR l.id > h.id))
        AND NOT EXISTS (SELECT 1 FROM handovers t WHERE t.force = h.force AND t.suite = h.suite AND t.accepted_at > h.offered_at)
        """;

    private const string SelectOfferedBy = $"SELECT h.from_user FROM handovers h WHERE h.force = @Force AND h.suite = @Suite AND {Waiting}";

    /// <summary>Who made the offer of a suite that waits; null when none does.</summary>
    public static async Task<string?> OfferedBy(Database database, SuiteCode suite, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        return await connection.QuerySingleOrDefaultAsync<string>(SelectOfferedBy, new { suite.Force, suite.Suite });
    }

    /// <summary>What an alert about a handover says it is about.</summary>
    public static string SubjectOf(string handoverId) => "handover/" + handoverId;
}
