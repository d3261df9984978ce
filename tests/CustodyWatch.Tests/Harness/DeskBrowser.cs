using System.Net;
using System.Text.RegularExpressions;

namespace CustodyWatch.Tests.Harness;

/// <summary>A browser on a desk or a wall, with its own cookies, in which people sign in as personas, and which may be a suite's screen.</summary>
public sealed partial class DeskBrowser : IDisposable
{
    private readonly HttpClient _client;
    private string _token = "";

    public DeskBrowser(CustodySuite suite)
    {
        _client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = Cookies }) { BaseAddress = suite.Address };
        _client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
    }

    public CookieContainer Cookies { get; } = new();

    /// <summary>A page, or where it sends one.</summary>
    public async Task<(HttpStatusCode Status, string Html, string? Location)> Open(string path)
    {
        using var answer = await _client.GetAsync(path);
        return await Read(answer);
    }

    public async Task<(HttpStatusCode Status, string Html, string? Location)> Send(string path, params IEnumerable<(string Name, string Value)> fields)
    {
        using var content = new FormUrlEncodedContent(
            fields.Append(("__RequestVerificationToken", _token)).Select(field => KeyValuePair.Create(field.Item1, field.Item2)));
        using var answer = await _client.PostAsync(path, content);
        return await Read(answer);
    }

    public async Task<HttpStatusCode> Ask(HttpMethod method, string path, string contentType = "application/json", params IEnumerable<(string Name, string Value)> headers)
    {
        using var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        request.Headers.Accept.ParseAdd("application/json");
        if (method != HttpMethod.Get) request.Content = new StringContent(contentType == "application/json" ? "{}" : "", System.Text.Encoding.UTF8, contentType);
        using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return answer.StatusCode;
    }

    public async Task SignIn(string persona)
    {
        await Open("/sign-in");
        Assert.Equal(HttpStatusCode.SeeOther, (await Send("/sign-in/demo", ("persona", persona))).Status);
    }

    public async Task SignOut()
    {
        await Open("/cookies");
        Assert.Equal(HttpStatusCode.SeeOther, (await Send("/sign-out")).Status);
    }

    public async Task SetPin(string persona, string pin)
    {
        await SignIn(persona);
        await Open("/pin");
        Assert.Equal(HttpStatusCode.SeeOther, (await Send("/pin", ("pin", pin), ("again", pin))).Status);
    }

    public async Task BecomeScreen(string suite = "99/CENTRAL", string name = "wall-1", string by = "insp-01")
    {
        await SignIn(by);
        await Open("/screens");
        Assert.Equal(HttpStatusCode.SeeOther, (await Send("/screens", ("suite", suite), ("name", name))).Status);
    }

    public async Task<HttpStatusCode> TapIn(string user, string pin)
    {
        await Open("/tap-in");
        return (await Send("/tap-in", ("user", user), ("pin", pin))).Status;
    }

    public void Dispose() => _client.Dispose();

    private async Task<(HttpStatusCode Status, string Html, string? Location)> Read(HttpResponseMessage answer)
    {
        var html = await answer.Content.ReadAsStringAsync();
        if (Token().Match(html) is { Success: true } found) _token = found.Groups[1].Value;
        return (answer.StatusCode, WebUtility.HtmlDecode(html), answer.Headers.Location?.ToString());
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
