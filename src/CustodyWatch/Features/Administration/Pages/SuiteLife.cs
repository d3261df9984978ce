using CustodyWatch.Access;
using CustodyWatch.Live;
using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Log.Reference;
using CustodyWatch.Storage;
using Dapper;
using NodaTime;

namespace CustodyWatch.Features.Administration.Pages;

/// <summary>Whether a suite is being watched, and whether its records system still speaks.</summary>
public sealed record SuiteLife(SuiteCode Suite, bool LiveHere, Instant? ScreenSeenAt, Instant? FeedSpokeAt, long Children)
{
    private const string SelectFeeds = $"""
        SELECT force, suite, MAX(received) AS at, 0 AS children FROM events WHERE force IN @forces AND {EventRow.SentByFeed} GROUP BY force, suite
        """;

    private const string SelectChildren = $"""
        SELECT d.force, d.suite, NULL AS at, COUNT(*) AS children FROM ({DetentionRow.HeldIds}) held CROSS JOIN detentions d
        WHERE d.id = held.held_id AND d.force IN @forces GROUP BY d.force, d.suite
        """;

    public static Task<IReadOnlyList<SuiteLife>> Read(
        Database database, Presence presence, IReadOnlySet<string> forces, Instant now, CancellationToken cancel) => database.Read(
        async (connection, transaction) =>
        {
            var seen = await presence.LastSeen(connection, transaction);
            var feeds = (await connection.QueryAsync<Row>(SelectFeeds, new { forces }, transaction)).ToDictionary(row => row.Code, row => row.At);
            var children = (await connection.QueryAsync<Row>(SelectChildren, new { forces, now }, transaction)).ToDictionary(row => row.Code, row => row.Children);
            IReadOnlyList<SuiteLife> suites =
            [
                .. KnownSuites.Of(forces).Concat(seen.Keys.Where(suite => forces.Contains(suite.Force))).Concat(feeds.Keys).Distinct()
                    .OrderBy(suite => suite.ToString(), StringComparer.Ordinal)
                    .Select(suite => new SuiteLife(
                        suite, presence.Here.Contains(suite), seen.TryGetValue(suite, out var at) ? at : null,
                        feeds.GetValueOrDefault(suite), children.GetValueOrDefault(suite))),
            ];
            return suites;
        },
        cancel);

    private sealed record Row
    {
        public string Force { get; init; } = "";
        public string Suite { get; init; } = "";
        public Instant? At { get; init; }
        public long Children { get; init; }
        public SuiteCode Code => new(Force, Suite);
    }
}
