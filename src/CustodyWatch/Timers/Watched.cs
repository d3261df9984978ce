using System.Data.Common;
using CustodyWatch.Access;
using CustodyWatch.Log;
using CustodyWatch.Log.Alerts;
using CustodyWatch.Log.Projections;
using CustodyWatch.Pace.Alerting;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
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
    private const string CountCycles = "SELECT COUNT(*) FROM alerts WHERE subject = @Subject AND clock = @Clock";

    // The custody inspector hears of it when it is due.
    private static readonly Rung ToInspector = new(Severity.Urgent, [Audience.CustodyInspector]);

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

    public static Watched HandoverWaiting(HandoverRow handover, TimerOptions options) => new(
        SuiteAlert.HandoverWaiting, new(handover.Force, handover.Suite), HandoverRow.SubjectOf(handover.Id), handover.OfferedAt, Duration.FromMinutes(options.HandoverMinutes),
        "a handover has been waiting to be accepted");

    /// <summary>The alert, in its next cycle.</summary>
    public async Task<AlertRow> Next(DbConnection connection, DbTransaction transaction, Duration holds, Instant now)
    {
        var before = await connection.ExecuteScalarAsync<int>(CountCycles, new { Subject, Alert.Clock }, transaction);
        return new AlertRow
        {
            Id = NewId.At(now),
            Subject = Subject,
            Force = Suite.Force,
            Suite = Suite.Suite,
            Clock = Alert.Clock,
            ClockSequence = before + 1,
            Step = Step.Due.Name,
            StepRank = Step.Due.Rank,
            StepAt = DueAt,
            Severity = Vocabulary<Severity>.Word(ToInspector.Severity),
            Audience = string.Join(' ', ToInspector.To.Select(Vocabulary<Audience>.Word)),
            RaisedAt = now,
            DueAt = DueAt,
            Title = Alert.Title,
            Text = Sentence(now),
            BasisAuthority = ClockRow.Word(Authority.Local),
            BasisSetting = Alert.Setting,
            Ladder = LadderRow.ToJson(new Ladder { Warning = ToInspector, Due = ToInspector, AcknowledgementHolds = holds }),
            Reason = AlertDecision.Timeliness(DueAt, now),
            State = AlertRow.Word(AlertState.Open),
        };
    }
}
