using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CustodyWatch.Access;
using CustodyWatch.Features.Board;
using CustodyWatch.Features.Board.Pages;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Log.Proof;
using CustodyWatch.Simulator;
using CustodyWatch.Storage;
using CustodyWatch.Tests.Harness;
using CustodyWatch.Timers;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using NodaTime;
using NodaTime.Testing;

namespace CustodyWatch.Tests.Log;

/// <summary>A database on another machine is asked once and told once, and nobody else's entries are lost by it.</summary>
public sealed class JourneyTests : IAsyncLifetime
{
    private static readonly Caller Feed = new() { UserId = "feed-01", Role = Role.Feed };
    private static readonly Caller Sergeant = new() { UserId = "sgt-01", Role = Role.CustodySergeant, Suites = new HashSet<SuiteCode> { new("99", "CENTRAL") } };
    private readonly string _folder = Directory.CreateTempSubdirectory("custodywatch-").FullName;
    private readonly Journeys _journeys = new();
    private readonly FakeClock _clock = new(Instant.FromUtc(2026, 6, 12, 12, 0));
    private IHost _host = null!;

    private CustodyLog Log => _host.Services.GetRequiredService<CustodyLog>();
    private Database Database => _host.Services.GetRequiredService<Database>();

    public async ValueTask InitializeAsync()
    {
        await EmptyDatabase.CopyTo(_folder);
        _host = Service(new DistantDialect($"Data Source={Path.Combine(_folder, "custodywatch.db")};Default Timeout=10", _journeys));
        // The keys are read once, before the first entry.
        await Take(Told.Drink("2026-06-10T08:00:00Z", record: "CR-0"));
    }

    [Fact]
    public async Task An_event_takes_two_journeys_and_one_that_more_hangs_on_a_third()
    {
        Assert.Equal(2, await Journeys(Told.Arrived("2026-06-10T18:00:00Z")));
        Assert.Equal(2, await Journeys(Told.Authorised("2026-06-10T18:20:00Z")));
        Assert.Equal(2, await Journeys(Told.Drink("2026-06-10T19:00:00Z", id: "d-1")));
        Assert.Equal(1, await Journeys(Told.Drink("2026-06-10T19:00:00Z", id: "d-1")));
        Assert.Equal(2, await Journeys(Told.Event("nonsense", "2026-06-10T19:00:00Z")));
        Assert.Equal(3, await Journeys(Told.Released("2026-06-10T22:00:00Z")));
        Assert.Equal(3, await Journeys(Told.Retracted("d-1", "2026-06-10T22:10:00Z")));
        Assert.Equal(2, await Journeys(Told.Arrived("2026-06-10T18:00:00Z", record: "CR-2"), Told.Authorised("2026-06-10T18:20:00Z", record: "CR-2"), Told.Drink("2026-06-10T19:00:00Z", record: "CR-3")));
    }

    [Fact]
    public async Task What_comes_while_another_is_on_its_way_takes_two_journeys_together()
    {
        Task<IReadOnlyList<Outcome>>[] rest = [];
        _journeys.Meanwhile = () =>
        {
            rest = [.. Enumerable.Range(2, 10).Select(n => Take(Told.Drink("2026-06-10T19:00:00Z", record: $"CR-{n}")))];
            return Task.CompletedTask;
        };
        _journeys.Made.Clear();

        await Take(Told.Drink("2026-06-10T19:00:00Z"));
        await Task.WhenAll(rest);

        Assert.Equal(10, rest.Length);
        Assert.Equal(2 + 2, _journeys.Made.Count);
        await AssertIntact(beyond: 10);
    }

    [Fact]
    public async Task What_is_written_by_journeys_is_what_a_rebuild_makes_of_the_log()
    {
        foreach (var seed in Enumerable.Range(1, 4))
            foreach (var some in Detention.Invent(seed, InventedSuite.Central, $"CR-{seed}", Instant.FromUtc(2026, 6, 8, 18, seed)).Chunk(7))
                await Take([.. some.Select(one => JsonNode.Parse(one.ToJson())!.AsObject())]);
        await Take(Told.Retracted("d-9", "2026-06-10T22:10:00Z", record: "CR-1"), Told.Drink("2026-06-10T19:00:00Z", record: "CR-1", id: "d-9"));
        var before = await Projected.Everything(Database.Dialect);

        await _host.Services.GetRequiredService<Rebuilding>().Run(TestContext.Current.CancellationToken);

        Assert.True(before.Count > 300);
        Assert.Equal(before, await Projected.Everything(Database.Dialect));
        await AssertIntact(beyond: 100);
    }

    [Fact]
    public async Task A_board_is_one_journey_and_shows_what_the_embedded_database_would()
    {
        foreach (var seed in Enumerable.Range(1, 5))
            await Take([.. Detention.Invent(seed, InventedSuite.Central, $"CR-{seed}", Instant.FromUtc(2026, 6, 12, 2, seed))
                .Where(one => one.Time <= Log.Now()).Select(one => JsonNode.Parse(one.ToJson())!.AsObject())]);
        await Take(Told.Arrived("2026-06-12T09:00:00Z"), Told.Authorised("2026-06-12T09:20:00Z"), Told.Event("left-for-hospital", "2026-06-12T11:00:00Z", new { purpose = "treatment" }));
        using var embedded = Service(new ListeningDialect($"Data Source={Path.Combine(_folder, "custodywatch.db")};Default Timeout=10", _ => { }));
        using var near = new BoardQuery(embedded.Services.GetRequiredService<Database>(), _clock);
        using var far = new BoardQuery(Database, _clock);

        foreach (var minutes in new[] { 0, 0, 1, 90, 600 })
        {
            _clock.AdvanceMinutes(minutes);
            _journeys.Made.Clear();
            var shown = await Board(far);
            Assert.Single(_journeys.Made);
            Assert.Equal(await Board(near), shown);
            Assert.Contains("\"paused\"", shown, StringComparison.Ordinal);
        }
        _journeys.Made.Clear();
        await BoardReading.Read(far, Database, new("99", "CENTRAL"), Sergeant, TestContext.Current.CancellationToken, new AlertBudgets(Options.Create(new TimerOptions())));
        Assert.Single(_journeys.Made);
    }

    [Fact]
    public async Task What_another_enters_in_between_is_kept_and_ours_is_judged_anew()
    {
        await Take(Told.Arrived("2026-06-10T18:00:00Z"), Told.Authorised("2026-06-10T18:20:00Z"));
        using var other = Service(new ListeningDialect($"Data Source={Path.Combine(_folder, "custodywatch.db")};Default Timeout=10", _ => { }));
        _journeys.Meanwhile = () => Take(other.Services.GetRequiredService<CustodyLog>(), Told.Drink("2026-06-10T19:00:00Z", id: "d-1"));

        var outcome = Assert.Single(await Take(Told.Drink("2026-06-10T19:30:00Z", id: "d-2")));

        Assert.Equal(OutcomeStatus.Accepted, outcome.Status);
        await AssertIntact(beyond: 4);
        Assert.Equal(4, await Scalar("SELECT MAX(version) FROM detentions WHERE id = @id", outcome.DetentionId));
    }

    [Fact]
    public async Task The_same_event_sent_to_two_nodes_at_once_is_entered_once()
    {
        using var other = Service(new ListeningDialect($"Data Source={Path.Combine(_folder, "custodywatch.db")};Default Timeout=10", _ => { }));
        var told = Told.Arrived("2026-06-10T18:00:00Z");
        _journeys.Meanwhile = () => Take(other.Services.GetRequiredService<CustodyLog>(), told.DeepClone().AsObject());

        var outcome = Assert.Single(await Take(told));

        Assert.Equal(OutcomeStatus.Duplicate, outcome.Status);
        Assert.Equal(1, await Scalar("SELECT COUNT(*) FROM events WHERE detention_id = @id", outcome.DetentionId));
    }

    [Fact]
    public async Task Clocks_that_another_works_out_in_between_are_not_mixed_with_ours()
    {
        var id = (await Take(Told.Arrived("2026-06-10T18:00:00Z"), Told.Authorised("2026-06-10T18:20:00Z")))[0].DetentionId!;
        using var other = Service(new ListeningDialect($"Data Source={Path.Combine(_folder, "custodywatch.db")};Default Timeout=10", _ => { }));
        _journeys.Meanwhile = () =>
        {
            _clock.AdvanceHours(20);
            return other.Services.GetRequiredService<CustodyLog>().Refold(id, TestContext.Current.CancellationToken);
        };

        await Take(Told.Drink("2026-06-10T19:30:00Z"));

        var before = await Projected.Everything(Database.Dialect);
        await _host.Services.GetRequiredService<Rebuilding>().Run(TestContext.Current.CancellationToken);
        Assert.Equal(before, await Projected.Everything(Database.Dialect));
    }

    [Fact]
    public async Task An_entry_whose_answer_was_lost_is_not_made_twice()
    {
        _journeys.LosesAnswer = true;

        var outcome = Assert.Single(await Take(Told.Arrived("2026-06-10T18:00:00Z")));

        Assert.Equal(OutcomeStatus.Accepted, outcome.Status);
        Assert.Equal(1, await Scalar("SELECT COUNT(*) FROM events WHERE detention_id = @id", outcome.DetentionId));
        await AssertIntact(beyond: 1);
    }

    [Fact]
    public async Task An_entry_that_never_arrived_is_made_though_the_answer_to_the_asking_is_lost_as_well()
    {
        (_journeys.LosesCommit, _journeys.LosesAskings) = (true, 1);

        var outcome = Assert.Single(await Take(Told.Arrived("2026-06-10T18:00:00Z")));

        Assert.Equal(OutcomeStatus.Accepted, outcome.Status);
        Assert.Equal(1, await Scalar("SELECT COUNT(*) FROM events WHERE detention_id = @id", outcome.DetentionId));
        await AssertIntact(beyond: 1);
    }

    [Fact]
    public async Task An_entry_of_which_nobody_says_whether_it_was_written_is_not_said_to_be_lost()
    {
        (_journeys.LosesAnswer, _journeys.LosesAskings) = (true, int.MaxValue);

        await Assert.ThrowsAsync<WriteLostException>(() => Take(Told.Arrived("2026-06-10T18:00:00Z")));
    }

    public async ValueTask DisposeAsync()
    {
        _host.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        await Task.Yield();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<string> Board(BoardQuery query) => JsonSerializer.Serialize(
        await query.Board(Scope.Of(Sergeant, "99", "CENTRAL")!, "CENTRAL", TestContext.Current.CancellationToken), Json.Options);

    private async Task<int> Journeys(params JsonObject[] told)
    {
        _journeys.Made.Clear();
        await Take(told);
        return _journeys.Made.Count;
    }

    private Task<IReadOnlyList<Outcome>> Take(params JsonObject[] told) => Take(Log, told);

    private Task<IReadOnlyList<Outcome>> Take(CustodyLog log, params JsonObject[] told) => log.Append(
        [.. told.Select(one => EnvelopeReader.Read(Encoding.UTF8.GetBytes(one.ToJsonString()), log.Now()))], Feed, TestContext.Current.CancellationToken);

    private async Task AssertIntact(long beyond)
    {
        var finding = await _host.Services.GetRequiredService<ChainCheck>().Walk(TestContext.Current.CancellationToken);
        Assert.True(finding.Intact && finding.Links > beyond, $"{finding}");
    }

    private async Task<long> Scalar(string sql, string? id)
    {
        await using var connection = await Database.Open(TestContext.Current.CancellationToken);
        return await connection.ExecuteScalarAsync<long>(sql, new { id });
    }

    private IHost Service(Dialect dialect)
    {
        var builder = Host.CreateApplicationBuilder(["--CustodyWatch:DataDirectory", _folder, "--Logging:LogLevel:Default", "Warning"]);
        builder.AddStorage();
        builder.AddLog();
        builder.Services.AddSingleton<IClock>(_clock);
        builder.Services.AddSingleton(dialect);
        return builder.Build();
    }
}
