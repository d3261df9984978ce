using System.Net;
using System.Security.Claims;
using System.Text.RegularExpressions;
using CustodyWatch.Access;
using CustodyWatch.Access.Taps;
using CustodyWatch.Live;
using CustodyWatch.Tests.Harness;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CustodyWatch.Tests.Access;

/// <summary>People and systems signed in by a real provider, demo mode off.</summary>
public sealed partial class ProviderSignInTests : AtProvider
{
    private static readonly Claim[] Sergeant =
    [
        new("sub", "4417"), new("groups", "GG-All-Staff"), new("groups", "GG-Custody-Sergeants"), new("custody_suite", "99/CENTRAL"),
    ];

    private static readonly Claim[] Feed = [new("sub", "records"), new("groups", "GG-Records-System"), new("custody_suite", "99/CENTRAL")];

    [Fact]
    public async Task A_sergeant_signs_in_at_the_provider_and_comes_back_to_the_page_they_were_after()
    {
        Provider.Sitting = Sergeant;
        using var browser = Suite.Browser();

        var (arrived, page) = await SignIn(browser, "/suites/CENTRAL");

        Assert.Contains("url=/suites/CENTRAL", page, StringComparison.Ordinal);
        Assert.Equal("/sign-in/arrived", arrived.AbsolutePath);
        Assert.Contains("4417", await browser.GetStringAsync("/suites/CENTRAL"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.Read("/alerts?suite=NORTH")).Status);
    }

    [Fact]
    public async Task The_cookie_is_for_this_service_alone_and_names_nobody()
    {
        Provider.Sitting = Sergeant;
        var cookies = new CookieContainer();
        using var browser = Suite.Browser(cookies);
        await SignIn(browser, "/");

        var cookie = Assert.Single(cookies.GetCookies(Suite.Address), cookie => cookie.Name == "__Host-custodywatch");
        Assert.True(cookie is { Secure: true, HttpOnly: true, Path: "/" });
        Assert.DoesNotContain("4417", Encoding(cookie.Value), StringComparison.Ordinal);
        await browser.GetAsync("/suites/CENTRAL");
        Assert.True(Assert.Single(cookies.GetCookies(Suite.Address), kept => kept.Name == "__Host-custodywatch-form") is { Secure: true, HttpOnly: true, Path: "/" });
    }

    [Fact]
    public async Task A_mere_link_signs_nobody_out()
    {
        Provider.Sitting = Sergeant;
        using var browser = Suite.Browser();
        await SignIn(browser, "/");

        foreach (var address in new[] { "/signout-oidc", "/signout-oidc?iss=x&sid=y", "/signout-callback-oidc", "/sign-out" })
            using (await browser.GetAsync(address)) { }

        Assert.Equal(HttpStatusCode.OK, (await browser.Read("/alerts")).Status);
    }

    [Fact]
    public async Task Signing_out_ends_it_on_every_computer_and_at_the_provider()
    {
        Provider.Sitting = Sergeant;
        using var here = Suite.Browser();
        using var there = Suite.Browser();
        await SignIn(here, "/");
        await SignIn(there, "/");
        Assert.Equal(HttpStatusCode.OK, (await there.Read("/alerts")).Status);

        using var left = await here.PostAsync("/sign-out", new FormUrlEncodedContent([new("__RequestVerificationToken", await Token(here))]));

        Assert.Equal(HttpStatusCode.OK, left.StatusCode);
        Assert.Equal(1, Provider.SignedOut);
        Assert.Equal(HttpStatusCode.Unauthorized, (await here.Read("/alerts")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await there.Read("/alerts")).Status);
    }

    [Fact]
    public async Task At_a_suites_screen_the_provider_asks_who_it_is_and_takes_nobody_for_who_stood_there_before()
    {
        Provider.Sitting = Sergeant;
        using var desk = Suite.Browser();
        await SignIn(desk, "/");
        Assert.Null(Provider.Prompt);
        var cookies = new CookieContainer();
        cookies.Add(new Cookie("__Host-custodywatch-screen", SuiteScreens.NewToken(), "/", Suite.Address.Host) { Secure = true });
        using var wall = Suite.Browser(cookies);

        await SignIn(wall, "/");

        Assert.Equal("login", Provider.Prompt);
    }

    [Fact]
    public async Task A_live_screen_falls_silent_when_its_person_signs_out_elsewhere()
    {
        Provider.Sitting = Sergeant;
        var cookies = new CookieContainer();
        using var here = Suite.Browser(cookies);
        await SignIn(here, "/");
        await using var screen = new HubConnectionBuilder().WithUrl(new Uri(Suite.Address, "/hubs/custody"), options =>
        {
            options.Cookies = cookies;
            options.HttpMessageHandlerFactory = _ => Suite.Handler(cookies);
            options.WebSocketConfiguration = socket => socket.RemoteCertificateValidationCallback = (_, shown, _, _) => Suite.IsOurs(shown);
        }).Build();
        var closed = new TaskCompletionSource();
        screen.Closed += _ =>
        {
            closed.TrySetResult();
            return Task.CompletedTask;
        };
        await screen.StartAsync();

        await Suite.Services.GetRequiredService<Sessions>().EndAllOf("4417", default);
        await Suite.Services.GetServices<IHostedService>().OfType<StillLive>().Single().Tell(default);

        await closed.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    public static TheoryData<string[]> Unusable => new(
        ["GG-All-Staff"], ["custody-sergeant"], ["GG-Custody-Sergeants", "GG-Records-System"]);

    [Theory]
    [MemberData(nameof(Unusable))]
    public async Task An_account_with_no_one_role_is_told_so_and_not_signed_in(string[] groups)
    {
        Provider.Sitting = [new("sub", "5000"), .. groups.Select(group => new Claim("groups", group)), new("custody_suite", "99/CENTRAL")];
        using var browser = Suite.Browser();

        var (arrived, page) = await SignIn(browser, "/");

        Assert.Equal("/sign-in?problem=no-role", arrived.PathAndQuery);
        Assert.Contains("no role in CustodyWatch", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.Read("/alerts")).Status);
    }

    [Fact]
    public async Task Another_scope_or_role_at_the_next_sign_in_ends_what_was_begun_with_the_one_before()
    {
        Provider.Sitting = Sergeant;
        using var first = Suite.Browser();
        using var second = Suite.Browser();
        await SignIn(first, "/");
        await SignIn(second, "/");
        Assert.Equal(HttpStatusCode.OK, (await first.Read("/alerts")).Status);

        Provider.Sitting = [.. Sergeant.Where(claim => claim.Type != "custody_suite"), new("custody_suite", "99/NORTH")];
        await SignIn(second, "/");

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), ((await first.Read("/alerts")).Status, (await second.Read("/alerts?suite=NORTH")).Status));
    }

    [Fact]
    public async Task Whoever_has_no_role_any_more_at_the_next_sign_in_is_signed_out_wherever_they_were()
    {
        Provider.Sitting = Sergeant;
        using var before = Suite.Browser();
        await SignIn(before, "/");
        Assert.Equal(HttpStatusCode.OK, (await before.Read("/alerts")).Status);

        Provider.Sitting = [.. Sergeant.Where(claim => claim.Value != "GG-Custody-Sergeants")];
        using var after = Suite.Browser();
        await SignIn(after, "/");

        Assert.Equal(HttpStatusCode.Unauthorized, (await before.Read("/alerts")).Status);
    }

    [Theory]
    [InlineData("RS256")]
    [InlineData("none")]
    public async Task An_identity_token_without_a_signature_signs_nobody_in(string algorithm)
    {
        (Provider.Sitting, Provider.Unsigned) = (Sergeant, algorithm);
        using var browser = Suite.Browser();

        var (arrived, _) = await SignIn(browser, "/");

        Assert.Equal("/sign-in?problem=failed", arrived.PathAndQuery);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.Read("/alerts")).Status);
    }

    [Theory]
    [InlineData("/signin-oidc?code=stolen&state=forged")]
    [InlineData("/signin-oidc?error=access_denied&state=forged")]
    [InlineData("/signin-oidc")]
    public async Task A_return_that_nobody_set_out_for_signs_nobody_in(string address)
    {
        using var browser = Suite.Browser();
        using var answer = await browser.GetAsync(address);
        Assert.Equal("/sign-in?problem=failed", answer.RequestMessage!.RequestUri!.PathAndQuery);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.Read("/alerts")).Status);
    }

    [Fact]
    public async Task There_are_no_personas()
    {
        using var browser = Suite.Browser();
        browser.DefaultRequestHeaders.Authorization = new("Demo", "sgt-01");
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.Read("/alerts")).Status);
        using var chosen = await browser.PostAsync("/sign-in/demo", new FormUrlEncodedContent([new("persona", "sgt-01")]));
        Assert.Equal(HttpStatusCode.NotFound, chosen.StatusCode);
    }

    [Fact]
    public async Task A_records_system_posts_with_a_token_made_out_to_this_service()
    {
        Provider.Sitting = Feed;
        using var system = Suite.Browser();
        system.DefaultRequestHeaders.Authorization = new("Bearer", await Provider.Token());
        await system.Taken(Told.Arrived("2026-06-10T12:00:00Z"));
        Assert.Equal(HttpStatusCode.Forbidden, (await system.Read("/alerts")).Status);
    }

    [Fact]
    public async Task A_token_made_out_to_another_service_or_by_another_provider_is_nothing()
    {
        Provider.Sitting = Feed;
        await using var other = await ProviderOfIdentity.Start();
        other.Sitting = Feed;
        foreach (var token in new[] { await Provider.Token("payroll"), await other.Token(), "a.b.c" })
        {
            using var system = Suite.Browser();
            system.DefaultRequestHeaders.Authorization = new("Bearer", token);
            Assert.Equal(HttpStatusCode.Unauthorized, (await system.Read("/alerts")).Status);
        }
    }

    private static async Task<(Uri Arrived, string Page)> SignIn(HttpClient browser, string returnUrl)
    {
        using var answer = await browser.GetAsync($"/sign-in/start?returnUrl={Uri.EscapeDataString(returnUrl)}");
        return (answer.RequestMessage!.RequestUri!, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
    }

    internal static async Task<string> Token(HttpClient browser) =>
        TokenField().Match(await browser.GetStringAsync("/suites/CENTRAL")).Groups["token"].Value;

    private static string Encoding(string value) => value + System.Text.Encoding.UTF8.GetString(
        Microsoft.AspNetCore.WebUtilities.WebEncoders.Base64UrlDecode(value.Replace("chunks-", "", StringComparison.Ordinal)));

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"")]
    private static partial Regex TokenField();
}
