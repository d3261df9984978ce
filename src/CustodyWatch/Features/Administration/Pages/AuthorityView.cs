using CustodyWatch.Log.Reference;
using CustodyWatch.Screens.Entries;
using Microsoft.Extensions.Primitives;

namespace CustodyWatch.Features.Administration.Pages;

/// <summary>A local authority as its page shows it.</summary>
public sealed record AuthorityView
{
    public required string Code { get; init; }

    /// <summary>What is known of it; null for a code that is not among the authorities yet.</summary>
    public required AuthorityRow? Row { get; init; }

    /// <summary>Newest first.</summary>
    public required IReadOnlyList<AuthorityChangeRow> History { get; init; }

    /// <summary>What of its changes a form was drawn with: whoever sends an older one has not seen them all.</summary>
    public string Seen => $"{History.Count}";

    public required IReadOnlyList<Field> Fields { get; init; }
    public required Func<string, StringValues> Given { get; init; }
    public EntryErrors Errors { get; init; } = EntryErrors.None;

    /// <summary>What an entry of the history says, in the words of the form.</summary>
    public static IEnumerable<(string Label, string Text)> Lines(AuthorityRow row) => new (string, string?)[]
    {
        ("Name", row.Name), ("By night", row.NightContact), ("By day", row.DayContact), ("Head of service", row.HeadOfServiceContact), ("Last tried", row.LastTested),
    }.Where(line => line.Item2 is not null).Select(line => (line.Item1, line.Item2!));
}
