using System.Net;
using System.Text.Json.Nodes;
using CustodyWatch.Storage;
using CustodyWatch.Tests.Certificates;
using CustodyWatch.Tests.Harness;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Text;

namespace CustodyWatch.Tests.Administration;

/// <summary>Somebody of no one force reads a list: each force whose children are on it can see that they did.</summary>
public sealed class LooksAtListsTests
{
    private const string Evening = "2026-06-10T18:25:00Z";

    private static readonly (string User, string Path, string Subject)[] Lists =
    [
        ("desk-01", "/api/v1/accommodation-requests", "accommodation-requests"),
        ("mgr-01", "/api/v1/accommodation-requests?state=open&force=", "accommodation-requests"),
        ("desk-01", "/desk", "accommodation-requests"),
        ("desk-01", "/api/v1/accommodation-ledger", "accommodation-ledger"),
        ("desk-01", "/ledger", "accommodation-ledger"),
        ("desk-01", "/ledger.csv", "accommodation-ledger"),
        ("hmi-01", "/api/v1/accommodation-ledger", "accommodation-ledger"),
        ("hmi-01", "/ledger.csv", "accommodation-ledger"),
        ("desk-01", "/api/v1/alerts", "alerts"),
        ("hmi-01", "/api/v1/certificates", "certificates"),
        ("hmi-01", "/api/v1/certificates?missing=true", "certificates/missing"),
        ("hmi-01", "/certificates", "certificates"),
        ("hmi-01", "/certificates?view=missing", "certificates/missing"),
        ("hmi-01", "/api/v1/overnight", "overnight"),
        ("hmi-01", "/oversight/nights", "overnight"),
        ("hmi-01", "/api/v1/overnight/forecast?at=2026-06-10T19:00:00Z", "overnight/forecast"),
        ("hmi-01", "/forecast?at=2026-06-10T19:00:00Z", "overnight/forecast"),
        ("hmi-01", "/api/v1/integrity", "integrity"),
        ("hmi-01", "/oversight/integrity", "integrity"),
        ("hmi-01", "/api/v1/audits/sample", "audits/sample"),
        ("hmi-01", "/oversight/audits", "audits/sample"),
    ];

    [Fact]
    public async Task A_list_of_several_forces_is_seen_to_have_been_read_by_the_administrator_of_each()
    {
        await using var suite = await CustodySuite.Open(Evening);
        await Held(suite, "sgt-01", Told.Central);
        await Held(suite, "sgt-98", Told.Other);
        suite.Clock.Advance(Duration.FromHours(12));
        await suite.Look();

        var wrong = new List<string>();
        foreach (var (user, path, subject) in Lists)
        {
            var (forces, seen) = await Looks(suite, user, path);
            if (!forces.SequenceEqual(["98", "99"]) || !seen.SequenceEqual([subject]))
                wrong.Add($"{user} {path}: logged for {string.Join(", ", forces)}; seen as {string.Join(", ", seen)}");
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task A_file_of_certificates_is_seen_on_each_child_in_it_as_well_as_by_the_administrator_of_each_force()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var id = await Held(suite, "sgt-01", Told.Central);
        await Held(suite, "sgt-98", Told.Other);
        Assert.Equal(HttpStatusCode.Created, (await suite.As("sgt-01").Call($"/detentions/{id}/certificates", Night.Certificate())).Status);

        var (forces, seen) = await Looks(suite, "hmi-01", "/api/v1/certificates/export");

        Assert.Equal(["98", "98", "99", "99"], forces);
        Assert.Equal(new[] { id, "certificates/export" }.Order(), seen.Order());
        var given = (await suite.As("admin-01").Read($"/access-log?subject={id}&user=hmi-01")).Body!["items"]!.AsArray();
        Assert.Equal("disclosure", Assert.Single(given)!["action"]!.ToString());
        Assert.Equal(["98", "98"], (await Looks(suite, "hmi-01", "/api/v1/certificates/export?force=98")).Forces);
        Assert.Equal([null], (await Looks(suite, "hmi-01", "/api/v1/certificates/export?to=2026-06-01")).Forces);
    }

    [Fact]
    public async Task A_record_opened_for_inspection_is_seen_to_be_on_the_lists_it_is_on()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var id = await Held(suite, "sgt-01", Told.Central);
        await Held(suite, "sgt-98", Told.Other);
        await suite.As("insp-01").Call(
            $"/detentions/{id}/open-for-inspection", new JsonObject { ["until"] = "2026-06-11T22:00:00Z", ["reason"] = "Visit" });

        foreach (var path in new[] { "/api/v1/detentions?status=all", "/oversight/measures/overnight/children?who=rest" })
            Assert.Equal(["99"], (await Looks(suite, "hmi-01", path)).Forces);
    }

    [Theory]
    [InlineData("hmi-01", "/api/v1/certificates", null)]
    [InlineData("desk-01", "/desk", null)]
    [InlineData("hmi-01", "/api/v1/certificates?force=98", "98")]
    [InlineData("sgt-01", "/api/v1/certificates", "99")]
    [InlineData("sgt-01", "/api/v1/detentions?force=", "99")]
    public async Task A_list_of_nobody_or_of_one_force_is_one_look(string user, string path, string? force)
    {
        await using var suite = await CustodySuite.Open(Evening);
        Assert.Equal([force], (await Looks(suite, user, path)).Forces);
    }

    // A child with a certificate for whom a place is asked, one with neither, and one who has gone home.
    private static async Task<string> Held(CustodySuite suite, string sergeant, string source)
    {
        var client = suite.As(sergeant);
        var gone = new[] { Told.Arrived("2026-06-10T13:40:00Z", record: "CR-26-00003"), Told.Released("2026-06-10T17:40:00Z", "CR-26-00003") };
        await client.Taken(From([.. Night.Refused(record: "CR-26-00002"), .. gone]));
        var id = await client.Taken(From(Night.Refused()));
        await client.Asks(id);
        Assert.Equal(HttpStatusCode.Created, (await client.Call($"/detentions/{id}/certificates", Night.Certificate())).Status);
        return id;

        IEnumerable<JsonObject> From(IEnumerable<JsonObject> told) => told.Select(one => one.With(sent => sent["source"] = source));
    }

    private static async Task<(IReadOnlyList<string?> Forces, IReadOnlyList<string> Seen)> Looks(CustodySuite suite, string user, string path)
    {
        suite.Clock.Advance(Duration.FromMinutes(1));
        var now = suite.Clock.GetCurrentInstant();
        using (var answer = await suite.As(user).Get(path)) Assert.Equal((path, HttpStatusCode.OK), (path, answer.StatusCode));
        await using var connection = await suite.Services.GetRequiredService<Database>().Open(default);
        var forces = await connection.QueryAsync<string?>("SELECT force FROM access_log WHERE user_id = @user AND at >= @now ORDER BY force", new { user, now });
        var seen = (await suite.As("admin-01").Read($"/access-log?user={user}&from={InstantPattern.General.Format(now)}")).Body!["items"]!.AsArray();
        return (forces.AsList(), [.. seen.Select(look => look!["subject"]!.ToString())]);
    }
}
