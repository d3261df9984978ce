using System.Net;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Access;

public sealed class SecurityHeadersTests
{
    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/nowhere")]
    [InlineData("/api/v1/detentions")]
    public async Task A_page_may_run_our_script_and_nothing_else(string path)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z");
        using var answer = await suite.As().GetAsync(path);
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'; script-src 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Fact]
    public async Task A_caller_who_asks_too_often_is_told_to_wait_and_others_are_not()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z", settings: new Dictionary<string, string> { ["CustodyWatch:Limits:RequestsPerMinute"] = "1" });
        Assert.Equal(HttpStatusCode.OK, (await suite.As("sgt-01").Read("/alerts")).Status);

        var refused = await suite.As("sgt-01").Read("/alerts");

        Assert.Equal(((HttpStatusCode)429, "urn:custodywatch:problem:too-many"), (refused.Status, refused.Text("type")));
        Assert.Equal(HttpStatusCode.OK, (await suite.As("sgt-02").Read("/alerts")).Status);
    }

    [Fact]
    public async Task A_limit_of_nothing_is_refused_at_the_start() => await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() =>
        CustodySuite.Open("2026-06-10T12:00:00Z", settings: new Dictionary<string, string> { ["CustodyWatch:Limits:RequestsPerMinute"] = "0" }));
}
