using NodaTime;

namespace CustodyWatch.Pace.Custody;

/// <summary>The child, as far as monitoring needs to know: never a full name.</summary>
public sealed record Child
{
    /// <summary>Date of birth, when known.</summary>
    public LocalDate? DateOfBirth { get; init; }

    /// <summary>Age the person appears to be, in whole years, when no date of birth is known. It does not grow.</summary>
    public int? ApparentAge { get; init; }

    public required AgeBasis AgeBasis { get; init; }
    public required Sex Sex { get; init; }
    public string? GenderIdentity { get; init; }

    /// <summary>18+1 code as the child defines it.</summary>
    public required string SelfDefinedEthnicity { get; init; }

    public string? OfficerDefinedEthnicity { get; init; }
    public IReadOnlyList<string> Disabilities { get; init; } = [];
    public bool LookedAfter { get; init; }

    /// <summary>The authority that looks after the child (GSS code).</summary>
    public string? LookedAfterBy { get; init; }

    /// <summary>The authority of the child's home (GSS code).</summary>
    public string? HomeAuthority { get; init; }

    public IReadOnlyList<Vulnerability> Vulnerabilities { get; init; } = [];
    public string? Language { get; init; }
    public required string Initials { get; init; }

    /// <summary>
    /// Age in whole years on the Europe/London date of an instant. Someone born on 29 February is a year older from
    /// 1 March in a common year (a child is under 18: PACE 1984 s37(15)).
    /// </summary>
    public int AgeAt(Instant at) => DateOfBirth is { } born ? AgeAt(born, at) : ApparentAge ?? 0;

    /// <summary>The same of whoever was born on a day.</summary>
    public static int AgeAt(LocalDate born, Instant at)
    {
        var today = LondonTime.DateAt(at);
        var years = today.Year - born.Year;
        var reached = today.Month > born.Month || (today.Month == born.Month && today.Day >= born.Day);
        return reached ? years : years - 1;
    }
}

/// <summary>An offence on the record.</summary>
/// <param name="Code">The offence code, when given.</param>
/// <param name="Description">The offence in words.</param>
/// <param name="Class">How it may be tried.</param>
/// <param name="Group">The Home Office offence group.</param>
/// <param name="ViolentOrSexual">Whether it is an offence to which PACE 1984 s38(6A) speaks of further violence or sexual offences.</param>
public sealed record Offence(string? Code, string Description, OffenceClass Class, string? Group, bool ViolentOrSexual);

/// <summary>An officer or member of staff.</summary>
/// <param name="Id">Collar number or user id.</param>
/// <param name="Rank">The rank held.</param>
public sealed record Officer(string Id, Rank Rank);

/// <summary>An appropriate adult (Code C 1.7(a)).</summary>
public sealed record Adult(AdultKind Kind, string? Provider, string? Sex);

/// <summary>Detention already used before bail (PACE 1984 ss34(7), 47(6)).</summary>
/// <param name="LimitElapsed">How much of the detention limit was used.</param>
/// <param name="SinceLastReview">How long before release the last review, or the authorisation, was.</param>
public sealed record CarriedForward(Duration LimitElapsed, Duration SinceLastReview);
