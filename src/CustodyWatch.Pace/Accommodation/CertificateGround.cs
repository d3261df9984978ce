using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Pace.Accommodation;

/// <summary>What a custody record says that a certificate turns on, at one instant.</summary>
/// <param name="Charged">The child has been charged.</param>
/// <param name="BailRefusedAt">When bail was refused and has stood refused since; null when it was not, or was granted after.</param>
/// <param name="AgeAtRefusal">Age in whole years when bail was refused; null when it was not, or while the arrival is not known.</param>
/// <param name="Age">Age in whole years at the instant, by which limb (b) is judged; null while the arrival is not known.</param>
/// <param name="MovedTo">To whom the child has been handed over; null while not.</param>
/// <param name="Ended">The detention is over.</param>
/// <param name="Requests">Every request for a place.</param>
/// <param name="Investigators">Officers known to have had a part in the investigation, by number.</param>
public sealed record CertificateGround(
    bool Charged,
    Instant? BailRefusedAt,
    int? AgeAtRefusal,
    int? Age,
    TransferTo? MovedTo,
    bool Ended,
    IReadOnlyList<PlaceRequest> Requests,
    IReadOnlySet<string> Investigators)
{
    /// <summary>Eighteen or over when bail was refused, or now where it does not stand refused, so that s38(6) does not apply.</summary>
    public bool IsAdult => (AgeAtRefusal ?? Age) >= Citation.AdultFromAge;

    /// <summary>What the entries that count say, taken in order; those after the end of the detention say nothing of it.</summary>
    /// <param name="entries">The entries, up to the instant.</param>
    /// <param name="at">When it is asked.</param>
    public static CertificateGround Of(IReadOnlyList<CustodyEvent> entries, Instant at)
    {
        Instant? refusedAt = null;
        TransferTo? movedTo = null;
        Child? child = null;
        var charged = false;
        var investigators = new HashSet<string>();
        var leftAt = PlaceRequests.LeftAt(entries);
        foreach (var entry in entries.Where(entry => !(entry.Occurred > leftAt)))
            switch (entry.Fact)
            {
                case Arrived arrived: child ??= arrived.Child; break;
                case Custody.Charged: charged = true; break;
                case BailRefused: refusedAt ??= entry.Occurred; break;
                case BailGranted: refusedAt = null; break;
                case InterviewStarted { UrgentAuthority: { } authority }: investigators.Add(authority.Id); break;
                case Transferred transferred: movedTo ??= transferred.To; break;
            }
        return new(charged, refusedAt, refusedAt is { } then ? child?.AgeAt(then) : null, child?.AgeAt(at), movedTo,
            leftAt is not null, PlaceRequests.Of(entries), investigators);
    }
}
