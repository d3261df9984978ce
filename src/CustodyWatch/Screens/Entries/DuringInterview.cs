using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Rules.Welfare;
using CustodyWatch.Storage;
using NodaTime;

namespace CustodyWatch.Screens.Entries;

/// <summary>Tells whoever has recorded rest or a cell while an interview is open, which counts, that no visit falls due until its end is recorded.</summary>
public static class DuringInterview
{
    /// <summary>What an address says it with, in a word.</summary>
    public const string Name = "during";

    private const string Interview = "interview";

    /// <summary>The word for an entry made during an open interview; null for any other entry.</summary>
    public static async Task<string?> Of(Database database, DetentionRow detention, ScreenEntry entry, CancellationToken cancel)
    {
        if (!Is(entry.Kind)) return null;
        await using var connection = await database.Open(cancel);
        var known = await Record.OfId(connection, detention.Id);
        return VisitFaults.InterviewedSince(known.Clocks(Instant.Max(entry.Occurred, entry.Recorded)).Record) is null ? null : Interview;
    }

    /// <summary>The word as a sentence; null for anything that is none.</summary>
    public static string? Say(EventKind kind, string word) =>
        Is(kind) && word == Interview ? "An interview is still open: until its end is recorded no visit falls due." : null;

    private static bool Is(EventKind kind) => kind is EventKind.RestStarted or EventKind.CellPlaced;
}
