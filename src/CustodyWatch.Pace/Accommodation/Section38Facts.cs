using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Pace.Accommodation;

/// <summary>What the custody record itself answers of the questions of s38.</summary>
public static class Section38Facts
{
    /// <summary>The answers on the record at an instant; the custody officer's judgements stay open.</summary>
    public static Section38Answers Of(IReadOnlyList<CustodyEvent> entries, Instant at)
    {
        var ground = CertificateGround.Of(entries, at);
        var refused = ground.BailRefusedAt is not null;
        // Bail with no condition meets no ground: it is given because none is made out.
        bool? conditional = refused ? null : (BailStanding.Of(entries)?.Fact as BailGranted)?.Conditional;
        return new Section38Answers
        {
            Charged = ground.Charged,
            Age = ground.AgeAtRefusal ?? ground.Age,
            AgeNow = ground.Age,
            GroundMadeOut = refused ? true : conditional,
            BailWouldMeetIt = refused ? false : conditional is true ? true : null,
            SeriousHarmInQuestion = Latest(ground, AccommodationKind.Secure) is not null ? true : null,
            SecureAvailable = Offered(ground, AccommodationKind.Secure),
            AuthorityTakes = Offered(ground, AccommodationKind.NonSecure),
        };
    }

    // An offer stands until it is taken back, whatever is answered to another request; an offer of something else than secure is ordinary.
    private static bool? Offered(CertificateGround ground, AccommodationKind kind) =>
        ground.Requests.Any(request => request.PlaceStands && Place(request) == kind) ? true
        : Latest(ground, kind)?.Standing is null ? null
        : false;

    private static AccommodationKind Place(PlaceRequest request) =>
        request.Standing!.Said.Decision == AccommodationDecision.OfferedOther ? AccommodationKind.NonSecure : request.Asked.Kind;

    private static PlaceRequest? Latest(CertificateGround ground, AccommodationKind kind) =>
        ground.Requests.LastOrDefault(request => request.Asked.Kind == kind && request is { WithdrawnAt: null, EndedWithBail: false });
}
