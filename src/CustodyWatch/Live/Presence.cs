using System.Collections.Concurrent;
using System.Data.Common;
using CustodyWatch.Access;
using CustodyWatch.Storage;
using Dapper;
using NodaTime;

namespace CustodyWatch.Live;

/// <summary>Which suites have a live screen: somebody of the suite itself is connected.</summary>
public sealed class Presence(Database database, IClock clock)
{
    private readonly ConcurrentDictionary<string, SuiteCode[]> _connections = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, LivePerson> _people = new(StringComparer.Ordinal);

    private const string UpdateSeen = "UPDATE presence SET seen_at = @now WHERE force = @Force AND suite = @Suite AND seen_at < @now";

    private const string InsertSeen = """
        INSERT INTO presence (force, suite, seen_at)
        SELECT @Force, @Suite, @now WHERE NOT EXISTS (SELECT 1 FROM presence WHERE force = @Force AND suite = @Suite)
        """;

    private const string SelectSeen = "SELECT force, suite, seen_at FROM presence";

    /// <summary>The suites with a screen that is live on this node.</summary>
    public IReadOnlySet<SuiteCode> Here => _connections.Values.SelectMany(suites => suites).ToHashSet();

    /// <summary>Everyone who has a live screen on this node, once for each screen.</summary>
    public IReadOnlyCollection<LivePerson> People => [.. _people.Values];

    public Task Came(string connectionId, Caller caller, CancellationToken cancel)
    {
        _people[connectionId] = new LivePerson(caller, clock.GetCurrentInstant());
        if (caller.Suites.Count == 0) return Task.CompletedTask;
        var before = Here;
        _connections[connectionId] = [.. caller.Suites];
        return Note([.. caller.Suites.Except(before)], cancel);
    }

    // Only a suite's first and last screen are worth writing down: a suite is dark when it has none.
    public Task Went(string connectionId, CancellationToken cancel)
    {
        _people.TryRemove(connectionId, out _);
        return _connections.TryRemove(connectionId, out var suites) ? Note([.. suites.Except(Here)], cancel) : Task.CompletedTask;
    }

    /// <summary>Writes down which suites are seen now, for other nodes and for after a restart.</summary>
    public Task Note(CancellationToken cancel) => Note([.. Here], cancel);

    /// <summary>When each suite was last seen to have a live screen, on any node.</summary>
    public async Task<IReadOnlyDictionary<SuiteCode, Instant>> LastSeen(DbConnection connection, DbTransaction transaction)
    {
        var rows = await connection.QueryAsync<SeenRow>(SelectSeen, transaction: transaction);
        var seen = rows.ToDictionary(row => new SuiteCode(row.Force, row.Suite), row => row.SeenAt);
        foreach (var suite in Here) seen[suite] = clock.GetCurrentInstant();
        return seen;
    }

    private async Task Note(IReadOnlyCollection<SuiteCode> suites, CancellationToken cancel)
    {
        if (suites.Count == 0) return;
        var now = clock.GetCurrentInstant();
        await database.Write(
            async (connection, transaction) =>
            {
                foreach (var suite in suites)
                    if (await connection.ExecuteAsync(UpdateSeen, new { suite.Force, suite.Suite, now }, transaction) == 0)
                        await connection.ExecuteAsync(InsertSeen, new { suite.Force, suite.Suite, now }, transaction);
            },
            cancel);
    }

    private sealed record SeenRow
    {
        public string Force { get; init; } = "";
        public string Suite { get; init; } = "";
        public Instant SeenAt { get; init; }
    }
}

/// <summary>Somebody with a live screen.</summary>
public sealed record LivePerson(Caller Caller, Instant Since)
{
    public string UserId => Caller.UserId;

    /// <summary>What they watch: suites, forces or authorities.</summary>
    public string Watches => string.Join(", ", Caller.Suites.Select(suite => suite.Suite).Concat(Caller.Forces).Concat(Caller.Authorities));

    public bool BelongsTo(IReadOnlySet<string> forces) => Caller.Suites.Any(suite => forces.Contains(suite.Force)) || Caller.Forces.Any(forces.Contains);
}
