using System.Net;
using System.Text.Json.Nodes;
using CustodyWatch.Features.Retention.Disposal;
using CustodyWatch.Storage;
using CustodyWatch.Tests.Harness;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using NodaTime.Text;

namespace CustodyWatch.Tests.Retention;

/// <summary>What was refused is kept no longer than what was taken.</summary>
public sealed class RefusedDisposalTests
{
    private const string Received = "2026-06-10T12:00:00Z";

    [Theory]
    [InlineData("arrival")]
    [InlineData("arrival of a wrong shape")]
    [InlineData("arrival whose id has the number in it")]
    public async Task What_is_sent_of_a_record_that_is_gone_is_refused_and_nothing_it_says_is_kept(string sent)
    {
        await using var suite = await CustodySuite.Open(Received);
        await Gone(suite);
        var again = OldRecord.Told().First().With(told => told["id"] = sent.EndsWith("in it", StringComparison.Ordinal) ? $"{OldRecord.Number}/1" : "new-1");
        if (sent.EndsWith("shape", StringComparison.Ordinal)) again["data"]!["route"] = "by the back door";

        var refused = await suite.As("feed-01").Tell(again);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        var item = Assert.Single(await Listed(suite))!;
        Assert.Equal(sent.EndsWith("in it", StringComparison.Ordinal) ? null : "new-1", item["event"]!["id"]?.ToString());
        Assert.Equal((Told.Central, "custody.arrived", Received), (item["event"]!["source"]!.ToString(), item["event"]!["type"]!.ToString(), item["received"]!.ToString()));
        Assert.Equal(Assert.Single(refused.Wrong), Assert.Single(item["problem"]!["errors"]!.AsObject()).Key);
        Assert.All([OldRecord.Number, OldRecord.Initials, OldRecord.Born], text => Assert.DoesNotContain(text, item.ToJsonString(), StringComparison.Ordinal));
        using var administrator = new Reader(suite, "admin-01");
        Assert.Contains("What it said is kept no longer", (await administrator.Open($"/administration/quarantine/{item["id"]}")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_names_the_number_of_a_record_that_is_gone_too_badly_to_be_known_by_it_goes_when_disposal_is_next_run()
    {
        await using var suite = await CustodySuite.Open(Received);
        await Gone(suite);
        foreach (var number in new[] { $" {OldRecord.Number}", OldRecord.Number + "9" })
            await suite.As("feed-01").Tell(OldRecord.Told().First().With(told => (told["id"], told["subject"], told["data"]!["route"]) = (number, number, "by the back door")));
        await suite.As("feed-01").Send($$"""{"\ud800":1,"subject":"{{OldRecord.Number}}"}""", Harness.Posting.One);
        Assert.Equal(3, (await Saying()).Length);

        Assert.Equal(0, await suite.Dispose());

        Assert.Contains(OldRecord.Number + "9", Assert.Single(await Saying()), StringComparison.Ordinal);

        async Task<string[]> Saying() =>
            [.. (await Listed(suite)).Select(item => item!["event"]!.ToJsonString()).Where(text => text.Contains(OldRecord.Number, StringComparison.Ordinal))];
    }

    [Fact]
    public async Task What_was_sent_of_a_record_that_is_gone_by_mistake_is_let_in_on_the_right_one_and_what_is_kept_no_longer_as_no_other()
    {
        await using var suite = await CustodySuite.Open(Received);
        await Gone(suite);
        var sent = Told.Drink("2026-06-10T11:00:00Z", OldRecord.Number);
        foreach (var (told, status, wrong) in new[] { (sent, HttpStatusCode.Accepted, null), (((JsonObject)sent.DeepClone()).With(told => (told["id"], told["data"]!["outcome"]) = ("2", "perhaps")), HttpStatusCode.UnprocessableEntity, "event") })
        {
            await suite.As("feed-01").Tell(told.DeepClone());
            var held = Assert.Single((await suite.As("admin-01").Read("/quarantine?state=held")).Body!["items"]!.AsArray())!;
            var right = Told.Drink("2026-06-10T11:00:00Z", "CR-26-00001").With(put => put["id"] = told["id"]!.DeepClone());

            var answer = await suite.As("admin-01").Call($"/quarantine/{held["id"]}/readmit", new JsonObject { ["event"] = right, ["reason"] = "A slip" });

            Assert.Equal((status, wrong), (answer.Status, wrong is null ? null : Assert.Single(answer.Wrong)));
        }
    }

    [Fact]
    public async Task What_belongs_to_no_record_loses_what_it_said_when_its_own_time_is_over()
    {
        await using var suite = await CustodySuite.Open(Received);
        var feed = suite.As("feed-01");
        await feed.Taken(Told.Arrived("2026-06-10T10:00:00Z", record: "CR-1"));
        foreach (var (id, number, birth) in new[] { ("discarded", "CR-1 (boy)", "2011-03-19"), ("adult", "CR-2", "1999-03-19"), ("of a record", "CR-1", "2011-03-19"), ("waiting", "CR-1 (girl)", "2012-03-19") })
            await feed.Tell(Told.Arrived("2026-06-10T11:00:00Z", record: number, id: id).With(told => (told["data"]!["child"]!["dateOfBirth"], told["Kookaburra"]) = (birth, 1)));
        foreach (var item in (await Listed(suite)).Where(item => item!["event"]!["id"]!.ToString() != "waiting"))
            Assert.Equal(HttpStatusCode.OK, (await suite.As("admin-01").Call($"/quarantine/{item!["id"]}/discard", new JsonObject { ["reason"] = "Kookaburra" })).Status);

        Assert.Equal(0, await Run("2026-07-10T12:00:00Z"));
        Assert.Equal(2, await Run("2026-07-11T12:00:00Z", dryRun: true));
        Assert.Equal(4, (await Kept()).Count);
        Assert.Equal(2, await Run("2026-07-11T12:00:00Z"));
        Assert.Equal(["of a record", "waiting"], await Kept());
        Assert.Equal(0, await Run("2033-06-09T12:00:00Z"));
        Assert.Equal(1, await Run("2033-06-10T12:00:00Z"));
        Assert.Equal(0, await Run("2033-06-10T12:00:00Z"));

        Assert.Equal(["of a record"], await Kept());
        var left = (await Listed(suite)).Where(item => item!["event"]!["data"] is null).ToArray();
        Assert.Equal(["adult", "discarded", "waiting"], left.Select(item => item!["event"]!["id"]!.ToString()).Order());
        foreach (var item in left)
        {
            Assert.DoesNotContain("Kookaburra", item!.ToJsonString(), StringComparison.Ordinal);
            var looks = (await suite.As("admin-01").Read($"/access-log?subject=quarantine/{item!["id"]}")).Body!["items"]!.AsArray();
            Assert.Contains("its own time is over", Assert.Single(looks, look => look!["action"]!.ToString() == "erasure")!["reason"]!.ToString(), StringComparison.Ordinal);
            Assert.All(looks, look => Assert.NotEqual("Kookaburra", look!["reason"]?.ToString()));
        }
        using var administrator = new Reader(suite, "admin-01");
        foreach (var item in left) Assert.DoesNotContain("Kookaburra", (await administrator.Open($"/administration/quarantine/{item!["id"]}")).Html, StringComparison.Ordinal);

        Task<long> Run(string at, bool dryRun = false) =>
            new RefusedDisposal(suite.Services.GetRequiredService<Database>(), InstantPattern.General.Parse(at).Value).Run(dryRun, default);

        async Task<IReadOnlyList<string>> Kept() =>
            [.. (await Listed(suite)).Where(item => item!["event"]!["data"] is not null).Select(item => item!["event"]!["id"]!.ToString()).Order()];
    }

    [Fact]
    public async Task One_of_which_a_time_cannot_be_read_is_named_and_left_alone_and_the_others_are_emptied()
    {
        Assert.SkipWhen(TestDatabase.Server is not null, "SQL Server holds each column to its type.");
        await using var suite = await CustodySuite.Open(Received);
        foreach (var number in new[] { "CR-1 ", "CR-2 ", "CR-3 " }) await suite.As("feed-01").Tell(Told.Arrived("2026-06-10T11:00:00Z", record: number).With(told => told["id"] = number));
        var database = suite.Services.GetRequiredService<Database>();
        var garbled = Assert.Single(await Listed(suite), item => item!["event"]!["id"]!.ToString() == "CR-2 ")!["id"]!.ToString();
        await database.Write((connection, transaction) => connection.ExecuteAsync("UPDATE quarantine SET received = 'x' WHERE id = @garbled", new { garbled }, transaction), default);
        var disposal = new RefusedDisposal(database, InstantPattern.General.Parse("2033-06-10T12:00:00Z").Value);

        Assert.Equal(2, await disposal.Run(dryRun: false, default));

        Assert.Equal([new(garbled, "something that is said to be of it cannot be read (received)")], disposal.Left);
        Assert.Equal(1, await suite.Dispose());
    }

    [Fact]
    public async Task How_long_is_the_forces_to_set()
    {
        await using var suite = await CustodySuite.Open(Received);
        await suite.As("feed-01").Tell(Told.Arrived("2026-06-10T11:00:00Z", record: "CR-1 ").With(told => told["id"] = "1"));
        await suite.As("admin-01").Call($"/quarantine/{Assert.Single(await Listed(suite))!["id"]}/discard", new JsonObject { ["reason"] = "A test" });
        foreach (var (days, status) in new[] { (0, HttpStatusCode.UnprocessableEntity), (3651, HttpStatusCode.UnprocessableEntity), (2, HttpStatusCode.Created) })
            Assert.Equal(status, (await suite.As("admin-01").Call("/settings", new JsonObject { ["numbers"] = new JsonObject { ["keepDecidedRefusalDays"] = days }, ["reason"] = "Ours" })).Status);

        var disposal = new RefusedDisposal(suite.Services.GetRequiredService<Database>(), InstantPattern.General.Parse("2026-06-12T12:00:00Z").Value);

        Assert.Equal(1, await disposal.Run(dryRun: true, default));
    }

    private static async Task Gone(CustodySuite suite)
    {
        var id = await OldRecord.Ended(suite);
        await suite.As("supt-01").Dispose(id);
        Assert.Equal(0, await suite.Dispose());
    }

    private static async Task<JsonArray> Listed(CustodySuite suite) => (await suite.As("admin-01").Read("/quarantine")).Body!["items"]!.AsArray();
}
