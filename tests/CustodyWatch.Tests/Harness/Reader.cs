using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace CustodyWatch.Tests.Harness;

/// <summary>Somebody who reads pages and sends the forms on them, without script.</summary>
public sealed partial class Reader : IDisposable
{
    private readonly HttpClient _client;
    private string _token = "";

    /// <param name="persona">Who reads; null for somebody with no account.</param>
    public Reader(CustodySuite suite, string? persona)
    {
        // Redirects are not followed: on the way the client would forget who it is.
        _client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = suite.Address };
        if (persona is not null) _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Demo", persona);
        _client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
    }

    public async Task<(HttpStatusCode Status, string Html)> Open(string path)
    {
        using var answer = await _client.GetAsync(path);
        var html = await answer.Content.ReadAsStringAsync();
        if (Token().Match(html) is { Success: true } found) _token = found.Groups[1].Value;
        return (answer.StatusCode, WebUtility.HtmlDecode(html));
    }

    /// <summary>Where an address leads on to; null when it does not.</summary>
    public async Task<string?> LedTo(string path)
    {
        using var answer = await _client.GetAsync(path);
        return answer.Headers.Location?.ToString();
    }

    /// <summary>Sends a form of the page that was opened last; a redirect is what a form that was taken answers.</summary>
    public async Task<(HttpStatusCode Status, string Html, string? Location)> Send(string path, params IEnumerable<(string Name, string Value)> fields)
    {
        using var content = new FormUrlEncodedContent(
            fields.Append(("__RequestVerificationToken", _token)).Select(field => KeyValuePair.Create(field.Item1, field.Item2)));
        using var answer = await _client.PostAsync(path, content);
        return (answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), answer.Headers.Location?.ToString());
    }

    /// <summary>What a header says of the answer to a form with nothing in it.</summary>
    public async Task<string?> HeaderOf(string path, string header)
    {
        using var content = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", _token)]);
        using var answer = await _client.PostAsync(path, content);
        return answer.Headers.TryGetValues(header, out var values) ? string.Join(", ", values) : null;
    }

    public void Dispose() => _client.Dispose();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
