using System.Globalization;
using System.Text.Json;
using CustodyWatch.Storage.Sealing;
using Dapper;
using NodaTime;
using NodaTime.Text;

namespace CustodyWatch.Tests.Oversight.Recount;

/// <summary>One entry of the log, read from what lies in the table of events and nowhere else.</summary>
internal sealed record LogEntry(string Source, string Id, string Type, string Subject, Instant Time, JsonElement Data)
{
    // In the order of the page that defines them, which settles what happened at the same instant.
    private static readonly string[] Order = """
        arrived seen-by-custody-officer detention-authorised detention-refused left-for-other-station arrived-at-station
        rights-given responsible-person-told responsible-person-not-reached local-authority-told aa-requested aa-accepted aa-declined
        aa-arrived aa-left legal-adviser-requested legal-adviser-contacted legal-adviser-arrived legal-adviser-declined
        social-care-referred youth-justice-told child-view child-asked child-answered
        risk-assessed observation-changed visit meal-offered drink-offered rest-started rest-ended exercise-offered
        healthcare-requested healthcare-attended cell-placed cell-left woman-assigned woman-unassigned personal-needs-asked
        strip-searched force-used left-for-hospital questioned-in-hospital returned-from-hospital
        interview-started interview-ended review-held review-postponed extension-authorised warrant-applied warrant-granted
        warrant-extended warrant-refused
        charged bail-granted bail-refused accommodation-likely accommodation-unlikely accommodation-requested
        accommodation-answered accommodation-withdrawn transferred certificate-issued certificate-produced court-listed
        court-outcome released corrected
        """.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);

    private static readonly string[] Ranks = ["staff", "constable", "sergeant", "inspector", "chief-inspector", "superintendent", "chief-superintendent"];

    public string Force => Source.Split('/')[2];

    public string Suite => Source.Split('/')[4];

    /// <summary>Every entry of the log, as it was received.</summary>
    public static async Task<IReadOnlyList<LogEntry>> All(System.Data.Common.DbConnection connection) =>
        [.. (await connection.QueryAsync<SealedContent>("SELECT content FROM events")).Select(content => Of(JsonDocument.Parse(content.Bytes).RootElement))];

    /// <summary>What is said under a path of names; null when it is not said.</summary>
    public string? Says(params string[] path)
    {
        var at = Data;
        foreach (var name in path)
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at))
                return null;
        return at.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => at.ToString(),
        };
    }

    public bool Is(params string[] path) => Says(path) == "true";

    public Instant? Moment(string name) => Says(name) is { } text ? Parsed(text) : null;

    public int? Whole(string name) => Says(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    public bool IsRanked(string least) => Array.IndexOf(Ranks, Says("officer", "rank")) >= Array.IndexOf(Ranks, least);

    /// <summary>With another time, or other data, as a correction says.</summary>
    public LogEntry Replaced(JsonElement replacement) => this with
    {
        Time = replacement.TryGetProperty("time", out var time) ? Parsed(time.GetString()!) : Time,
        Data = replacement.TryGetProperty("data", out var data) ? data : Data,
    };

    public static IEnumerable<LogEntry> InOrder(IEnumerable<LogEntry> entries) => entries.OrderBy(entry => entry.Time)
        .ThenBy(entry => Array.IndexOf(Order, entry.Type)).ThenBy(entry => entry.Source, StringComparer.Ordinal).ThenBy(entry => entry.Id, StringComparer.Ordinal);

    private static LogEntry Of(JsonElement sent) => new(
        sent.GetProperty("source").GetString()!, sent.GetProperty("id").GetString()!, sent.GetProperty("type").GetString()!["custody.".Length..],
        sent.GetProperty("subject").GetString()!, Parsed(sent.GetProperty("time").GetString()!), sent.TryGetProperty("data", out var data) ? data : default);

    private static Instant Parsed(string text) =>
        Instant.FromUnixTimeMilliseconds(OffsetDateTimePattern.Rfc3339.Parse(text).Value.ToInstant().ToUnixTimeMilliseconds());
}
