using System.Text;
using System.Text.RegularExpressions;
using CustodyWatch.Access;
using CustodyWatch.Tests.Harness;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace CustodyWatch.Tests.Fuzz;

/// <summary>Requests that nobody in good faith would send, the same for the same seed.</summary>
internal sealed partial class HostileRequests(int seed, IReadOnlyList<RouteEndpoint> endpoints, IReadOnlyList<string> ids)
{
    private static readonly string[] Nasty =
    [
        "", " ", "null", "0", "-1", "2147483648", "99999999999999999999", "1e999", "NaN", "true", "[]", "{}", "\"", "'", "' OR '1'='1", "'; DROP TABLE events; --",
        "../../../etc/passwd", "%2e%2e%2f", "%00", "%ff%fe", "\r\nX-Injected: 1", "<script>alert(1)</script>", "{{7*7}}", "${jndi:ldap://x}", "0000-00-00",
        "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "2026-06-10T25:61:61Z", "2026-02-30", "PT-1H", "P999999999D", "\u0000", "\ud800", "\u202e", "😀", "ＡＢ", "e\u0301",
        "CENTRAL", "OTHER", "98", "99", "E08000099", "E10000098", "all", "open", "*", "%", "_",
    ];

    private static readonly string[] Names =
    [
        "id", "force", "suite", "authority", "from", "to", "at", "knownAt", "history", "limit", "cursor", "state", "status", "within", "by", "rule", "size", "seed", "subject",
        "user", "after", "code", "name", "reason", "grade", "note", "kind", "decision", "confirm", "until", "event", "action", "limb", "missing", "publication", "stage",
        "specversion", "source", "type", "time", "recordedtime", "data", "numbers", "officer", "confirmations", "circumstances", "returnUrl", "persona", "to", "token", "lang",
    ];

    private static readonly string[] ContentTypes =
    [
        "application/json", "application/cloudevents+json", "application/cloudevents-batch+json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
        "text/plain", "application/xml", "application/json; charset=utf-16",
    ];

    private readonly Random _chance = new(seed);

    public HttpRequestMessage Next(out string persona)
    {
        persona = Pick(Personas.All).Name;
        var endpoint = Pick(endpoints);
        var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods;
        var method = _chance.Next(10) == 0 ? Pick(["PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "POST", "GET"]) : methods is { Count: > 0 } ? Pick(methods) : "GET";
        var request = new HttpRequestMessage(new HttpMethod(method), Address(endpoint));
        if (_chance.Next(20) != 0) request.Headers.Authorization = new("Demo", _chance.Next(50) == 0 ? "nobody" : persona);
        if (_chance.Next(2) == 0) request.Headers.TryAddWithoutValidation("Accept", Pick(["text/html", "application/json", "application/pdf", "*/*", "text/html;q=2", ";;,", "image/png"]));
        if (_chance.Next(15) == 0) request.Headers.TryAddWithoutValidation("X-Access-Reason", Header(Word()));
        if (_chance.Next(30) == 0) request.Headers.TryAddWithoutValidation("Cookie", $"custodywatch-demo={Header(Word())}");
        if (method is not ("GET" or "HEAD")) request.Content = Body(endpoint);
        return request;
    }

    private Uri Address(RouteEndpoint endpoint)
    {
        var path = Hole().Replace("/" + endpoint.RoutePattern.RawText!.TrimStart('/'), _ => Uri.EscapeDataString(Safe(_chance.Next(2) == 0 ? Pick(ids) : Word())) is { Length: > 0 } text ? text : "x");
        var query = string.Join('&', Enumerable.Range(0, _chance.Next(5)).Select(_ => $"{Pick(Names)}={Uri.EscapeDataString(Safe(Word()))}"));
        return new Uri(query.Length == 0 ? path : $"{path}?{query}", UriKind.Relative);
    }

    private ByteArrayContent Body(RouteEndpoint endpoint)
    {
        var takes = endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes;
        var type = _chance.Next(6) != 0 && takes is { Count: > 0 } ? Pick(takes) : Pick(ContentTypes);
        var content = new ByteArrayContent(Content(type));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return content;
    }

    private byte[] Content(string type)
    {
        switch (_chance.Next(12))
        {
            case 0:
                var noise = new byte[_chance.Next(400)];
                _chance.NextBytes(noise);
                return noise;
            case 1: return Encoding.UTF8.GetBytes(new string('[', _chance.Next(2000)) + new string(']', _chance.Next(2000)));
            case 2: return [];
            default:
                return type.Contains("urlencoded", StringComparison.Ordinal)
                    ? Encoding.UTF8.GetBytes(string.Join('&', Enumerable.Range(0, _chance.Next(8)).Select(_ => $"{Pick(Names)}={Uri.EscapeDataString(Safe(Word()))}")))
                    : Encoding.UTF8.GetBytes(type.Contains("cloudevents", StringComparison.Ordinal) ? Event(type) : Json(0));
        }
    }

    // Near enough to a real event that most of the way in is walked.
    private string Event(string type)
    {
        var told = _chance.Next(3) switch
        {
            0 => Told.Arrived("2026-06-10T18:00:00Z", record: $"F-{_chance.Next(40)}", id: $"f-{_chance.Next()}"),
            1 => Told.Drink("2026-06-10T19:00:00Z", record: $"F-{_chance.Next(40)}", id: $"f-{_chance.Next()}"),
            _ => Told.Event(Pick(["charged", "review-held", "corrected", "visit", "certificate-issued", "released", "nonsense"]), "2026-06-10T20:00:00Z", new { }, $"F-{_chance.Next(40)}", id: $"f-{_chance.Next()}"),
        };
        var text = told.ToJsonString();
        if (_chance.Next(3) == 0) text = text.Replace($"\"{Pick(["id", "subject", "time", "type", "source", "data", "child", "dateOfBirth"])}\":", $"\"{Pick(Names)}\":{Json(2)},\"{Pick(Names)}\":", StringComparison.Ordinal);
        return type.Contains("batch", StringComparison.Ordinal) ? $"[{text}{(_chance.Next(2) == 0 ? "" : "," + Json(1))}]" : text;
    }

    private string Json(int depth) => _chance.Next(depth > 3 ? 4 : 7) switch
    {
        0 => System.Text.Json.JsonSerializer.Serialize(Safe(Word())),
        1 => Pick(["null", "true", "0", "-1", "1e400", "12345678901234567890", "0.1"]),
        2 => "\"" + Pick(["2026-06-10T18:00:00Z", "\\ud800", "\\u0000", "constable", "sergeant"]) + "\"",
        3 => "{}",
        4 => $"[{string.Join(',', Enumerable.Range(0, _chance.Next(4)).Select(_ => Json(depth + 1)))}]",
        _ => $"{{{string.Join(',', Enumerable.Range(0, _chance.Next(6)).Select(_ => $"\"{Pick(Names)}\":{Json(depth + 1)}"))}}}",
    };

    private string Word() => _chance.Next(12) switch
    {
        0 => new string(Pick(["a", "é", "0", "/", " "])[0], _chance.Next(1, 3000)),
        1 => Pick(ids),
        _ => Pick(Nasty),
    };

    private T Pick<T>(IReadOnlyList<T> all) => all[_chance.Next(all.Count)];

    // A client of ours cannot write half of a surrogate pair into an address.
    private static string Safe(string text) => text.Replace("\ud800", "\ufffd", StringComparison.Ordinal);

    private static string Header(string text) => new([.. text.Where(c => c is > ' ' and < '\u007f')]);

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Hole();
}
