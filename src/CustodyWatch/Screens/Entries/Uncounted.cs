using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Rules.Reviews;
using CustodyWatch.Pace.Rules.Welfare;
using CustodyWatch.Storage;
using NodaTime;

namespace CustodyWatch.Screens.Entries;

/// <summary>Tells whoever has recorded a visit or a review that it does not count, and why, by the test of its clock.</summary>
public static class Uncounted
{
    /// <summary>What an address says it with, in a word.</summary>
    public const string Name = "uncounted";

    /// <summary>The word for why an entry does not count; null when it counts, or when nothing waits for it.</summary>
    public static async Task<string?> Of(Database database, DetentionRow detention, ScreenEntry entry, CancellationToken cancel)
    {
        if (entry.Kind is not (EventKind.Visit or EventKind.ReviewHeld)) return null;
        await using var connection = await database.Open(cancel);
        var known = await Record.OfId(connection, detention.Id);
        var at = known.Entries(Instant.Max(entry.Occurred, entry.Recorded)).FirstOrDefault(one => one.Id == entry.Id && one.Source == SourceName.Of(entry.Suite));
        if (at is null) return null;
        var record = known.Clocks(Instant.Max(entry.Occurred, entry.Recorded)).Record;
        return at.Fact switch
        {
            Visit => VisitFaults.Of(record, at) is { } fault ? Vocabulary<VisitFault>.Word(fault) : null,
            ReviewHeld review => ReviewFaults.Of(record, at, review) is { } fault ? Vocabulary<ReviewFault>.Word(fault) : null,
            _ => null,
        };
    }

    /// <summary>The word as a sentence; null for anything that is none.</summary>
    public static string? Say(EventKind kind, string word) => kind switch
    {
        EventKind.Visit when Vocabulary<VisitFault>.Parse(word) is { } fault => $"Recorded, but it does not count as a visit: {Because(fault)}.",
        EventKind.ReviewHeld when Vocabulary<ReviewFault>.Parse(word) is { } fault => $"Recorded, but it does not count as a review: {Because(fault)}.",
        _ => null,
    };

    /// <summary>Who holds a review, and that nobody lower can.</summary>
    public static string WhoReviews(bool charged) =>
        $"{Words.Sentence(Vocabulary<Rank>.Word(ReviewFaults.RankNeeded(charged)))} or above {(charged ? "after" : "before")} charge: a review by anyone lower does not count";

    private static string Because(VisitFault fault) => fault switch
    {
        VisitFault.NotRoused => "the child must be roused, in the cell",
        VisitFault.ByCamera => "a camera is no visit",
        VisitFault.Away => "the child was not here then",
        VisitFault.Interviewed => "the child was being interviewed then",
        VisitFault.BeforeArrival => "the child had not arrived then",
        _ => "the detention was over then",
    };

    private static string Because(ReviewFault fault) => fault switch
    {
        ReviewFault.Rank => "the officer is too low in rank. An inspector or above holds it before charge, a sergeant or above after",
        ReviewFault.BeforeAuthorisation => "detention was not authorised then",
        _ => "the detention was over then",
    };
}
