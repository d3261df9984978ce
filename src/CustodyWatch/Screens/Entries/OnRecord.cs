using CustodyWatch.Log;
using CustodyWatch.Log.Reference;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Rules.Welfare;
using CustodyWatch.Storage;
using NodaTime;

namespace CustodyWatch.Screens.Entries;

/// <summary>What a record already holds that a new entry may be about, so that nobody has to copy an id.</summary>
public sealed record OnRecord
{
    public static readonly OnRecord Nothing = new();

    /// <summary>What the child asked for and nobody has answered.</summary>
    public IReadOnlyList<Option> Waiting { get; init; } = [];

    /// <summary>Requests for a place that were not withdrawn.</summary>
    public IReadOnlyList<Option> Places { get; init; } = [];

    /// <summary>Everything the child asked for, and every request for a place, whatever became of it.</summary>
    public IReadOnlyList<Option> EverAsked { get; init; } = [];

    /// <inheritdoc cref="EverAsked"/>
    public IReadOnlyList<Option> EveryPlace { get; init; } = [];

    public IReadOnlyList<Option> Certificates { get; init; } = [];

    /// <summary>When the child was arrested; null when nobody has said.</summary>
    public Instant? ArrestedAt { get; init; }

    /// <summary>Where the child is, when not in the suite.</summary>
    public Absence? Away { get; init; }

    /// <summary>Since when an interview has gone on that nobody has ended; null when none does.</summary>
    public Instant? InterviewSince { get; init; }

    /// <summary>Whether each visit must rouse the child.</summary>
    public bool MustBeRoused { get; init; }

    /// <summary>Whether the child is charged: then a sergeant can hold a review.</summary>
    public bool IsCharged { get; init; }

    public static async Task<OnRecord> Read(Database database, string detentionId, Instant now, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        var known = await Log.Record.OfId(connection, detentionId);
        var (entries, record) = (known.Entries(now), known.Clocks(now).Record);
        var answered = Of<ChildAnswered>().Select(one => one.Fact.RequestId).ToHashSet(StringComparer.Ordinal);
        var withdrawn = Of<AccommodationWithdrawn>().Select(one => one.Fact.RequestId).ToHashSet(StringComparer.Ordinal);
        Option[] asked = [.. Of<ChildAsked>().Select(one => new Option(
            one.Fact.RequestId, $"{Words.Sentence(Vocabulary<AskedFor>.Word(one.Fact.For))}, asked {Time(one.At)}"))];
        Option[] places = [.. Of<AccommodationRequested>().Select(one => new Option(
            one.Fact.RequestId,
            $"{Words.Sentence(Vocabulary<AccommodationKind>.Word(one.Fact.Kind))}, {Authorities.NameOf(one.Fact.Authority)}, asked {Time(one.At)}"))];
        return new OnRecord
        {
            Waiting = [.. asked.Where(one => !answered.Contains(one.Value))],
            Places = [.. places.Where(one => !withdrawn.Contains(one.Value))],
            EverAsked = asked,
            EveryPlace = places,
            Certificates = [.. Of<CertificateIssued>().Select(one => new Option(
                one.Fact.CertificateId, $"{LimbWords.Of(Vocabulary<CertificateLimb>.Word(one.Fact.Limb))}, signed {Time(one.At)}"))],
            Away = record.Away,
            InterviewSince = VisitFaults.InterviewedSince(record),
            MustBeRoused = VisitFaults.MustRouse(record),
            IsCharged = record.ChargedAt is not null,
            ArrestedAt = Of<Arrived>().Select(one => one.Fact.ArrestedAt).FirstOrDefault(),
        };

        IEnumerable<(T Fact, Instant At)> Of<T>() where T : Fact =>
            entries.Where(entry => entry.Fact is T).Select(entry => ((T)entry.Fact, entry.Occurred));

        string Time(Instant at) => LondonText.Time(at, now);
    }

    /// <summary>
    /// The fields of a form, with a choice in place of an id wherever there is something to choose from, and with what an entry needs if it
    /// is to count.
    /// </summary>
    public IReadOnlyList<Field> Offer(EventKind kind, IReadOnlyList<Field> fields) => [.. Choose(kind, fields).Select(field => (kind, field.Path) switch
    {
        (EventKind.Visit, "roused") when MustBeRoused =>
            field with { Required = true, Hint = "This child must be roused, in the cell: a visit without it does not count" },
        (EventKind.ReviewHeld, "officer.rank") => field.With(Uncounted.WhoReviews(IsCharged)),
        _ => field,
    })];

    /// <summary>
    /// The same of a form that puts an entry right: what it is about is chosen among all that was ever asked. Where it is about nothing on
    /// the record, its id stands as it is.
    /// </summary>
    public IReadOnlyList<Field> OfferAgain(EventKind kind, IReadOnlyList<Field> fields, Func<Field, string> standing)
    {
        var whole = this with { Waiting = EverAsked, Places = EveryPlace };
        return [.. whole.Choose(kind, fields).Zip(fields, (chosen, field) =>
            chosen == field || chosen.Options.Any(option => option.Value == standing(field)) ? chosen : field)];
    }

    private IReadOnlyList<Field> Choose(EventKind kind, IReadOnlyList<Field> fields)
    {
        var (path, options) = kind switch
        {
            EventKind.ChildAnswered => (PeopleFields.RequestId.Path, Waiting),
            EventKind.AccommodationAnswered or EventKind.AccommodationWithdrawn => (PeopleFields.RequestId.Path, Places),
            EventKind.CertificateProduced => ("certificateId", Certificates),
            _ => ("", []),
        };
        return options.Count == 0
            ? fields
            : [.. fields.Select(field => field.Path == path ? field with { Kind = FieldKind.Choice, Options = options } : field)];
    }
}
