using System.IO.Compression;
using CustodyWatch.Log.Projections;
using CustodyWatch.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace CustodyWatch.Tests.Certificates;

/// <summary>What a paper is worth once entries of the record that it rests on are taken back.</summary>
public sealed class StandingTests
{
    private const string Evening = "2026-06-10T18:30:00Z";

    [Fact]
    public async Task A_certificate_whose_entry_was_retracted_stands_no_more_until_the_retraction_is_retracted()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var (id, signed) = await suite.Signed();
        var entry = (await suite.As("sgt-01").Entries(id)).Single(item => item.Is("type", "custody.certificate-issued"))["eventId"]!.ToString();
        suite.Clock.Advance(Duration.FromMinutes(10));

        await suite.As("sgt-01").Taken(Told.Retracted(entry, "2026-06-10T18:35:00Z", id: "retraction"));
        Assert.Equal(("superseded", "superseded", "superseded", 1), await Standing());
        await suite.Services.GetRequiredService<Rebuilding>().Run(default);
        Assert.Equal(("superseded", "superseded", "superseded", 1), await Standing());
        using var reader = new Reader(suite, "sgt-01");
        Assert.Contains("Its entry on the record was retracted", (await reader.Open($"/certificates/{signed.Text("id")}")).Html, StringComparison.Ordinal);

        await suite.As("sgt-01").Taken(Told.Retracted("retraction", "2026-06-10T18:36:00Z"));
        Assert.Equal(("current", "current", "current", 0), await Standing());

        async Task<(string Listed, string? Alone, string? ToTheCourt, int Missing)> Standing() => (
            (await suite.As("insp-01").Read("/certificates")).Body!["items"]![0]!["status"]!.ToString(),
            (await suite.As("insp-01").Read($"/certificates/{signed.Text("id")}")).Text("status"),
            await suite.ToTheCourt(signed),
            (await suite.As("insp-01").Read("/certificates?missing=true")).Body!["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task One_signed_here_that_counts_no_more_says_why_and_the_pack_offers_the_statement_or_nothing()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var told = Night.Refused();
        var id = await suite.As("feed-01").Taken(told);
        var signed = await suite.Sign(id, Night.Certificate());
        var (first, second) = (await suite.As("sgt-01").Asks(id), await suite.As("sgt-01").Asks(id));
        suite.Clock.Advance(Duration.FromMinutes(10));
        Assert.Equal((null, null, "99-000001"), await Why());

        await suite.As("feed-01").Taken(Told.Retracted(told[3]["id"]!.ToString(), "2026-06-10T18:35:00Z", id: "retraction"));
        const string why = "The certificate does not count: bail had not been refused.";
        Assert.Equal((why, why, "no-certificate"), await Why());
        await suite.Services.GetRequiredService<Rebuilding>().Run(default);
        Assert.Equal((why, why, "no-certificate"), await Why());
        Assert.Equal("current", await suite.ToTheCourt(signed));
        using var reader = new Reader(suite, "sgt-01");
        foreach (var page in new[] { "/certificates", $"/certificates/{signed.Text("id")}", $"/detentions/{id}/court-pack" })
            Assert.Contains("bail had not been refused", (await reader.Open(page)).Html, StringComparison.Ordinal);
        await using (var zip = new ZipArchive(await (await suite.As("hmi-01").Get("/api/v1/certificates/export")).Content.ReadAsStreamAsync()))
        using (var register = new StreamReader(await zip.GetEntry("register.csv")!.OpenAsync()))
            Assert.Contains(why, await register.ReadToEndAsync(), StringComparison.Ordinal);

        await suite.As("sgt-01").Taken(Told.Retracted("retraction", "2026-06-10T18:36:00Z"));
        Assert.Equal((null, null, "99-000001"), await Why());
        Assert.Equal("99-000002", (await suite.Sign(id, Night.Statement(first, second))).Text("number"));
        Assert.Equal((null, null, "99-000001"), await Why());
        await suite.As("feed-01").Taken(Told.Retracted(told[3]["id"]!.ToString(), "2026-06-10T18:37:00Z"));
        Assert.Equal((why, why, "99-000002"), await Why());

        async Task<(string? Listed, string? Alone, string InThePack)> Why() => (
            (await suite.As("insp-01").Read("/certificates")).Body!["items"]![0]!["whyVoid"]?.ToString(),
            (await suite.As("insp-01").Read($"/certificates/{signed.Text("id")}")).Text("whyVoid"),
            await InThePack(suite, id));
    }

    [Fact]
    public async Task A_certificate_replaced_only_by_one_that_was_retracted_stands_again()
    {
        await using var suite = await CustodySuite.Open(Evening);
        var (id, first) = await suite.Signed();
        suite.Clock.Advance(Duration.FromMinutes(1));
        var second = await suite.Sign(id, Night.Certificate());
        var entry = (await suite.As("sgt-01").Entries(id)).Single(item =>
            item.Is("type", "custody.certificate-issued") && item["data"]!["certificateId"]!.ToString() == second.Text("id"))["eventId"]!.ToString();
        suite.Clock.Advance(Duration.FromMinutes(10));
        Assert.Equal(("superseded current", "superseded", "99-000002"), await Standing());

        await suite.As("sgt-01").Taken(Told.Retracted(entry, "2026-06-10T18:35:00Z", id: "retraction"));
        Assert.Equal(("current superseded", "current", "99-000001"), await Standing());
        Assert.Equal("met", await suite.State(id, "certificate"));

        Assert.Equal(second.Text("id"), (await suite.Sign(id, Night.Certificate())).Text("supersedes"));
        Assert.Equal(("superseded superseded current", "superseded", "99-000003"), await Standing());

        async Task<(string Listed, string? ToTheCourt, string InThePack)> Standing() => (
            string.Join(' ', await suite.Statuses()),
            await suite.ToTheCourt(first),
            await InThePack(suite, id));
    }

    private static async Task<string> InThePack(CustodySuite suite, string detention)
    {
        using var pack = await suite.As("sgt-01").GetAsync($"/detentions/{detention}/court-pack.zip");
        return pack.Content.Headers.ContentDisposition!.FileName!.Replace("court-pack-", "", StringComparison.Ordinal).Replace(".zip", "", StringComparison.Ordinal);
    }
}
