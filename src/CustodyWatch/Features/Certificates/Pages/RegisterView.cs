using CustodyWatch.Access;
using CustodyWatch.Pace;
using Microsoft.AspNetCore.WebUtilities;
using NodaTime;
using NodaTime.Text;

namespace CustodyWatch.Features.Certificates.Pages;

/// <summary>The register as a page shows it.</summary>
public sealed record RegisterView
{
    public const string All = "all", Missing = "missing", Unseen = "unseen";

    public required string Shown { get; init; }
    public required IQueryCollection Query { get; init; }
    public required Caller Caller { get; init; }
    public required Instant Now { get; init; }
    public IReadOnlyList<RegisterRow> Rows { get; init; } = [];
    public IReadOnlyList<MissingRow> MissingRows { get; init; } = [];

    /// <summary>The force of each child on the page.</summary>
    public IEnumerable<string> Forces => Rows.Select(row => row.Force).Concat(MissingRows.Select(row => row.Force));

    /// <summary>Where the next page begins; null on the last.</summary>
    public string? Next { get; init; }

    public string NextUrl => QueryHelpers.AddQueryString("/certificates",
        Query.Where(one => one.Key != "after").ToDictionary(one => one.Key, one => (string?)one.Value.ToString()).Append(new("after", Next))
            .Append(new("view", Shown)).DistinctBy(one => one.Key));

    public string Given(string name) => Query[name].ToString();

    /// <summary>The start of a London day written as yyyy-mm-dd, some days later; null when it is not one.</summary>
    public static Instant? Day(string? text, int later) => LocalDatePattern.Iso.Parse(text ?? "") is { Success: true, Value: { Year: > 2000 and < 2200 } day }
        ? LondonTime.Zone.AtStartOfDay(day.PlusDays(later)).ToInstant()
        : null;
}
