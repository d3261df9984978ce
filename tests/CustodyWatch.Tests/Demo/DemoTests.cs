using System.Net.Http.Json;
using System.Text.Json;
using CustodyWatch.Demo;
using CustodyWatch.Simulator;
using CustodyWatch.Simulator.Live;
using CustodyWatch.Tests.Harness;
using NodaTime;
using NodaTime.Testing;

namespace CustodyWatch.Tests.Demo;

public sealed class DemoTests
{
    [Fact]
    public async Task An_invented_suite_has_children_in_it_from_the_start_and_lives_on_and_nothing_it_says_is_refused()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z");
        using var api = new CustodyApi(suite.Address);
        using var enough = new CancellationTokenSource();
        var (refused, children) = (new List<string>(), new List<int>());
        api.Refused += (type, id, status) => refused.Add($"{type} {id}: {status}");
        var until = suite.Clock.GetCurrentInstant() + Duration.FromHours(3);

        var life = new LiveSuite(api, suite.Clock.GetCurrentInstant, seed: 5, until: async (at, cancel) =>
        {
            children.Add((await Open(suite)).Count);
            if (at > until) await enough.CancelAsync();
            cancel.ThrowIfCancellationRequested();
            suite.Clock.Reset(Instant.Max(at, suite.Clock.GetCurrentInstant()));
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => life.Run(enough.Token));
        Assert.Empty(refused);
        Assert.Equal(7, children[0]);
        Assert.All(children, count => Assert.InRange(count, 3, 10));
        var forgotten = (await Open(suite)).Single(child => child.GetProperty("initials").GetString() == "EW");
        Assert.True(forgotten.GetProperty("breaches").GetInt32() > 10);
    }

    [Fact]
    public void Time_runs_as_many_times_faster_as_was_asked_from_the_hour_it_is()
    {
        var machine = FakeClock.FromUtc(2026, 6, 10, 12, 0, 0);
        var demo = new DemoClock(machine, 60);

        Assert.Equal(machine.GetCurrentInstant(), demo.GetCurrentInstant());
        machine.AdvanceSeconds(90);
        Assert.Equal(Instant.FromUtc(2026, 6, 10, 13, 30), demo.GetCurrentInstant());
        Assert.Equal(TimeSpan.FromSeconds(5), demo.WallTime(Duration.FromMinutes(5)));
        Assert.Equal(TimeSpan.FromMinutes(5), machine.WallTime(Duration.FromMinutes(5)));

        demo.GoOnFrom(Instant.FromUtc(2026, 6, 12, 9, 0));
        machine.AdvanceSeconds(60);
        demo.GoOnFrom(Instant.FromUtc(2026, 6, 10, 12, 0));

        Assert.Equal(Instant.FromUtc(2026, 6, 12, 9, 0) + Duration.FromSeconds(150 * 60), demo.GetCurrentInstant());
    }

    [Fact]
    public void What_is_invented_of_a_child_could_have_been()
    {
        var told = Enumerable.Range(1, 300).Select(seed => Detention.Invent(
            seed, InventedSuite.Central, $"CR-26-{seed:000000}", Instant.FromUtc(2026, 6, 10, 0, 0) + Duration.FromMinutes(97 * seed))).ToArray();

        foreach (var entries in told.Select(record => record.Select(entry => (entry.Type, entry.Time, Data: JsonSerializer.SerializeToElement(entry.Data))).ToArray()))
        {
            var (here, asked) = (false, "");
            foreach (var (type, _, data) in entries.OrderBy(entry => entry.Time))
            {
                if (type == "custody.aa-arrived") here = true;
                if (type == "custody.aa-left") here = false;
                if (type == "custody.aa-requested") asked = data.GetProperty("adult").GetRawText();
                if (type is "custody.aa-accepted" or "custody.aa-arrived") Assert.Equal(asked, data.GetProperty("adult").GetRawText());
                if (type != "custody.review-held") continue;
                var heard = data.GetProperty("representations").EnumerateArray().Select(who => who.GetString()).ToArray();
                Assert.True(here || !heard.Contains("appropriate-adult"));
                Assert.True(heard.Length == 0 || !data.GetProperty("asleep").GetBoolean());
            }
        }
        Assert.Equal(12, told.Take(12).Select(record => record.First(entry => entry.Type == "custody.cell-placed"))
            .Select(placed => JsonSerializer.SerializeToElement(placed.Data).GetProperty("cell").GetString()).Distinct().Count());
        var interviews = told.SelectMany(record => record).Where(entry => entry.Type == "custody.interview-started").ToArray();
        Assert.InRange(interviews.Count(entry => InventedEvent.IsNight(entry.Time)), 0, interviews.Length / 4);
    }

    [Theory]
    [InlineData(1, "--urls|http://127.0.0.1:0", "--demo", "--urls", "http://127.0.0.1:0")]
    [InlineData(60, "", "--demo", "--speed", "60")]
    [InlineData(2.5, "--urls|x", "--speed=2.5", "--urls", "x", "--demo")]
    public void The_speed_is_taken_from_the_command_line_and_the_rest_is_left_for_the_service(double speed, string rest, params string[] args)
    {
        var (demo, problem) = DemoArguments.Parse(args);

        Assert.Null(problem);
        Assert.Equal((speed, rest), (demo!.Speed, string.Join('|', demo.Rest)));
    }

    [Theory]
    [InlineData("--demo", "--speed", "fast")]
    [InlineData("--demo", "--speed")]
    [InlineData("--demo", "--speed", "0")]
    [InlineData("--demo", "--speed", "NaN")]
    [InlineData("--speed", "60")]
    public void A_speed_that_makes_no_sense_is_refused_in_a_sentence(params string[] args) =>
        Assert.StartsWith("--speed ", DemoArguments.Parse(args).Problem, StringComparison.Ordinal);

    [Fact]
    public void Without_the_word_demo_there_is_no_demonstration() =>
        Assert.Equal((null, null), DemoArguments.Parse(["--urls", "http://127.0.0.1:0"]));

    private static async Task<IReadOnlyList<JsonElement>> Open(CustodySuite suite)
    {
        var answer = await suite.As("sgt-01").GetFromJsonAsync<JsonElement>("/api/v1/detentions?suite=CENTRAL&status=open&limit=500");
        return [.. answer.GetProperty("items").EnumerateArray()];
    }
}
