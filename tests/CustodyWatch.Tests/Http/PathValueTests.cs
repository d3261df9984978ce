using System.Net;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Http;

/// <summary>Records systems give requests and certificates ids of their own, and no letter is forbidden in them.</summary>
public sealed class PathValueTests
{
    private static readonly string[] Ids = ["LA/r 1", "LA%2Fr 1", "LA%2fr 1", "LA%252Fr 1", "/", "%2F", "a//b", "50%", "a+b", "?#&"];

    [Fact]
    public async Task A_request_is_answered_and_given_a_link_under_whatever_id_it_has_and_no_other_under_it()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T18:25:00Z");
        await suite.As("feed-01").Taken([.. Night.Refused(), .. Ids.Select(Asked)]);
        foreach (var id in Ids)
        {
            var address = $"/accommodation-requests/{Uri.EscapeDataString(id)}";
            Assert.Equal((id, HttpStatusCode.OK), (id, (await suite.As("sgt-01").Call($"{address}/link", "{}")).Status));
            await suite.As("desk-01").Accepts(Uri.EscapeDataString(id), $"Whoever has {id}");
        }

        var told = (await suite.As("desk-01").Read("/accommodation-requests")).Body!["items"]!.AsArray();
        Assert.Equal(
            Ids.Order(StringComparer.Ordinal).Select(id => (id, $"Whoever has {id}")),
            told.Select(one => (one!["requestId"]!.ToString(), one["answers"]![0]!["worker"]!.ToString())).OrderBy(one => one.Item1, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Its_pages_are_where_our_own_pages_say_they_are()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T18:25:00Z");
        var detention = await suite.As("feed-01").Taken([.. Night.Refused(), .. Ids.Select(Asked)]);
        using var desk = new Reader(suite, "desk-01");
        using var sergeant = new Reader(suite, "sgt-01");
        var queue = (await desk.Open("/desk")).Html;
        var place = (await sergeant.Open($"/detentions/{detention}/place")).Html;
        foreach (var id in Ids)
        {
            var (page, form) = ($"/desk/requests/{detention}/{Uri.EscapeDataString(id)}", $"/detentions/{detention}/place/requests/{Uri.EscapeDataString(id)}");
            Assert.Contains($"\"{page}\"", queue, StringComparison.Ordinal);
            Assert.Contains($"\"{form}/withdraw\"", place, StringComparison.Ordinal);
            Assert.Equal(page, await desk.LedTo($"/desk/requests/{Uri.EscapeDataString(id)}"));
            await desk.Open(page);
            var answered = await desk.Send(page, ("decision", "accepted"), ("placement.kind", "foster"), ("worker", $"Whoever has {id}"));
            Assert.Equal((HttpStatusCode.SeeOther, $"{page}?answered=yes"), (answered.Status, answered.Location));
            Assert.Contains($"Whoever has {id}", (await desk.Open(answered.Location!)).Html, StringComparison.Ordinal);
            await sergeant.Open($"/detentions/{detention}/place");
            Assert.Equal(HttpStatusCode.OK, (await sergeant.Send($"{form}/link")).Status);
        }
        await sergeant.Open($"/detentions/{detention}/place");
        await sergeant.Send($"/detentions/{detention}/place/requests/LA%2Fr%201/withdraw", ("reason", "Gone home"), ("entryId", "w-1"));
        var withdrawn = (await suite.As("sgt-01").Read("/accommodation-ledger")).Body!["items"]!.AsArray().Where(row => row!["outcome"]!.ToString() == "withdrawn");
        Assert.Equal("LA/r 1", Assert.Single(withdrawn)!["requestId"]!.ToString());
    }

    [Fact]
    public async Task A_certificate_that_was_made_elsewhere_is_found_by_its_id()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T18:30:00Z");
        await suite.As("feed-01").Taken([.. Night.Refused(), .. new[] { "99/2026/1", "99%2F2026%2F1" }.Select(id => Told.Event("certificate-issued", "2026-06-10T18:25:00Z", new
        {
            certificateId = id,
            limb = "impracticable",
            officer = new { id = "4417", rank = "sergeant" },
            circumstances = "The A57 is closed by a landslip",
        }))]);
        using var sergeant = new Reader(suite, "sgt-01");
        foreach (var id in new[] { "99/2026/1", "99%2F2026%2F1" })
        {
            Assert.Equal(id, (await suite.As("sgt-01").Read($"/certificates/{Uri.EscapeDataString(id)}")).Text("id"));
            Assert.Equal("/certificates", await sergeant.LedTo($"/certificates/{Uri.EscapeDataString(id)}"));
        }
        Assert.Equal(HttpStatusCode.NotFound, (await suite.As("sgt-01").Read("/certificates/99%2F2026")).Status);
    }

    private static System.Text.Json.Nodes.JsonObject Asked(string id) =>
        Told.Event("accommodation-requested", "2026-06-10T18:22:00Z", new { requestId = id, authority = "E08000099", kind = "non-secure" });
}
