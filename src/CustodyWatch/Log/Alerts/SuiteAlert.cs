using System.Data.Common;
using Dapper;

namespace CustodyWatch.Log.Alerts;

/// <summary>What an alert about a suite itself, and no one child, can be about.</summary>
public sealed record SuiteAlert(string Clock, string Title, string Setting)
{
    public static readonly SuiteAlert ScreenDark = new("screen-dark", "No live screen", "screenDarkMinutes");
    public static readonly SuiteAlert FeedSilent = new("feed-silent", "Records system silent", "feedSilentMinutes");
    public static readonly SuiteAlert HandoverWaiting = new("handover-not-accepted", "Handover not accepted", "handoverMinutes");

    public static readonly SuiteAlert ServiceDown = new("service-down", "The service did not run", "outageAlerts");

    /// <summary>Those that say for all the suite's children that nothing was heard: what comes of it does not speak besides.</summary>
    public static readonly string[] Outages = [FeedSilent.Clock, ServiceDown.Clock];

    private const string SelectLive = $"""
        SELECT {AlertRow.Columns} FROM alerts WHERE detention_id IS NULL AND {AlertRow.Standing}
        """;

    /// <summary>Every alert about a suite that is still waiting.</summary>
    public static async Task<IReadOnlyList<AlertRow>> Live(DbConnection connection, DbTransaction transaction) =>
        (await connection.QueryAsync<AlertRow>(SelectLive, transaction: transaction)).AsList();
}
