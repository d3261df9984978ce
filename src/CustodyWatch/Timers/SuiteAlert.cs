using System.Data.Common;
using CustodyWatch.Log.Projections;
using CustodyWatch.Pace.Alerting;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using Dapper;
using NodaTime;

namespace CustodyWatch.Timers;

/// <summary>An alert about a suite itself and no one child: the custody inspector hears of it when it is due.</summary>
public sealed record SuiteAlert(string Clock, string Title, string Setting)
{
    public static readonly SuiteAlert ScreenDark = new("screen-dark", "No live screen", "screenDarkMinutes");
    public static readonly SuiteAlert FeedSilent = new("feed-silent", "Records system silent", "feedSilentMinutes");
    public static readonly SuiteAlert HandoverWaiting = new("handover-not-accepted", "Handover not accepted", "handoverMinutes");

    public static readonly SuiteAlert ServiceDown = new("service-down", "The service did not run", "outageAlerts");

    /// <summary>Those that say for all the suite's children that nothing was heard: what comes of it does not speak besides.</summary>
    public static readonly string[] Outages = [FeedSilent.Clock, ServiceDown.Clock];

    private static readonly Rung ToInspector = new(Severity.Urgent, [Audience.CustodyInspector]);

    private const string SelectLive = $"""
        SELECT {AlertRow.Columns} FROM alerts WHERE detention_id IS NULL AND {AlertRow.Standing}
        """;

    private const string CountCycles = "SELECT COUNT(*) FROM alerts WHERE subject = @Subject AND clock = @Clock";

    /// <summary>Every alert about a suite that is still waiting.</summary>
    public static async Task<IReadOnlyList<AlertRow>> Live(DbConnection connection, DbTransaction transaction) =>
        (await connection.QueryAsync<AlertRow>(SelectLive, transaction: transaction)).AsList();

    /// <summary>The alert, in its next cycle.</summary>
    public async Task<AlertRow> Next(DbConnection connection, DbTransaction transaction, Watched watched, Duration holds, Instant now)
    {
        var before = await connection.ExecuteScalarAsync<int>(CountCycles, new { watched.Subject, Clock }, transaction);
        return new AlertRow
        {
            Id = NewId.At(now),
            Subject = watched.Subject,
            Force = watched.Suite.Force,
            Suite = watched.Suite.Suite,
            Clock = Clock,
            ClockSequence = before + 1,
            Step = Step.Due.Name,
            StepRank = Step.Due.Rank,
            StepAt = watched.DueAt,
            Severity = Vocabulary<Severity>.Word(ToInspector.Severity),
            Audience = string.Join(' ', ToInspector.To.Select(Vocabulary<Audience>.Word)),
            RaisedAt = now,
            DueAt = watched.DueAt,
            Title = Title,
            Text = watched.Sentence(now),
            BasisAuthority = ClockRow.Word(Authority.Local),
            BasisSetting = Setting,
            Ladder = LadderRow.ToJson(new Ladder { Warning = ToInspector, Due = ToInspector, AcknowledgementHolds = holds }),
            Reason = AlertDecision.Timeliness(watched.DueAt, now),
            State = AlertRow.Word(AlertState.Open),
        };
    }
}
