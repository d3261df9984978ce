using Microsoft.Net.Http.Headers;

namespace CustodyWatch.Http;

/// <summary>Which of several forms of an answer the caller would rather have (RFC 9110 12.5.1).</summary>
public static class Accepted
{
    public const string Json = "application/json", Html = "text/html", Pdf = "application/pdf";

    /// <summary>The best of those offered, the first when it is all the same to the caller; null when none will do.</summary>
    public static string? Best(HttpRequest request, params ReadOnlySpan<string> offered)
    {
        var ranges = request.GetTypedHeaders().Accept;
        if (request.Headers.Accept.Count == 0 || (ranges.Count == 0 && string.IsNullOrWhiteSpace(request.Headers.Accept))) return offered[0];
        var (best, highest) = ((string?)null, 0.0);
        foreach (var type in offered)
            if (Quality(ranges, type) is var quality && quality > highest)
                (best, highest) = (type, quality);
        return best;
    }

    // Of the ranges that cover a type the most exact one counts.
    private static double Quality(IList<MediaTypeHeaderValue> ranges, string type)
    {
        var media = new MediaTypeHeaderValue(type);
        return ranges.Where(range => media.IsSubsetOf(range))
            .OrderByDescending(range => range.MatchesAllTypes ? 0 : range.MatchesAllSubTypes ? 1 : 2)
            .Select(range => range.Quality ?? 1).FirstOrDefault();
    }
}
