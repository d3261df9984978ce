using System.Net;
using System.Text.Json.Nodes;
using CustodyWatch.Tests.Harness;
using NodaTime;

namespace CustodyWatch.Tests.Certificates;

/// <summary>An inspector sets a name to what stands and counts, once.</summary>
public sealed class CountersigningTests
{
    private const string Evening = "2026-06-10T18:30:00Z";

    [Fact]
    public async Task An_inspector_countersigns_once_and_the_next_is_told_who_did()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var (_, signed) = await suite.Signed();
        var path = $"/certificates/{signed.Text("id")}/countersign";
        foreach (var persona in new[] { "sgt-01", "do-01", "hmi-01", "admin-01" })
            Assert.Equal(HttpStatusCode.Forbidden, (await suite.As(persona).Call(path, new JsonObject())).Status);

        Assert.Equal(HttpStatusCode.OK, (await suite.As("insp-01").Call(path, new JsonObject { ["note"] = "Read with the log" })).Status);
        Assert.Equal(HttpStatusCode.OK, (await suite.As("insp-01").Call(path, new JsonObject())).Status);
        var late = await suite.As("supt-01").Call(path, new JsonObject());

        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains("insp-01", late.Text("detail"), StringComparison.Ordinal);
        Assert.Equal("insp-01", (await suite.As("hmi-01").Read("/certificates")).Body!["items"]![0]!["countersignedBy"]!.ToString());
        Assert.Equal("Read with the log", (await suite.As("hmi-01").Read($"/certificates/{signed.Text("id")}")).Body!["countersigned"]!["note"]!.ToString());
        Assert.Equal("true", (await suite.As("insp-01").Read("/chain/verify")).Body!["intact"]!.ToString());
        Assert.Equal(HttpStatusCode.NotFound, (await suite.As("insp-01").Call("/certificates/99-000009/countersign", new JsonObject())).Status);
    }

    [Fact]
    public async Task One_that_no_longer_stands_is_not_countersigned()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var (id, first) = await suite.Signed();
        var second = await suite.Sign(id, Night.Certificate());
        var entry = (await suite.As("sgt-01").Entries(id)).Single(item =>
            item.Is("type", "custody.certificate-issued") && item["data"]!["certificateId"]!.ToString() == second.Text("id"))["eventId"]!.ToString();
        using var inspector = new Reader(suite, "insp-01");
        Assert.Equal((HttpStatusCode.Conflict, false), await Countersigned(first));
        Assert.True((await inspector.Open($"/certificates/{second.Text("id")}")).Html.Contains("cw-countersign", StringComparison.Ordinal));

        await suite.As("sgt-01").Taken(Told.Retracted(entry, "2026-06-10T18:30:00Z"));

        Assert.Equal((HttpStatusCode.Conflict, false), await Countersigned(second));
        Assert.Equal((HttpStatusCode.OK, false), await Countersigned(first));

        async Task<(HttpStatusCode Status, bool IsOffered)> Countersigned(Answer paper)
        {
            var answer = await suite.As("insp-01").Call($"/certificates/{paper.Text("id")}/countersign", new JsonObject());
            return (answer.Status, (await inspector.Open($"/certificates/{paper.Text("id")}")).Html.Contains("cw-countersign", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task One_that_does_not_count_is_not_countersigned_until_it_counts_again()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var told = Night.Refused();
        var id = await suite.As("feed-01").Taken(told);
        var signed = await suite.Sign(id, Night.Certificate());
        suite.Clock.Advance(Duration.FromMinutes(10));
        using var inspector = new Reader(suite, "insp-01");
        var path = $"/certificates/{signed.Text("id")}";
        Assert.Equal((true, true), await Offered());

        await suite.As("feed-01").Taken(Told.Retracted(told[3]["id"]!.ToString(), "2026-06-10T18:35:00Z", id: "retraction"));
        Assert.Equal((false, false), await Offered());
        Assert.Contains("It is not countersigned, because it does not count.", (await inspector.Open(path)).Html, StringComparison.Ordinal);
        var refused = await suite.As("insp-01").Call($"{path}/countersign", new JsonObject());
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Equal("This certificate does not count, so it is not countersigned.", refused.Text("title"));
        Assert.Equal("The certificate does not count: bail had not been refused.", refused.Text("detail"));

        await suite.As("sgt-01").Taken(Told.Retracted("retraction", "2026-06-10T18:36:00Z"));
        Assert.Equal((true, true), await Offered());
        Assert.Equal(HttpStatusCode.OK, (await suite.As("insp-01").Call($"{path}/countersign", new JsonObject())).Status);

        async Task<(bool OnItsPage, bool InTheList)> Offered() => (
            (await inspector.Open(path)).Html.Contains("cw-countersign", StringComparison.Ordinal),
            (await inspector.Open("/certificates?view=unseen")).Html.Contains(path, StringComparison.Ordinal));
    }
}
