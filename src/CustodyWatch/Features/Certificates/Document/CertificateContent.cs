using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Rules.Reviews;
using NodaTime;

namespace CustodyWatch.Features.Certificates.Document;

/// <summary>
/// What a certificate says, frozen when it was signed. Its hash is taken over this, so nothing here is ever worked out again.
/// </summary>
public sealed record CertificateContent
{
    /// <summary>The form and its version. What version 2 did not freeze is empty in it, and its words are printed as they were.</summary>
    public string Form { get; init; } = "CW 38, version 5";

    /// <summary>What is written of it is the same for ever, byte for byte, as the first release wrote it.</summary>
    public const string SecondForm = "CW 38, version 2";

    /// <summary>The same of this one. On its further pages no table says again what heads it, and a signature may stand apart from the name.</summary>
    public const string ThirdForm = "CW 38, version 3";

    /// <summary>The same of this one. A letter that the typeface does not have is a question mark on it, as on those before.</summary>
    public const string FourthForm = "CW 38, version 4";

    public required string Number { get; init; }
    public required CertificateLimb Limb { get; init; }
    public required Instant SignedAt { get; init; }
    public string? Supersedes { get; init; }

    /// <summary>Where anyone may ask whether it is genuine.</summary>
    public required string VerifyAt { get; init; }

    public required string CustodyRecordNumber { get; init; }
    public required string Force { get; init; }
    public required string Suite { get; init; }

    /// <summary>Force and suite as they were called when it was signed.</summary>
    public required string Station { get; init; }

    public required ChildPart Child { get; init; }
    public required TimesPart Times { get; init; }
    public IReadOnlyList<Offence> Charges { get; init; } = [];
    public required BailPart Bail { get; init; }
    public CourtPart? Court { get; init; }
    public IReadOnlyList<RequestPart> Requests { get; init; } = [];

    public string? Circumstances { get; init; }
    public string? Escalation { get; init; }
    public string? TransportTried { get; init; }
    public string? NoSecureSearch { get; init; }
    public string? WhyOtherInadequate { get; init; }
    public string? SeriousHarmFacts { get; init; }

    public required PeoplePart People { get; init; }
    public IReadOnlyList<ReviewPart> Reviews { get; init; } = [];
    public required Officer CustodyOfficer { get; init; }
    public string? CustodyOfficerName { get; init; }

    /// <summary>The login that signed.</summary>
    public required string SignedBy { get; init; }

    /// <summary>A statement of the authority's failure is no certificate, and says so.</summary>
    public bool IsStatement => Limb == CertificateLimb.LaFailure;
}

/// <summary>The child. No full name is held: it is written on the paper by hand.</summary>
public sealed record ChildPart(
    string Initials, LocalDate? DateOfBirth, int AgeAtRefusal, AgeBasis AgeBasis, Sex Sex, string SelfDefinedEthnicity,
    bool LookedAfter, string? LookedAfterBy, string? HomeAuthority);

public sealed record TimesPart(Instant? Arrested, Instant? Arrived, Instant? Authorised, Instant? Charged);

public sealed record BailPart(Instant RefusedAt, IReadOnlyList<BailGround> Grounds, string Reason, Officer Officer);

public sealed record CourtPart(string Court, Instant SittingAt);

/// <summary>One request to the authority and what came of it, as it stood at signing.</summary>
public sealed record RequestPart(
    string RequestId, Instant AskedAt, string Authority, AccommodationKind Kind, string? SeriousHarmReason, string Outcome,
    Instant? AnsweredAt, PlacementKind? Placement, Instant? ReadyAt, DeclineReason? ReasonCode, string? Text, string? Worker, bool ReliedOn)
{
    /// <summary>What was answered, whether or not it is what came of the request.</summary>
    public AccommodationDecision? Decision { get; init; }

    /// <summary>When the police took it back.</summary>
    public Instant? WithdrawnAt { get; init; }

    /// <summary>No answer was due yet.</summary>
    public bool Awaited { get; init; }
}

/// <summary>Who was told, who was first asked for and who was first there.</summary>
public sealed record PeoplePart(
    string? ResponsiblePerson, Instant? ResponsiblePersonTold, string? AuthorityTold, Instant? AuthorityToldAt, AdultKind? Adult,
    Instant? AdultRequested, Instant? AdultArrived, Instant? SolicitorRequested, Instant? SolicitorArrived)
{
    /// <summary>When an adult was asked for again and none has come since.</summary>
    public Instant? AdultAskedAgain { get; init; }

    /// <summary>When a solicitor was asked for again and none has come since.</summary>
    public Instant? SolicitorAskedAgain { get; init; }
}

/// <summary>One review of detention, and who was heard at it.</summary>
public sealed record ReviewPart(Instant At, Officer Officer, ReviewMethod Method, ReviewOutcome Outcome, IReadOnlyList<Representation> Heard)
{
    /// <summary>Why it does not count; null when it does.</summary>
    public ReviewFault? Fault { get; init; }
}
