using System.Net;
using System.Text.RegularExpressions;
using CustodyWatch.Access;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Access;

public sealed partial class SignInTests
{
    [Fact]
    public async Task A_browser_chooses_a_persona_and_is_that_person_until_it_signs_out()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z");
        using var browser = Browser(suite);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.Read("/alerts")).Status);

        using var chosen = await Choose(browser, "sgt-01", "/suites/CENTRAL");
        Assert.Equal((HttpStatusCode.SeeOther, "/suites/CENTRAL"), (chosen.StatusCode, chosen.Headers.Location!.ToString()));
        Assert.Equal(HttpStatusCode.OK, (await browser.Read("/alerts?suite=CENTRAL")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.Read("/alerts?suite=NORTH")).Status);

        using var left = await Post(browser, SignIn.Out, await Token(browser), []);
        Assert.Equal(HttpStatusCode.SeeOther, left.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.Read("/alerts")).Status);
    }

    [Fact]
    public async Task Who_signs_in_after_another_begins_a_session_of_their_own_and_the_others_is_over()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z");
        var cookies = new CookieContainer();
        using var browser = Browser(suite, cookies);
        using var first = await Choose(browser, "do-01", "/");
        using var kept = new HttpClient(new HttpClientHandler { UseCookies = false }) { BaseAddress = suite.Address };
        kept.DefaultRequestHeaders.Add("Cookie", cookies.GetCookieHeader(suite.Address));
        Assert.Equal(HttpStatusCode.OK, (await kept.Read("/detentions")).Status);

        using var second = await Choose(browser, "insp-01", "/");

        Assert.Equal(HttpStatusCode.SeeOther, second.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.Read("/access-log")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await kept.Read("/access-log")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await kept.Read("/detentions")).Status);
    }

    [Fact]
    public async Task A_form_from_elsewhere_signs_nobody_in()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z");
        using var browser = Browser(suite);

        using var answer = await Post(browser, SignIn.Choose, "forged", new() { ["persona"] = "sgt-01" });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.Read("/alerts")).Status);
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example")]
    [InlineData("/\\elsewhere.example")]
    [InlineData("suites")]
    public async Task Nobody_is_sent_elsewhere_after_signing_in(string returnUrl)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z");
        using var browser = Browser(suite);
        using var chosen = await Choose(browser, "sgt-01", returnUrl);
        Assert.Equal("/", chosen.Headers.Location!.ToString());
    }

    [Fact]
    public async Task A_page_asked_for_by_nobody_leads_to_signing_in_and_back()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z");
        using var browser = Browser(suite);
        browser.DefaultRequestHeaders.Accept.ParseAdd("text/html");

        using var answer = await browser.GetAsync("/suites/CENTRAL");

        Assert.Equal(
            (HttpStatusCode.Redirect, "/sign-in?returnUrl=%2Fsuites%2FCENTRAL"),
            (answer.StatusCode, answer.Headers.Location!.ToString().Replace(suite.Address.ToString().TrimEnd('/'), "", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_restart_signs_nobody_out()
    {
        var folder = Directory.CreateTempSubdirectory("custodywatch-keys-");
        try
        {
            var cookies = new CookieContainer();
            await using (var before = await CustodySuite.Open("2026-06-10T12:00:00Z", folder.FullName))
            {
                using var browser = Browser(before, cookies);
                using var chosen = await Choose(browser, "sgt-01", "/");
            }
            await using var after = await CustodySuite.Open("2026-06-10T12:01:00Z", folder.FullName);
            using var again = Browser(after, cookies);
            Assert.Equal(HttpStatusCode.OK, (await again.Read("/alerts")).Status);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_name_that_only_leads_to_this_machine_is_turned_away()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z");
        using var client = suite.As("sgt-01");
        client.DefaultRequestHeaders.Host = "custody.example";
        Assert.Equal(HttpStatusCode.Forbidden, (await client.Read("/alerts")).Status);
    }

    private static HttpClient Browser(CustodySuite suite, CookieContainer? cookies = null) =>
        new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = cookies ?? new() }) { BaseAddress = suite.Address };

    private static async Task<HttpResponseMessage> Choose(HttpClient browser, string persona, string returnUrl) =>
        await Post(browser, SignIn.Choose, await Token(browser), new() { ["persona"] = persona, ["returnUrl"] = returnUrl });

    private static async Task<string> Token(HttpClient browser) =>
        TokenField().Match(await browser.GetStringAsync(SignIn.Page)).Groups["token"].Value;

    private static Task<HttpResponseMessage> Post(HttpClient browser, string path, string token, Dictionary<string, string> fields) =>
        browser.PostAsync(path, new FormUrlEncodedContent(fields.Append(new("__RequestVerificationToken", token))));

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"")]
    private static partial Regex TokenField();
}
