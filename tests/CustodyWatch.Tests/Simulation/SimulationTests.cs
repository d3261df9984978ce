using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CustodyWatch.Storage;
using Dapper;
using NodaTime;

namespace CustodyWatch.Tests.Simulation;

/// <summary>Nights in which everything goes wrong that can; <c>ops/simulate</c> runs many more of them.</summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    private const int CrashesANight = 12;

    private static int Nights => Given("CUSTODYWATCH_SIMULATE", 2);

    private static int? Children => Given("CUSTODYWATCH_SIMULATE_CHILDREN", 0) is > 0 and var children ? children : null;

    private static int First => Given("CUSTODYWATCH_SIMULATE_SEED", 1);

    [Fact]
    public async Task However_the_process_dies_no_entry_is_lost_no_alert_is_early_twice_or_missing_and_the_board_is_the_log()
    {
        var (detentions, deaths, refusals, alerts, entries, moments, began, before) = (0, 0, 0, 0, 0, 0L, Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        var wrong = new List<string>();
        var told = Environment.CpuUsage.TotalTime;
        using var stories = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var seed = First; seed < First + Nights && wrong.Count < 5; seed++)
        {
            var ran = await SimulatedNight.Of(Scenario.Invent(seed, CrashesANight, Children));
            foreach (var line in ran.Story) stories.AppendData(Encoding.UTF8.GetBytes(line));
            detentions += ran.Night.Children.Count;
            (deaths, refusals, alerts, entries, moments) = (deaths + ran.Deaths, refusals + ran.Refusals, alerts + ran.Alerts, entries + ran.Entries, moments + ran.Moments);
            if (ran.Failed)
            {
                Console.WriteLine($"Seed {seed} goes wrong: {ran.Wrong[0]}");
                wrong.Add(Said(await Shrinking.Of(ran), ran));
            }
            if (Environment.CpuUsage.TotalTime - told < TimeSpan.FromSeconds(20)) continue;
            told = Environment.CpuUsage.TotalTime;
            Console.WriteLine($"{seed - First + 1} nights, {detentions} detentions, {deaths} deaths, {wrong.Count} went wrong, {began.Elapsed.TotalMinutes:0.0} min, {Spent().TotalSeconds:0} s of a processor");
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            {Nights} nights from seed {First}, {detentions:N0} detentions: the process died {deaths} times and the disk refused {refusals} times, among {moments:N0} places where it could;
            {entries:N0} entries taken, {alerts:N0} alerts raised; {wrong.Count} nights went wrong
            {deaths / began.Elapsed.TotalMinutes:0} deaths a minute; {Spent().TotalMinutes:0.0} minutes of a processor, {Spent().TotalSeconds / detentions:0.000} s a detention; all that happened, as one number: {Convert.ToHexStringLower(stories.GetHashAndReset().AsSpan(0, 8))}
            """));
        Assert.True(wrong.Count == 0, string.Join("\n\n", wrong));

        TimeSpan Spent() => Environment.CpuUsage.TotalTime - before;
    }

    [Fact]
    public async Task The_same_seed_is_the_same_night_line_by_line()
    {
        var night = Scenario.Invent(4, 3);
        var (one, other) = (await SimulatedNight.Of(night), await SimulatedNight.Of(night));
        Assert.Equal(one.Story, other.Story);
        Assert.Equal((one.Deaths, one.Alerts, one.Moments), (other.Deaths, other.Alerts, other.Moments));
    }

    [Fact]
    public async Task A_timer_that_is_lost_when_the_process_dies_is_noticed_and_one_child_and_one_death_are_found_to_be_enough()
    {
        var began = Instant.FromUtc(2026, 6, 10, 20, 0);
        var failed = await SimulatedNight.Of(
            new Scenario
            {
                Seed = 7,
                Begins = began,
                Lasts = Duration.FromHours(1),
                Children = [new(1, Duration.FromMinutes(-50), 0.3), new(2, Duration.FromMinutes(-20), 0.3)],
                Crashes =
                [
                    new(began, Moment.AfterCommit, 3, Duration.FromSeconds(4)), new(began + Duration.FromMinutes(20), Moment.BeforeCommit, 1, Duration.Zero),
                    new(began + Duration.FromMinutes(30), Moment.AfterTaken, 1, Duration.FromSeconds(20)),
                ],
            },
            LoseTimers);
        Assert.True(failed.Failed, "Nobody noticed.");
        var shrunk = await Shrinking.Of(failed, LoseTimers);
        Assert.True(shrunk.Failed);
        Assert.Single(shrunk.Night.Children);
        Assert.Single(shrunk.Night.Crashes);
        Assert.Equal(shrunk.Story, (await SimulatedNight.Of(shrunk.Night, LoseTimers)).Story);
    }

    private static async Task LoseTimers(SqliteDialect file)
    {
        await using var connection = file.Connect();
        await connection.OpenAsync();
        await connection.ExecuteAsync("UPDATE timers SET fires_at = NULL");
    }

    private static string Said(Ran shrunk, Ran first) => $"""
        Seed {first.Night.Seed} goes wrong: {string.Join("\n  ", first.Wrong.Take(3))}
        It takes no more than this: {shrunk.Night.InWords()}
          {string.Join("\n  ", shrunk.Wrong.Take(3))}
        The end of that night:
          {string.Join("\n  ", shrunk.Story.TakeLast(25))}
        """;

    private static int Given(string name, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : usual;
}
