using System.Text;
using System.Text.Json.Nodes;
using CustodyWatch.Access;
using CustodyWatch.Log;
using CustodyWatch.Log.Proof;
using CustodyWatch.Storage;
using CustodyWatch.Tests.Harness;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace CustodyWatch.Tests.Log;

/// <summary>Many who send at once are entered together, and each is answered as if they had come alone.</summary>
public sealed class TogetherTests : IAsyncLifetime
{
    private static readonly Caller Feed = By("feed-01", Role.Feed), Sergeant = By("sgt-01", Role.CustodySergeant);
    private readonly TaskCompletionSource _mayGoOn = new();
    private CustodySuite _suite = null!;
    private Task _held = Task.CompletedTask;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
    private CustodyLog Log => _suite.Services.GetRequiredService<CustodyLog>();

    public async ValueTask InitializeAsync()
    {
        _suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        await _suite.As("feed-01").Taken(Told.Arrived("2026-06-10T18:00:00Z", record: "CR-0"));
    }

    [Fact]
    public async Task Sixty_four_senders_are_each_answered_and_all_is_in_the_chain()
    {
        await HoldTheWriter();
        var sent = Enumerable.Range(1, 64).Select(n => Take(Feed, Told.Arrived("2026-06-10T19:00:00Z", record: $"CR-{n}"), Told.Drink("2026-06-10T19:10:00Z", record: $"CR-{n}"))).ToArray();
        _mayGoOn.SetResult();

        var outcomes = await Task.WhenAll(sent);

        Assert.All(outcomes, answers => Assert.Equal([OutcomeStatus.Accepted, OutcomeStatus.Accepted], answers.Select(one => one.Status)));
        Assert.Equal(64, outcomes.Select(answers => answers.Select(one => one.DetentionId).Distinct().Single()).Distinct().Count());
        Assert.True((await _suite.Services.GetRequiredService<ChainCheck>().Walk(Stop)).Intact);
        foreach (var answers in outcomes)
            Assert.Equal(2, (await _suite.As("sgt-01").Entries(answers[0].DetentionId!)).Count);
    }

    [Fact]
    public async Task The_same_event_sent_twice_at_once_is_entered_once_and_another_of_its_name_is_refused()
    {
        var told = Told.Drink("2026-06-10T19:00:00Z", record: "CR-0", id: "d-1");
        var other = told.DeepClone().AsObject().With(one => one["data"]!["outcome"] = "refused");
        await HoldTheWriter();
        var sent = new[] { Take(Feed, told), Take(Feed, told), Take(Feed, other) };
        _mayGoOn.SetResult();

        var outcomes = (await Task.WhenAll(sent)).Select(answers => answers.Single()).ToArray();

        Assert.Equal([OutcomeStatus.Accepted, OutcomeStatus.Duplicate, OutcomeStatus.Quarantined], outcomes.Select(one => one.Status));
        Assert.Equal(RefusalKind.Conflict, outcomes[2].Refusal!.Kind);
        Assert.Single(await Everything("SELECT id FROM quarantine"));
    }

    [Fact]
    public async Task Two_who_enter_on_one_record_at_once_are_both_named()
    {
        await HoldTheWriter();
        var sent = new[] { Take(Feed, Told.Drink("2026-06-10T19:00:00Z", record: "CR-0")), Take(Sergeant, Told.Drink("2026-06-10T19:05:00Z", record: "CR-0")) };
        _mayGoOn.SetResult();
        var id = (await Task.WhenAll(sent))[0].Single().DetentionId;

        Assert.Equal(["feed-01", "feed-01", "sgt-01"], await Everything("SELECT posted_by FROM events WHERE detention_id = @id ORDER BY posted_by", id));
        Assert.Equal(["feed-01", "feed-01", "sgt-01"], await Everything("SELECT user_id FROM access_log WHERE subject = @id ORDER BY user_id", id));
    }

    [Fact]
    public async Task One_delivery_that_cannot_be_worked_out_spoils_no_other()
    {
        await HoldTheWriter();
        // Neither an entry nor a refusal, which no door lets through.
        var broken = new Submission { Content = "{}"u8.ToArray() };
        var sent = new[]
        {
            Take(Feed, Told.Drink("2026-06-10T19:00:00Z", record: "CR-1")),
            Log.Append([broken], Feed, Stop),
            Take(Feed, Told.Drink("2026-06-10T19:00:00Z", record: "CR-2")),
        };
        _mayGoOn.SetResult();

        await Assert.ThrowsAsync<NullReferenceException>(() => sent[1]);
        foreach (var good in new[] { sent[0], sent[2] }) Assert.Equal(OutcomeStatus.Accepted, (await good).Single().Status);
        Assert.Equal(3, (await Everything("SELECT event_id FROM events")).Count);
        Assert.True((await _suite.Services.GetRequiredService<ChainCheck>().Walk(Stop)).Intact);
    }

    public async ValueTask DisposeAsync()
    {
        _mayGoOn.TrySetResult();
        await _held;
        await _suite.DisposeAsync();
    }

    // So that what is sent meanwhile waits.
    private async Task HoldTheWriter()
    {
        var held = new TaskCompletionSource();
        _held = _suite.Services.GetRequiredService<Database>().Write(
            async (connection, transaction) =>
            {
                await Chain.KeepOthersOut(connection, transaction);
                held.SetResult();
                await _mayGoOn.Task;
            },
            Stop);
        await held.Task;
    }

    private Task<IReadOnlyList<Outcome>> Take(Caller by, params JsonObject[] told) =>
        Log.Append([.. told.Select(one => EnvelopeReader.Read(Encoding.UTF8.GetBytes(one.ToJsonString()), Log.Now()))], by, Stop);

    private async Task<List<string>> Everything(string sql, string? id = null)
    {
        await using var connection = await _suite.Services.GetRequiredService<Database>().Open(Stop);
        return [.. await connection.QueryAsync<string>(sql, new { id })];
    }

    private static Caller By(string user, Role role) => new() { UserId = user, Role = role, Suites = new HashSet<SuiteCode> { new("99", "CENTRAL") } };
}
