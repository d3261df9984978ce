using System.Collections.Concurrent;
using System.Data.Common;
using CustodyWatch.Access;
using CustodyWatch.Log.Alerts;
using CustodyWatch.Pace.Alerting;
using CustodyWatch.Storage;
using Dapper;
using NodaTime;

namespace CustodyWatch.Live;

/// <summary>Which suites have a live screen: somebody of the suite itself is connected.</summary>
public sealed class Presence(Database database, IClock clock)
{
    // Every live screen is noted each 15 seconds.
    private static readonly Duration Fresh = Duration.FromSeconds(45);

    private readonly ConcurrentDictionary<string, LivePerson> _people = new(StringComparer.Ordinal);

    private const string UpdateSeen = "UPDATE presence SET seen_at = @now WHERE force = @Force AND suite = @Suite AND (seen_at < @now OR seen_at > @ahead)";

    private const string InsertSeen = """
        INSERT INTO presence (force, suite, seen_at)
        SELECT @Force, @Suite, @now WHERE NOT EXISTS (SELECT 1 FROM presence WHERE force = @Force AND suite = @Suite)
        """;

    // Not where another node has seen one since.
    private const string UpdateWent = "UPDATE presence SET seen_at = @now, went_at = @now WHERE force = @Force AND suite = @Suite AND seen_at <= @now";

    private const string SelectSeen = "SELECT force, suite, seen_at, went_at FROM presence";

    /// <summary>The suites with a screen that is live on this node.</summary>
    public IReadOnlySet<SuiteCode> Here => _people.Values.SelectMany(person => person.Caller.Suites).ToHashSet();

    /// <summary>Everyone who has a live screen on this node, once for each screen.</summary>
    public IReadOnlyCollection<LivePerson> People => [.. _people.Values];

    public Task Came(string connectionId, Caller caller, CancellationToken cancel)
    {
        var before = Here;
        _people[connectionId] = new LivePerson(caller, clock.GetCurrentInstant());
        return Note([.. caller.Suites.Except(before)], cancel);
    }

    /// <summary>A screen that did not come in after all.</summary>
    public void Forget(string connectionId) => _people.TryRemove(connectionId, out _);

    // Only a suite's first and last screen are worth writing down: a suite is dark when it has none. Another node that has one notes it again
    // in a moment.
    public async Task Went(string connectionId, CancellationToken cancel)
    {
        if (!_people.TryRemove(connectionId, out var person)) return;
        var now = clock.GetCurrentInstant();
        SuiteCode[] gone = [.. person.Caller.Suites.Except(Here)];
        if (gone.Length == 0) return;
        await database.Write(
            async (connection, transaction) =>
            {
                foreach (var suite in gone) await connection.ExecuteAsync(UpdateWent, new { suite.Force, suite.Suite, now }, transaction);
            },
            cancel);
    }

    /// <summary>Writes down which suites are seen now, for other nodes and for after a restart.</summary>
    public Task Note(CancellationToken cancel) => Note([.. Here], cancel);

    /// <summary>When each suite was last seen to have a live screen, on any node.</summary>
    public async Task<IReadOnlyDictionary<SuiteCode, Instant>> LastSeen(DbConnection connection, DbTransaction transaction)
    {
        var now = clock.GetCurrentInstant();
        var seen = (await Noted(connection, transaction, now)).ToDictionary(row => row.Code, row => row.SeenAt);
        foreach (var suite in Here) seen[suite] = now;
        return seen;
    }

    // What was noted before a clock was set back is of no time that has come.
    private static async Task<IReadOnlyList<SeenRow>> Noted(DbConnection connection, DbTransaction transaction, Instant now) =>
        [.. (await connection.QueryAsync<SeenRow>(SelectSeen, transaction: transaction)).Where(row => row.SeenAt <= now + Fresh)];

    /// <summary>
    /// Whether somebody of an alert's audience has a screen open. Of a suite any node knows, and that its last was closed; of a force or an
    /// authority only the node itself, and where it does not know, it says no.
    /// </summary>
    public async Task<bool> Watches(DbConnection connection, DbTransaction transaction, Audience audience, AlertRow alert, Instant now)
    {
        if (audience == Audience.CustodySergeant)
        {
            var suite = new SuiteCode(alert.Force, alert.Suite);
            return Here.Contains(suite) || (await Noted(connection, transaction, now)).Any(row => row.Code == suite && row.IsOpen(now));
        }
        return _people.Values.Any(person => AudienceOf(person.Caller.Role) == audience && AlertScope.Includes(person.Caller, alert));
    }

    /// <summary>As which audience somebody of a role is spoken to; null for whoever is not.</summary>
    public static Audience? AudienceOf(Role role) => role switch
    {
        Role.CustodySergeant => Audience.CustodySergeant,
        Role.CustodyInspector => Audience.CustodyInspector,
        Role.Superintendent => Audience.Superintendent,
        Role.DutyDesk => Audience.DutyDesk,
        Role.DutyManager => Audience.DutyManager,
        _ => null,
    };

    private async Task Note(IReadOnlyCollection<SuiteCode> suites, CancellationToken cancel)
    {
        if (suites.Count == 0) return;
        var now = clock.GetCurrentInstant();
        await database.Write(
            async (connection, transaction) =>
            {
                foreach (var suite in suites)
                    if (await connection.ExecuteAsync(UpdateSeen, new { suite.Force, suite.Suite, now, ahead = now + Fresh }, transaction) == 0)
                        await connection.ExecuteAsync(InsertSeen, new { suite.Force, suite.Suite, now }, transaction);
            },
            cancel);
    }

    private sealed record SeenRow
    {
        public string Force { get; init; } = "";
        public string Suite { get; init; } = "";
        public Instant SeenAt { get; init; }
        public Instant? WentAt { get; init; }

        public SuiteCode Code => new(Force, Suite);

        public bool IsOpen(Instant now) => now - SeenAt < Fresh && !(WentAt >= SeenAt);
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
