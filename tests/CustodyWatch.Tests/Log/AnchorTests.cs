using System.Collections.Concurrent;
using System.Net;
using CustodyWatch.Log;
using CustodyWatch.Log.Proof;
using CustodyWatch.Storage;
using CustodyWatch.Tests.Delivery;
using CustodyWatch.Tests.Harness;
using CustodyWatch.Tests.Operations;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CustodyWatch.Tests.Log;

public sealed class AnchorTests
{
    [Fact]
    public async Task Each_day_has_one_anchor_of_where_the_chain_stood()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T22:30:00Z");
        var anchors = suite.Services.GetRequiredService<DailyAnchor>();
        await anchors.Note(default);
        await anchors.Note(default);
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T22:30:00Z"));
        suite.Clock.AdvanceMinutes(40); // past midnight in London, not in UTC

        await anchors.Note(default);

        var noted = await ChainAnchor.ReadFile(anchors.Path, default);
        Assert.Equal(["2026-06-10", "2026-06-11"], noted.Select(anchor => $"{anchor.Day:uuuu-MM-dd}"));
        Assert.True(noted[0].Position == 0 && noted[1].Position >= 1);
        var verified = await suite.As("insp-01").Read("/chain/verify");
        Assert.Equal(("true", "2"), (verified.Text("intact"), verified.Text("anchors")));
    }

    [Fact]
    public async Task A_line_that_is_no_anchor_is_named_and_not_counted_among_those_that_hold()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T11:00:00Z"));
        var anchors = suite.Services.GetRequiredService<DailyAnchor>();
        File.Delete(anchors.Path);
        await anchors.Note(default);
        await File.AppendAllLinesAsync(anchors.Path,
        [
            "", """{"day":"2026-06-09","at":"2026-06-09T12:00:00Z","positon":5,"hash":"ff"}""", """{"at":"2026-06-09T12:00:00Z","position":1,"hash":"ff"}""",
            """{"day":"2026-06-09","at":"2026-06-09T12:00:00Z","position":-5,"hash":"ff"}""", "null", """{"day":"2026-06-09","at":"2026-""",
        ]);

        var finding = await new ChainCheck(suite.Services.GetRequiredService<Database>(), anchors).Walk(default);

        Assert.Equal((true, 1), (finding.Intact, finding.Anchors));
        Assert.Equal([3, 4, 5, 6], finding.NoAnchors);
        Assert.Equal("1", (await suite.As("insp-01").Read("/chain/verify")).Text("anchors"));
    }

    [Fact]
    public async Task An_anchor_of_an_empty_chain_is_held_against_its_beginning()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z");
        var anchors = suite.Services.GetRequiredService<DailyAnchor>();
        await File.WriteAllTextAsync(anchors.Path, $$"""{"day":"2026-06-09","at":"2026-06-09T12:00:00Z","position":0,"hash":"{{new string('f', 64)}}"}""");

        Assert.Equal("false", (await suite.As("insp-01").Read("/chain/verify")).Text("intact"));
    }

    [Fact]
    public async Task How_old_the_last_anchor_is_is_measured_also_where_none_can_be_noted()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z");
        var anchors = suite.Services.GetRequiredService<DailyAnchor>();
        await anchors.Note(default);
        suite.Clock.AdvanceMinutes(26 * 60);
        await Measures(93600);

        File.Delete(anchors.Path);
        Directory.CreateDirectory(anchors.Path);
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => anchors.Note(default));
        suite.Clock.AdvanceMinutes(60);
        await Measures(97200);

        Directory.Delete(anchors.Path);
        await anchors.Note(default);
        await Measures(0);

        async Task Measures(double age) => Assert.Equal(age, await suite.Measured("custodywatch.anchors.age"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("kept/anchors.ndjson")]
    public void A_relative_file_lies_beside_the_program_and_one_left_empty_among_the_data(string file)
    {
        // Never started, so that nothing is left beside the test program.
        var folder = Path.Combine(Path.GetTempPath(), "custodywatch-never-made");
        var builder = Host.CreateApplicationBuilder(["--CustodyWatch:DataDirectory", folder, "--CustodyWatch:Anchors:File", file]);
        builder.AddStorage();
        builder.AddLog();
        builder.Services.AddSingleton(Time.OfTheMachine);
        using var host = builder.Build();

        Assert.Equal(
            file.Length == 0 ? Path.Combine(folder, "anchors.ndjson") : Path.Combine(AppContext.BaseDirectory, file),
            host.Services.GetRequiredService<DailyAnchor>().Path);
    }

    [Fact]
    public async Task An_answer_without_end_is_not_read_to_its_end()
    {
        var builder = WebApplication.CreateBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        await using var keeper = builder.Build();
        keeper.MapPost("/anchors", () => new string('x', 100 * 1024));
        await keeper.StartAsync();
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z", settings: new Dictionary<string, string>
        {
            ["CustodyWatch:Anchors:Url"] = $"{keeper.Urls.First()}/anchors",
        }, adjust: Receiver.Wait);
        var anchors = suite.Services.GetRequiredService<DailyAnchor>();
        await anchors.Note(default);

        await Assert.ThrowsAsync<HttpRequestException>(() => anchors.Send(default));
    }

    [Fact]
    public async Task A_chain_made_anew_from_the_start_is_found_out_by_its_anchor()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T18:04:00Z");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T18:00:00Z"), Told.Drink("2026-06-10T18:01:00Z"));
        var anchors = suite.Services.GetRequiredService<DailyAnchor>();
        File.Delete(anchors.Path);
        await anchors.Note(default);
        await Forge(suite);

        var finding = await suite.As("insp-01").Read("/chain/verify");

        Assert.Equal("false", finding.Text("intact"));
        Assert.Equal(("2", "The chain is not the one that was anchored on 2026-06-10."),
            (finding.Body!["firstBroken"]!["position"]!.ToString(), finding.Body["firstBroken"]!["reason"]!.ToString()));
        File.Delete(anchors.Path);
        Assert.Equal("true", (await suite.As("insp-01").Read("/chain/verify")).Text("intact"));
    }

    [Fact]
    public async Task An_anchor_is_posted_outside_until_it_is_taken_and_then_no_more()
    {
        var (taken, refuse) = (new ConcurrentQueue<string>(), true);
        var builder = WebApplication.CreateBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        await using var keeper = builder.Build();
        keeper.MapPost("/anchors", async (HttpRequest request) =>
        {
            if (refuse) return Results.StatusCode(503);
            taken.Enqueue($"{request.Headers.Authorization} {await new StreamReader(request.Body).ReadToEndAsync()}");
            return Results.NoContent();
        });
        await keeper.StartAsync();
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z", settings: new Dictionary<string, string>
        {
            ["CustodyWatch:Anchors:Url"] = $"{keeper.Urls.First()}/anchors",
            ["CustodyWatch:Anchors:Token"] = "kept-apart",
        }, adjust: Receiver.Wait);
        var anchors = suite.Services.GetRequiredService<DailyAnchor>();
        await anchors.Note(default);
        await Assert.ThrowsAsync<HttpRequestException>(() => anchors.Send(default));
        suite.Clock.AdvanceMinutes(26 * 60);
        await anchors.Note(default);
        await Assert.ThrowsAsync<HttpRequestException>(() => anchors.Send(default));
        Assert.Equal(93600, await suite.Measured("custodywatch.anchors.unposted"));

        refuse = false;
        await anchors.Send(default);
        await anchors.Send(default);

        Assert.Equal(0, await suite.Measured("custodywatch.anchors.unposted"));
        Assert.Equal(2, taken.Count);
        Assert.StartsWith("Bearer kept-apart {\"day\":\"2026-06-10\"", taken.First(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("2")]
    public async Task Of_a_file_put_in_the_place_of_one_that_was_posted_every_anchor_is_posted(string? keptByAnOlderVersion)
    {
        var taken = new ConcurrentQueue<string>();
        var builder = WebApplication.CreateBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        await using var keeper = builder.Build();
        keeper.MapPost("/anchors", async (HttpRequest request) => taken.Enqueue(await new StreamReader(request.Body).ReadToEndAsync()));
        await keeper.StartAsync();
        await using var suite = await CustodySuite.Open(
            "2026-06-10T12:00:00Z", settings: new Dictionary<string, string> { ["CustodyWatch:Anchors:Url"] = $"{keeper.Urls.First()}/anchors" }, adjust: Receiver.Wait);
        var anchors = suite.Services.GetRequiredService<DailyAnchor>();
        await anchors.Note(default);
        suite.Clock.AdvanceMinutes(26 * 60);
        await anchors.Note(default);
        await anchors.Send(default);
        await anchors.Send(default);
        Assert.Equal(2, taken.Count);
        if (keptByAnOlderVersion is { } count) await File.WriteAllTextAsync(anchors.Path + ".sent", count);

        File.Move(anchors.Path, anchors.Path + ".old");
        suite.Clock.AdvanceMinutes(24 * 60);
        await anchors.Note(default);
        await anchors.Send(default);
        await anchors.Send(default);

        Assert.Equal(3, taken.Count);
        Assert.Contains("\"day\":\"2026-06-12\"", taken.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_who_takes_the_anchor_and_never_answers_does_not_end_the_service()
    {
        using var silent = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z", settings: new Dictionary<string, string>
        {
            ["CustodyWatch:Anchors:Url"] = $"http://{silent.LocalEndpoint}/anchors",
        });
        var anchors = suite.Services.GetRequiredService<DailyAnchor>();
        using var taken = await silent.AcceptTcpClientAsync();

        var ended = await Task.WhenAny(anchors.ExecuteTask!, Task.Delay(TimeSpan.FromSeconds(14)));

        Assert.NotSame(anchors.ExecuteTask, ended);
    }

    // As somebody with the database in hand would: other content, and every hash after it worked out again.
    private static async Task Forge(CustodySuite suite)
    {
        await using var connection = await suite.Services.GetRequiredService<Database>().Open(default);
        await connection.ExecuteAsync("UPDATE events SET recorded_by = 'somebody else' WHERE position = 2");
        var hashes = await EventRow.ContentHashes(connection, 0, 2);
        var last = ChainLink.Start;
        for (var position = 1; position <= 2; position++)
        {
            last = Chain.Next(position - 1, last.Hash, Chain.Event, hashes[position].Single());
            await connection.ExecuteAsync("UPDATE chain SET content_hash = @ContentHash, previous_hash = @PreviousHash, hash = @Hash WHERE position = @Position", last);
        }
        await connection.ExecuteAsync("UPDATE chain_head SET hash = @Hash WHERE id = 1", last);
    }
}
