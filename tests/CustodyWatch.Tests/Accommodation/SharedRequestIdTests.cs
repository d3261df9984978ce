using System.Net;
using System.Text.Json.Nodes;
using CustodyWatch.Features.Accommodation;
using CustodyWatch.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace CustodyWatch.Tests.Accommodation;

/// <summary>Two children's requests may have one id: it is unique within a record only.</summary>
public sealed class SharedRequestIdTests
{
    private const string Evening = "2026-06-10T18:25:00Z";

    [Fact]
    public async Task An_answer_that_could_be_for_either_of_two_children_is_for_neither_until_it_says_which()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var (one, other) = (await Asked(suite, "CR-1"), await Asked(suite, "CR-2"));

        var refused = await Answer(suite);

        Assert.Equal((HttpStatusCode.Conflict, "urn:custodywatch:problem:several-children"), (refused.Status, refused.Text("type")));
        Assert.All(new[] { one, other }, id => Assert.Contains(id, refused.Text("detail"), StringComparison.Ordinal));
        Assert.Equal(("open", "open"), await Outcomes(suite));
        Assert.Equal(HttpStatusCode.NotFound, (await Answer(suite, "nobody")).Status);
        for (var again = 0; again < 2; again++) Assert.Equal(HttpStatusCode.OK, (await Answer(suite, other)).Status);
        Assert.Equal(("open", "accepted"), await Outcomes(suite));
    }

    [Fact]
    public async Task An_answer_sent_again_does_not_become_that_for_another_child_who_came_to_wait_under_the_same_id()
    {
        await using var suite = await CustodySuite.Open(Evening);
        await Asked(suite, "CR-1");
        Assert.Equal(HttpStatusCode.OK, (await Answer(suite)).Status);
        var other = await Asked(suite, "CR-2");

        Assert.Equal(HttpStatusCode.Conflict, (await Answer(suite)).Status);
        Assert.Equal(("accepted", "open"), await Outcomes(suite));

        Assert.Equal(HttpStatusCode.OK, (await Answer(suite, worker: "EDT-8")).Status);
        Assert.Equal(("accepted", "accepted"), await Outcomes(suite));
        Assert.Equal(HttpStatusCode.Conflict, (await Answer(suite, decision: "offered-other")).Status);
        suite.Clock.Advance(Duration.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, (await Answer(suite, other, decision: "offered-other")).Status);
        Assert.Equal(("accepted", "offered-other"), await Outcomes(suite));
    }

    [Fact]
    public async Task A_link_leads_to_the_child_who_is_named_and_to_none_while_it_could_be_either()
    {
        await using var suite = await CustodySuite.Open(Evening);
        await Asked(suite, "CR-1");
        using (var bare = await suite.As("sgt-01").PostAsync("/api/v1/accommodation-requests/r-1/link", null)) Assert.Equal(HttpStatusCode.OK, bare.StatusCode);
        using (var form = await suite.As("sgt-01").PostAsync("/api/v1/accommodation-requests/r-1/link", new FormUrlEncodedContent([]))) Assert.Equal(HttpStatusCode.OK, form.StatusCode);
        var other = await Asked(suite, "CR-2");
        using (var bare = await suite.As("sgt-01").PostAsync("/api/v1/accommodation-requests/r-1/link", null)) Assert.Equal(HttpStatusCode.Conflict, bare.StatusCode);

        var link = await suite.As("sgt-01").Call($"/accommodation-requests/r-1/link?detentionId={other}", new JsonObject());

        Assert.Equal(HttpStatusCode.OK, link.Status);
        var row = await suite.Services.GetRequiredService<RequestLinks>().Open(link.Text("url")!.Split('/')[^1], link.Text("code"), default);
        Assert.Equal(other, row?.DetentionId);
    }

    private static Task<string> Asked(CustodySuite suite, string record) => suite.As("feed-01").Taken([.. Night.Refused(record: record), Told.Event(
        "accommodation-requested", "2026-06-10T18:22:00Z", new { requestId = "r-1", authority = "E08000099", kind = "non-secure" }, record)]);

    private static Task<Answer> Answer(CustodySuite suite, string? detentionId = null, string worker = "EDT-7", string decision = "accepted") => suite.As("desk-01").Call(
        "/accommodation-requests/r-1/answer", new JsonObject { ["decision"] = decision, ["worker"] = worker, ["detentionId"] = detentionId });

    private static async Task<(string, string)> Outcomes(CustodySuite suite)
    {
        var rows = (await suite.As("desk-01").Read("/accommodation-ledger")).Body!["items"]!.AsArray()
            .ToDictionary(row => row!["custodyRecordNumber"]!.ToString(), row => row!["outcome"]!.ToString());
        return (rows["CR-1"], rows["CR-2"]);
    }
}
