using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Pace.Accommodation;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Rules.Limits;
using CustodyWatch.Pace.Rules.Reviews;
using CustodyWatch.Pace.Rules.Welfare;
using CustodyWatch.Storage;
using NodaTime;

namespace CustodyWatch.Screens.Entries;

/// <summary>Tells whoever has recorded something that does not count that it does not, and why. What counts is decided by the clock or gate that waits for it.</summary>
public static class Uncounted
{
    /// <summary>What an address says it with, in a word.</summary>
    public const string Name = "uncounted";

    private const string TooLow = "rank", OfVoid = "void";

    /// <summary>The word for why an entry does not count; null when it counts, or when nothing waits for it.</summary>
    public static async Task<string?> Of(Database database, DetentionRow detention, ScreenEntry entry, CancellationToken cancel) =>
        entry.Kind is EventKind.Visit or EventKind.ReviewHeld or EventKind.ExtensionAuthorised or EventKind.InterviewStarted or EventKind.CertificateProduced
            ? (await Find(database, detention, entry, entry.Id, cancel))?.Word
            : null;

    /// <summary>The same of what an entry that was put right says now, with the kind of it before the word.</summary>
    public static async Task<string?> OfPutRight(Database database, DetentionRow detention, ScreenEntry correction, string corrected, CancellationToken cancel) =>
        await Find(database, detention, correction, corrected, cancel) is { } found ? $"{Vocabulary<EventKind>.Word(found.Kind)}.{found.Word}" : null;

    private static async Task<(EventKind Kind, string Word)?> Find(
        Database database, DetentionRow detention, ScreenEntry entry, string id, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        var known = await Record.OfId(connection, detention.Id);
        var until = Instant.Max(entry.Occurred, entry.Recorded);
        var at = known.Entries(until).FirstOrDefault(one => one.Id == id && one.Source == SourceName.Of(entry.Suite));
        return at is not null && Why(known.Clocks(until).Record, at) is { } word ? (at.Kind, word) : null;
    }

    private static string? Why(CustodyRecord record, CustodyEvent at) => at.Fact switch
    {
        Visit => VisitFaults.Of(record, at) is { } fault ? Vocabulary<VisitFault>.Word(fault) : null,
        ReviewHeld review => ReviewFaults.Of(record, at, review) is { } fault ? Vocabulary<ReviewFault>.Word(fault) : null,
        ExtensionAuthorised => ExtensionFaults.Of(record, at) is { } fault ? Vocabulary<ExtensionFault>.Word(fault) : null,
        InterviewStarted { AppropriateAdultPresent: false, UrgentAuthority.Rank: < Rank.Superintendent } => TooLow,
        CertificateProduced produced => CertificateValidity.IsVoid(record, produced.CertificateId, record.Events.Count(entry => entry.CompareTo(at) < 0)) ? OfVoid : null,
        _ => null,
    };

    /// <summary>The word as a sentence; null for anything that is none.</summary>
    public static string? Say(EventKind kind, string word) =>
        kind == EventKind.Corrected
            ? word.Split('.', 2) is [var of, var why] && EventKinds.Parse("custody." + of) is { } corrected && As(corrected, why) is { } now
                ? $"Recorded, but what was put right does not count {now}."
                : null
            : As(kind, word) is { } said ? $"Recorded, but it does not count {said}." : null;

    private static string? As(EventKind kind, string word) => kind switch
    {
        EventKind.Visit when Vocabulary<VisitFault>.Parse(word) is { } fault => $"as a visit: {Because(fault)}",
        EventKind.ReviewHeld when Vocabulary<ReviewFault>.Parse(word) is { } fault => $"as a review: {Because(fault)}",
        EventKind.ExtensionAuthorised when Vocabulary<ExtensionFault>.Parse(word) is { } fault => $"as an extension: {Because(fault)}. The limit stands where it stood",
        EventKind.InterviewStarted when word == TooLow => "as urgent authority: only a superintendent or above can let an interview begin with no appropriate adult",
        EventKind.CertificateProduced when word == OfVoid => "as a certificate produced: the certificate itself does not count",
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

    private static string Because(ExtensionFault fault) => fault switch
    {
        ExtensionFault.Rank => "only a superintendent or above may give one",
        ExtensionFault.BeforeSecondReview => "the second review had not been held",
        ExtensionFault.TooLate => "it was given too late",
        ExtensionFault.TooLong => "it runs past 36 hours",
        ExtensionFault.SummaryOnly => "no offence on the record can be tried in the Crown Court",
        _ => "the detention was over then",
    };
}
