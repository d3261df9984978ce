using CustodyWatch.Pace.Custody;
using NodaTime;
using NodaTime.Text;

namespace CustodyWatch.Pace.Tests.Accommodation;

/// <summary>Entries of a custody record on the evening of 10 June 2026, by their local time.</summary>
internal static class Given
{
    public const string Source = "/forces/99/suites/CENTRAL";
    public static readonly Officer Sergeant = new("4417", Rank.Sergeant);

    /// <summary>How long an authority has to answer, whenever it is asked.</summary>
    public static Duration AnHour(Instant askedAt) => Duration.FromHours(1);

    public static Instant At(string time) =>
        LondonTime.At(new LocalDate(2026, 6, 10), LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(time).Value);

    public static CustodyEvent Entry(string time, EventKind kind, Fact fact) => new(Source, $"{kind}-{time}", kind, At(time), fact);

    public static CustodyEvent Arrival(int age, string time = "14:40") => Entry(time, EventKind.Arrived, new Arrived(
        Route.Arrest, At(time), true, null, false, null, null, [],
        new Child
        {
            DateOfBirth = new LocalDate(2026 - age, 6, 10),
            AgeBasis = AgeBasis.Document,
            Sex = Sex.Male,
            SelfDefinedEthnicity = "W1",
            Initials = "AB",
        }));

    public static CustodyEvent Reviewed(string time) =>
        Entry(time, EventKind.ReviewHeld, new ReviewHeld(new("2210", Rank.Inspector), ReviewMethod.InPerson, ReviewOutcome.Continue, false, []));

    /// <summary>What lets an uncharged child who was authorised at 15:00 be kept until the evening after: three reviews, and a warrant from 20:00.</summary>
    public static CustodyEvent[] KeptLawfully =>
    [
        Reviewed("20:00"), Entry("20:00", EventKind.WarrantGranted, new WarrantGranted("Central Youth Court", 36)),
        .. new[] { 8.5, 17 }.Select(hours => Reviewed("20:00") with { Id = $"review-{hours}", Occurred = At("20:00") + Duration.FromHours(hours) }),
    ];

    public static CustodyEvent Charge(string time = "19:05") => Entry(time, EventKind.Charged, new Charged(Sergeant, []));

    public static CustodyEvent Refused(string time = "19:20") =>
        Entry(time, EventKind.BailRefused, new BailRefused(Sergeant, [BailGround.PreventOffence], "Three burglaries in a week"));

    public static CustodyEvent Asked(string id, string time = "19:25", AccommodationKind kind = AccommodationKind.NonSecure) =>
        Entry(time, EventKind.AccommodationRequested, new AccommodationRequested(id, "E08000099", kind, null, null, null));

    public static CustodyEvent Answered(string id, string time, AccommodationDecision decision) =>
        Entry(time, EventKind.AccommodationAnswered, new AccommodationAnswered(id, decision, null, null, null, "EDT-7"));

    public static CustodyEvent Withdrawn(string id, string time) =>
        Entry(time, EventKind.AccommodationWithdrawn, new AccommodationWithdrawn(id, "Aunt found"));

    public static CustodyEvent Moved(string time, TransferTo to) => Entry(time, EventKind.Transferred, new Transferred(to, null, null, "Receiver"));
}
