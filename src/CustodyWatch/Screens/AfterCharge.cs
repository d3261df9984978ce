using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Pace.Accommodation;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Storage;
using NodaTime;

namespace CustodyWatch.Screens;

/// <summary>What has become of a charged child, of what the record says: bail, the place for the night, the court.</summary>
/// <param name="Line">All of it in one line.</param>
/// <param name="Latest">What is to be known from afar: the bail or, where it is refused, the place.</param>
public sealed record AfterCharge(string Line, string Latest)
{
    /// <summary>Whether bail was granted and stands, so that the child is to be released.</summary>
    public bool ToBeReleased { get; init; }

    private static readonly string[] Types =
    [
        .. new[]
        {
            EventKind.DetentionAuthorised, EventKind.Charged, EventKind.BailGranted, EventKind.BailRefused, EventKind.AccommodationRequested,
            EventKind.AccommodationAnswered, EventKind.AccommodationWithdrawn, EventKind.CourtListed, EventKind.Corrected,
        }.Select(kind => kind.TypeName()),
    ];

    /// <summary>Asks for the lines of those who are held, by the id of the detention; who is not charged has none.</summary>
    internal static Func<IReadOnlyDictionary<string, AfterCharge>> AskHeld(Reads reads, Scope scope, Instant now)
    {
        var (held, values) = Standing.HeldIn(scope, now);
        var told = EventRow.AskToldOf(reads, $"SELECT d.id {held} AND d.charged_at IS NOT NULL", values, Types);
        return () => told.Rows.GroupBy(row => row.DetentionId)
            .Select(rows => (Id: rows.Key, Stands: Of([.. Corrections.Apply([.. rows.Select(row => row.ToEvent())]).Where(entry => entry.Occurred <= now).Order()], now)))
            .Where(one => one.Stands is not null).ToDictionary(one => one.Id, one => one.Stands!);
    }

    /// <param name="entries">The entries that count, in order.</param>
    /// <param name="now">When it is read.</param>
    public static AfterCharge? Of(IReadOnlyList<CustodyEvent> entries, Instant now)
    {
        if (entries.FirstOrDefault(entry => entry.Fact is Charged) is not { } charged) return null;
        var bail = BailStanding.Of(entries);
        var listed = entries.Select(entry => entry.Fact).OfType<CourtListed>().LastOrDefault();
        var court = listed is null ? null : $"court {At(listed.SittingAt)}";
        if (bail is { Fact: BailGranted })
            return new AfterCharge(
                string.Join(", ", new[] { $"Charged {At(charged.Occurred)}", court, $"bail granted {At(bail.Occurred)}: the child is to be released" }.OfType<string>()),
                "Bail granted: to be released")
            {
                ToBeReleased = true,
            };
        var decided = bail is null ? "bail not decided" : "bail refused";
        var place = Place(PlaceRequests.Of(entries));
        var line = string.Join(", ", new[] { $"Charged {At(charged.Occurred)}", decided, place, court }.OfType<string>());
        return new AfterCharge(line, bail is null ? $"Charged, {decided}" : Words.Capital(place ?? decided));

        string? Place(IReadOnlyList<PlaceRequest> requests) =>
            requests.LastOrDefault(request => request.PlaceStands)?.Standing is { } given ? $"place given {At(given.At)}"
            : requests.LastOrDefault(request => request.FactAskedAt is not null)?.FactAskedAt is { } asked ? $"the authority asks a fact first, {At(asked)}"
            : requests.LastOrDefault(request => request.Waiting) is { } waiting ? $"place asked for {At(waiting.AskedAt)}"
            : requests.LastOrDefault(request => request is { EndedWithBail: false, Standing: not null })?.Standing is { } declined ? $"place declined {At(declined.At)}"
            : bail is not null && requests.Any(request => request is { EndedWithBail: true, WithdrawnAt: null }) ? "place to be asked for again"
            : null;

        string At(Instant at) => LondonText.OtherDay(at, now) is { } day ? $"{day} {LondonText.Clock(at)}" : LondonText.Clock(at);
    }
}
