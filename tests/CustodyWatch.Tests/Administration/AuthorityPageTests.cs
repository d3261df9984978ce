using System.Net;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Administration;

public sealed class AuthorityPageTests
{
    private const string Url = "/administration/authorities/E08000099";

    [Fact]
    public async Task An_administrator_changes_whom_to_ring_says_why_and_every_change_is_kept_on_the_page()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z");
        using var administrator = new Reader(suite, "admin-01");
        Assert.Contains(Url, (await administrator.Open("/administration/reference")).Html, StringComparison.Ordinal);
        await administrator.Open(Url);
        (string, string)[] change = [("name", "Westmarch"), ("nightContact", "01632 960777"), ("lastTested", "2026-06-09")];

        var bare = await administrator.Send(Url, change);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, bare.Status);
        Assert.Contains("Why it changes: fill this in", bare.Html, StringComparison.Ordinal);
        Assert.Contains("value=\"01632 960777\"", bare.Html, StringComparison.Ordinal);
        var changed = await administrator.Send(Url, [.. change, ("reason", "The team moved")]);
        Assert.Equal((HttpStatusCode.SeeOther, Url + "?changed=yes"), (changed.Status, changed.Location));
        var (_, page) = await administrator.Open(changed.Location!);
        foreach (var part in new[] { "Westmarch is as you wrote it.", "The team moved", "by admin-01", "2026-06-09" })
            Assert.Contains(part, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_has_not_seen_the_latest_change_says_so_before_it_undoes_it()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z");
        using var administrator = new Reader(suite, "admin-01");
        await administrator.Open(Url);
        (string, string)[] mine = [("name", "Westmarch"), ("nightContact", "01632 960111"), ("reason", "They said so")];
        await administrator.Send(Url, ("seen", "0"), ("name", "Westmarch"), ("nightContact", "01632 960777"), ("reason", "The team moved"));

        var late = await administrator.Send(Url, [.. mine, ("seen", "0")]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.Status);
        foreach (var part in new[] { "It was changed while this page was open", "The team moved", "value=\"01632 960111\"", "name=\"seen\" value=\"1\"" })
            Assert.Contains(part, late.Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await administrator.Send(Url, [.. mine, ("seen", "1")])).Status);
    }

    [Theory]
    [InlineData("E07000001", "The code E07000001 is a district council")]
    [InlineData("e07000001", "The code E07000001 is a district council")]
    [InlineData("abc", "The code must be an authority code")]
    public async Task A_code_that_is_none_is_said_to_be_that_beside_it(string code, string said)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z");
        using var administrator = new Reader(suite, "admin-01");

        var (status, page) = await administrator.Open($"/administration/authorities?code={code}");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        foreach (var part in new[] { said, $"value=\"{code}\"", "id=\"code-error\"", "Reference data" }) Assert.Contains(part, page, StringComparison.Ordinal);
        Assert.Equal("/administration/authorities/E06000999", await administrator.LedTo("/administration/authorities?code=%20e06000999"));
        Assert.Equal("/administration/reference", await administrator.LedTo("/administration/authorities?code="));
    }

    [Fact]
    public async Task A_new_authority_is_added_by_its_code_and_a_district_is_not()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z");
        using var administrator = new Reader(suite, "admin-01");
        Assert.Equal(HttpStatusCode.NotFound, (await administrator.Open("/administration/authorities/E07000001")).Status);
        Assert.Contains("A new local authority", (await administrator.Open("/administration/authorities/E06000999")).Html, StringComparison.Ordinal);
        var added = await administrator.Send("/administration/authorities/E06000999", ("name", "Newshire"), ("reason", "Made by the 2027 order"));
        Assert.Equal(HttpStatusCode.SeeOther, added.Status);
        Assert.Contains("Newshire", (await administrator.Open("/administration/reference")).Html, StringComparison.Ordinal);

        using var sergeant = new Reader(suite, "sgt-01");
        Assert.Equal(HttpStatusCode.Forbidden, (await sergeant.Open(Url)).Status);
    }
}
