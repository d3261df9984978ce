using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Pace.Accommodation;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Rules.Safeguards;
using CustodyWatch.Pace.Settings;
using CustodyWatch.Storage;
using NodaTime;

namespace CustodyWatch.Screens;

/// <summary>
/// What has become of a charged child, of what the record says: bail, the place for the night, the court; and of any child, charged or
/// not, that the child has to go.
/// </summary>
/// <param name="Line">All of it in one line.</param>
/// <param name="Latest">What is to be known from afar: that the child has to go, the bail or, where it is refused, the place.</param>
public sealed record HowItStands(string Line, string Latest)
{
    /// <summary>Whether the child is to be released: bail stands granted, a review decided on it, or the child is under ten.</summary>
    public bool ToBeReleased { get; init; }

    /// <summary>Whether the child was under eighteen when bail was refused; null where bail does not stand refused.</summary>
    public bool? WasChildWhenRefused { get; init; }

    /// <summary>That the child has to go, in a sentence without its end; null where nothing says so.</summary>
    public string? Going { get; init; }

    private static readonly string[] Types =
    [
        .. new[]
        {
            EventKind.Arrived, EventKind.DetentionAuthorised, EventKind.HealthcareAttended, EventKind.LeftForHospital,
            EventKind.ReturnedFromHospital, EventKind.ReviewHeld, EventKind.Charged, EventKind.BailGranted, EventKind.BailRefused,
            EventKind.AccommodationRequested, EventKind.AccommodationAnswered, EventKind.AccommodationWithdrawn, EventKind.CourtListed,
            EventKind.Corrected,
        }.Select(kind => kind.TypeName()),
    ];

    // A child who has to go without bail has had one of these clocks.
    private static readonly string ClocksOfGoing = string.Join(
        ", ", new[] { ClockName.ReleaseAfterReview, ClockName.UnderAge, ClockName.NotFit }.Select(name => $"'{Vocabulary<ClockName>.Word(name)}'"));

    /// <summary>Asks for the lines of those who are held, by the id of the detention; who is not charged and need not go has none.</summary>
    internal static Func<IReadOnlyDictionary<string, HowItStands>> AskHeld(Reads reads, Scope scope, Instant now)
    {
        var (held, values) = Standing.HeldIn(scope, now);
        var told = EventRow.AskToldOf(
            reads, $"SELECT d.id {held} AND (d.charged_at IS NOT NULL OR EXISTS (SELECT 1 FROM clocks k WHERE k.detention_id = d.id AND k.clock IN ({ClocksOfGoing})))",
            values, Types);
        return () => told.Rows.GroupBy(row => row.DetentionId)
            .Select(rows => (Id: rows.Key, Stands: Of(CustodyRecord.Fold([.. rows.Select(row => row.ToEvent())], LocalSettings.Default, now))))
            .Where(one => one.Stands is not null).ToDictionary(one => one.Id, one => one.Stands!);
    }

    /// <param name="record">The record of a child who is here, as it stands.</param>
    public static HowItStands? Of(CustodyRecord record)
    {
        var (entries, now, going) = (record.Events, record.At, MustGo.Of(record));
        var goes = going is null ? null : Said(going);
        if (entries.FirstOrDefault(entry => entry.Fact is Charged) is not { } charged)
            return goes is null ? null : Stands(Words.Capital(goes), "");
        var bail = BailStanding.Of(entries);
        var listed = entries.Select(entry => entry.Fact).OfType<CourtListed>().LastOrDefault();
        var court = listed is null ? null : $"court {At(listed.SittingAt)}";
        if (going is { ToBeReleased: true }) return Stands(InOneLine($"Charged {At(charged.Occurred)}", court, goes), "");
        var decided = bail is null ? "bail not decided" : "bail refused";
        var place = Place(PlaceRequests.Of(entries));
        return Stands(
            InOneLine($"Charged {At(charged.Occurred)}", decided, place, court, goes),
            bail is null ? $"Charged, {decided}" : Words.Capital(place ?? decided));

        HowItStands Stands(string line, string latest) => new(line, going is null ? latest : FromAfar(going))
        {
            ToBeReleased = going is { ToBeReleased: true },
            Going = goes is null ? null : Words.Capital(goes),
            WasChildWhenRefused = record.BailRefusals.LastOrDefault(refusal => refusal.GrantedAt is null)?.IsChild,
        };

        string Said(MustGo one) => one.Because switch
        {
            MustGoBecause.UnderTen => "under ten: the child is to be let go, or kept safe under the Children Act",
            MustGoBecause.Bail => $"bail granted {At(one.Since!.Value)}: the child is to be released",
            MustGoBecause.Review => $"a review decided on release {At(one.Since!.Value)}: the child is to be released",
            _ => $"found not fit to be detained {At(one.Since!.Value)}: hospital or release",
        };

        string? Place(IReadOnlyList<PlaceRequest> requests) =>
            requests.LastOrDefault(request => request.PlaceStands)?.Standing is { } given ? $"place given {At(given.At)}"
            : requests.LastOrDefault(request => request.FactAskedAt is not null)?.FactAskedAt is { } asked ? $"the authority asks a fact first, {At(asked)}"
            : requests.LastOrDefault(request => request.Waiting) is { } waiting ? $"place asked for {At(waiting.AskedAt)}"
            : requests.LastOrDefault(request => request is { EndedWithBail: false, Standing: not null })?.Standing is { } declined ? $"place declined {At(declined.At)}"
            : bail is not null && requests.Any(request => request is { EndedWithBail: true, WithdrawnAt: null }) ? "place to be asked for again"
            : null;

        string At(Instant at) => LondonText.OtherDay(at, now) is { } day ? $"{day} {LondonText.Clock(at)}" : LondonText.Clock(at);
    }

    private static string FromAfar(MustGo going) => going.Because switch
    {
        MustGoBecause.UnderTen => "Under ten: to be let go",
        MustGoBecause.Bail => "Bail granted: to be released",
        MustGoBecause.Review => "Review decided: to be released",
        _ => "Not fit: hospital or release",
    };

    private static string InOneLine(params string?[] parts) => string.Join(", ", parts.OfType<string>());
}
