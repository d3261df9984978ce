using System.Net;
using CustodyWatch.Access;
using CustodyWatch.Features.Accommodation;
using CustodyWatch.Storage;
using CustodyWatch.Tests.Harness;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace CustodyWatch.Tests.Accommodation;

public sealed class LinkTests
{
    [Fact]
    public async Task A_link_opens_with_its_own_code_and_five_wrong_ones_close_it_even_when_tried_all_at_once()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T18:25:00Z");
        var (links, token, code) = await Given(suite);
        Assert.NotNull(await links.Open(token, code, default));
        Assert.NotNull(await links.Open(token, $" {code} ", default));

        var tries = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => links.Open(token, code == "000000" ? "000001" : "000000", default)));
        Assert.All(tries, Assert.Null);
        Assert.Null(await links.Open(token, code, default));
    }

    [Fact]
    public async Task A_code_is_its_six_digits_however_they_are_spaced_and_nothing_else_is_a_try()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T18:25:00Z");
        var (links, token, code) = await Given(suite);

        foreach (var slip in new[] { "", "no", code[..5], code + "1", null, code[..3], " ", "123 45" }) Assert.Null(await links.Open(token, slip, default));

        Assert.NotNull(await links.Open(token, $"{code[..3]} {code[3..]}", default));
        Assert.NotNull(await links.Open(token, $"{code[..2]}-{code[2..4]}-{code[4..]}", default));
    }

    [Fact]
    public async Task A_link_ends_after_twelve_hours_and_when_a_newer_one_is_made()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T18:25:00Z");
        var (links, token, code) = await Given(suite);
        suite.Clock.Advance(Duration.FromHours(12) - Duration.FromMilliseconds(1));
        Assert.NotNull(await links.Open(token, code, default));
        suite.Clock.Advance(Duration.FromMilliseconds(1));
        Assert.Null(await links.Open(token, code, default));

        var (_, older, olderCode) = await Given(suite, "CR-26-00002");
        var request = (await suite.As("sgt-01").Read("/accommodation-requests?state=open")).Body!["items"]![0]!["requestId"]!.ToString();
        await suite.As("sgt-01").Call($"/accommodation-requests/{request}/link", new System.Text.Json.Nodes.JsonObject());
        Assert.Null(await links.Open(older, olderCode, default));
    }

    [Fact]
    public async Task Nobody_makes_a_link_to_what_is_not_theirs_or_is_closed()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T18:25:00Z");
        var request = await suite.As("sgt-01").Asks(await suite.As("feed-01").Taken(Night.Refused()));
        var body = new System.Text.Json.Nodes.JsonObject();
        Assert.Equal(HttpStatusCode.NotFound, (await suite.As("sgt-98").Call($"/accommodation-requests/{request}/link", body)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await suite.As("desk-01").Call($"/accommodation-requests/{request}/link", body)).Status);
        await suite.As("feed-01").Taken(Told.Event("accommodation-withdrawn", "2026-06-10T18:25:00Z", new { requestId = request, reason = "Aunt found" }));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await suite.As("sgt-01").Call($"/accommodation-requests/{request}/link", body)).Status);
    }

    [Fact]
    public async Task An_answer_on_its_way_is_not_taken_once_the_request_is_of_another_authority()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T18:25:00Z");
        var id = await suite.As("feed-01").Taken(
            [.. Night.Refused(), Told.Event("accommodation-requested", "2026-06-10T18:24:00Z", new { requestId = "r-1", authority = "E08000099", kind = "non-secure" }, id: "asked")]);
        await using var connection = await suite.Services.GetRequiredService<Database>().Open(default);
        var found = (await RequestQueries.Of(connection, id)).Single();
        await suite.As("feed-01").Taken(Told.Replaced("asked", "2026-06-10T18:25:00Z", new { data = new { requestId = "r-1", authority = "E10000098", kind = "non-secure" } }));

        var answer = await suite.Services.GetRequiredService<Answering>().Answer(
            found, new AnswerBody("accepted", new("foster", null, null), null, null, "EDT-7", null, null), Personas.Find("desk-01")!.Caller, default);

        Assert.Equal(404, Assert.IsType<IStatusCodeHttpResult>(answer, exactMatch: false).StatusCode);
        Assert.Equal("open", (await suite.As("sgt-01").Read("/accommodation-ledger")).Body!["items"]![0]!["outcome"]!.ToString());
    }

    private static async Task<(RequestLinks Links, string Token, string Code)> Given(CustodySuite suite, string record = "CR-26-00001")
    {
        var request = await suite.As("sgt-01").Asks(await suite.As("feed-01").Taken(Night.Refused(record: record)));
        var link = await suite.As("sgt-01").Call($"/accommodation-requests/{request}/link", new System.Text.Json.Nodes.JsonObject());
        Assert.Matches("^[0-9]{6}$", link.Text("code"));
        return (suite.Services.GetRequiredService<RequestLinks>(), link.Text("url")!.Split("/link/")[1], link.Text("code")!);
    }
}
