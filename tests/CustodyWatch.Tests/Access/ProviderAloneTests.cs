using System.Net;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Access;

/// <summary>What the provider does, or fails to do, by itself.</summary>
public sealed class ProviderAloneTests : AtProvider
{
    [Fact]
    public async Task It_signs_a_person_out_everywhere_or_out_of_one_session()
    {
        using var one = await SignedIn("4417", "s-1");
        using var other = await SignedIn("4417", "s-2");
        using var third = await SignedIn("4418", "s-3");

        Assert.Equal(HttpStatusCode.OK, await Tell(Provider.LogoutToken(null, "s-1")));
        Assert.Equal(
            (HttpStatusCode.Unauthorized, HttpStatusCode.OK, HttpStatusCode.OK),
            ((await one.Read("/alerts")).Status, (await other.Read("/alerts")).Status, (await third.Read("/alerts")).Status));
        Assert.Equal(HttpStatusCode.OK, await Tell(Provider.LogoutToken("4417", null)));

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), ((await other.Read("/alerts")).Status, (await third.Read("/alerts")).Status));
    }

    [Fact]
    public async Task Whoever_signs_in_where_somebody_else_still_was_is_the_one_it_signs_out()
    {
        using var browser = await SignedIn("4417", "s-1");
        using var first = await SignedIn("4417", "s-2");
        await SignIn(browser, "4418", "s-3");

        Assert.Equal(HttpStatusCode.OK, await Tell(Provider.LogoutToken("4417", null)));
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), ((await first.Read("/alerts")).Status, (await browser.Read("/alerts")).Status));
        Assert.Equal(HttpStatusCode.OK, await Tell(Provider.LogoutToken("4418", null)));
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.Read("/alerts")).Status);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("for another service")]
    [InlineData("too old")]
    [InlineData("no event")]
    [InlineData("a nonce")]
    [InlineData("nobody")]
    [InlineData("another provider's")]
    public async Task A_token_that_is_no_logout_token_ends_nothing(string what)
    {
        using var browser = await SignedIn("4417", "s-1");
        await using var stranger = await ProviderOfIdentity.Start();
        var token = what switch
        {
            "nonsense" => "a.b.c",
            "for another service" => Provider.LogoutToken("4417", null, audience: "payroll"),
            "too old" => Provider.LogoutToken("4417", null, age: TimeSpan.FromMinutes(10)),
            "no event" => Provider.LogoutToken("4417", null, isLogout: false),
            "a nonce" => Provider.LogoutToken("4417", null, nonce: "n-1"),
            "nobody" => Provider.LogoutToken(null, null),
            _ => stranger.LogoutToken("4417", null, issuer: Provider.Address.ToString()),
        };
        Assert.Equal(HttpStatusCode.BadRequest, await Tell(token));
        Assert.Equal(HttpStatusCode.OK, (await browser.Read("/alerts")).Status);
    }

    [Fact]
    public async Task While_it_does_not_answer_that_is_said_with_what_to_do_and_who_is_signed_in_stays_and_can_leave()
    {
        using var inside = await SignedIn("4417", "s-1");
        var token = await Provider.Token();
        await Provider.DisposeAsync();

        using var outside = Suite.Browser();
        outside.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        using var answer = await outside.GetAsync("/sign-in/start?returnUrl=/suites/CENTRAL");
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("sign-in service does not answer", page, StringComparison.Ordinal);
        Assert.Contains("Try again", page, StringComparison.Ordinal);
        using var system = Suite.Browser();
        system.DefaultRequestHeaders.Authorization = new("Bearer", token);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "application/problem+json"), await Asked(system));
        Assert.Equal(HttpStatusCode.OK, (await inside.Read("/alerts")).Status);
        using var left = await inside.PostAsync("/sign-out", new FormUrlEncodedContent([new("__RequestVerificationToken", await ProviderSignInTests.Token(inside))]));
        Assert.Equal("/sign-in", left.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.Equal(HttpStatusCode.Unauthorized, (await inside.Read("/alerts")).Status);
    }

    private static async Task<(HttpStatusCode, string?)> Asked(HttpClient system) =>
        await system.Read("/alerts") is var answer ? (answer.Status, answer.ContentType) : default;

    private async Task<HttpClient> SignedIn(string user, string session)
    {
        var browser = Suite.Browser();
        await SignIn(browser, user, session);
        return browser;
    }

    private async Task SignIn(HttpClient browser, string user, string session)
    {
        Provider.Sitting =
        [
            new("sub", user), new("sid", session), new("groups", "GG-Custody-Sergeants"), new("custody_suite", "99/CENTRAL"),
        ];
        using var answer = await browser.GetAsync("/sign-in/start?returnUrl=/");
        Assert.Equal(HttpStatusCode.OK, (await browser.Read("/alerts")).Status);
    }

    private async Task<HttpStatusCode> Tell(string token)
    {
        using var client = Suite.Browser();
        using var answer = await client.PostAsync("/signout-backchannel", new FormUrlEncodedContent([new("logout_token", token)]));
        return answer.StatusCode;
    }
}
