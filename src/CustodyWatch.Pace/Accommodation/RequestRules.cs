using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Pace.Accommodation;

/// <summary>What may be asked of a local authority, and what it must be told before it says no.</summary>
public static class RequestRules
{
    /// <summary>The duty behind a request for ordinary accommodation, as the desk is told it.</summary>
    public const string OrdinaryDuty =
        "The duty is absolute: a local authority must receive and accommodate a child whom the police ask it to take (Children Act 1989 s21(2)(b)). Having no bed does not end it.";

    /// <summary>The duty behind a request for secure accommodation, as the desk is told it.</summary>
    public const string SecureDuty =
        "Secure accommodation is not an absolute duty, but there must be a reasonable system for finding it, and anything else that would protect the public must be offered (Children Act 1989 s21(2)(b); PACE 1984 s38(6)(b)).";

    /// <summary>What the desk is told of a request for somebody to whom neither duty is owed.</summary>
    public const string NoDuty =
        "This person was 18 or over when bail was refused, or is 18 now and bail does not stand refused: the duty to move a child (PACE 1984 s38(6)) does not apply, nor the duty to take one whom the police ask to be taken (Children Act 1989 s21(2)(b)).";

    /// <summary>The duty behind a request of a kind.</summary>
    /// <param name="kind">What is asked for.</param>
    /// <param name="isAdult">Whether it is asked for somebody to whom the duty towards a child is not owed.</param>
    public static string DutyOf(AccommodationKind kind, bool isAdult) => isAdult ? NoDuty : kind == AccommodationKind.Secure ? SecureDuty : OrdinaryDuty;

    /// <summary>Every reason the request may not be made; none when it may.</summary>
    /// <param name="kind">What is asked for.</param>
    /// <param name="seriousHarmReason">Why secure accommodation is asked for.</param>
    /// <param name="entries">The entries of the custody record that count, in order.</param>
    /// <param name="at">When it is asked for.</param>
    public static IEnumerable<Refusal> Refusals(AccommodationKind kind, string? seriousHarmReason, IReadOnlyList<CustodyEvent> entries, Instant at)
    {
        if (PlaceRequests.LeftAt(entries) is not null)
            yield return new("authority", "The child is no longer at the station, so no place is needed", Citation.MoveTheChild);
        if (CertificateGround.Of(entries, at).IsAdult)
            yield return new("authority", "The person was 18 or over when bail was refused, or is 18 now and bail does not stand refused, so there is no duty to move them and no place may be asked for", Citation.MoveTheChild);
        if (kind != AccommodationKind.Secure) yield break;
        if (entries.Select(entry => entry.Fact).OfType<Arrived>().FirstOrDefault()?.Child.AgeAt(at) < Citation.SecureFromAge)
            yield return new("kind", "Secure accommodation may not be asked for a child under 12", Citation.NoSecure);
        if (string.IsNullOrWhiteSpace(seriousHarmReason))
            yield return new("seriousHarmReason", "Say why ordinary accommodation would not protect the public from serious harm from the child", Citation.SeriousHarm);
    }
}
