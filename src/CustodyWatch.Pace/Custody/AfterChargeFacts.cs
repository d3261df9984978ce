using NodaTime;

namespace CustodyWatch.Pace.Custody;

/// <summary>Charged with offences: the detention limit is met (PACE 1984 s41), and bail is to be decided (s38(1)).</summary>
public sealed record Charged(Officer Officer, IReadOnlyList<Offence> Offences) : Fact;

/// <summary>Bail granted after charge (PACE 1984 s38(1)); ends the duties that a refusal before it began.</summary>
public sealed record BailGranted(bool Conditional) : Fact;

/// <summary>Bail refused after charge (PACE 1984 s38(1)); the duty of s38(6) begins.</summary>
public sealed record BailRefused(Officer Officer, IReadOnlyList<BailGround> Grounds, string Reason) : Fact;

/// <summary>Early notice to a local authority that a place may be needed tonight; no law asks for it.</summary>
public sealed record AccommodationLikely(string Authority, string Reason) : Fact;

/// <summary>Assessed early, and no place is expected to be needed tonight; no law asks for it.</summary>
public sealed record AccommodationUnlikely(Officer Officer, string Reason) : Fact;

/// <summary>A place asked of a local authority (PACE 1984 s38(6)); a secure one with the reason of serious harm (s38(6A)).</summary>
public sealed record AccommodationRequested(
    string RequestId,
    string Authority,
    AccommodationKind Kind,
    string? SeriousHarmReason,
    Instant? NeededBy,
    string? Notes) : Fact;

/// <summary>A place offered by the local authority.</summary>
public sealed record Placement(PlacementKind? Kind, Instant? ReadyAt, string? TransportBy);

/// <summary>The local authority's answer to a request (Children Act 1989 s21(2)(b)).</summary>
public sealed record AccommodationAnswered(
    string RequestId,
    AccommodationDecision Decision,
    Placement? Placement,
    DeclineReason? ReasonCode,
    string? Text,
    string Worker) : Fact;

/// <summary>The police took a request back.</summary>
public sealed record AccommodationWithdrawn(string RequestId, string Reason) : Fact;

/// <summary>The child was handed over; ends the detention.</summary>
public sealed record Transferred(TransferTo To, string? Authority, string? Court, string Receiver) : Fact;

/// <summary>A certificate under PACE 1984 s38(6), or a statement of the authority's failure in its place.</summary>
public sealed record CertificateIssued(
    string CertificateId,
    CertificateLimb Limb,
    Officer Officer,
    string? Circumstances,
    string? NoSecureSearch,
    string? WhyOtherInadequate,
    string? SeriousHarmFacts) : Fact
{
    /// <summary>The requests it rests on, by id, where the entry names them.</summary>
    public IReadOnlyList<string> Requests { get; init; } = [];
}

/// <summary>A certificate was produced to the court (PACE 1984 s38(7)).</summary>
public sealed record CertificateProduced(string CertificateId, string Court) : Fact;

/// <summary>Which court the child is brought before, and when it sits (PACE 1984 s46).</summary>
public sealed record CourtListed(string Court, Instant SittingAt) : Fact;

/// <summary>What the court decided; closes the record.</summary>
public sealed record CourtOutcome(CourtOutcomeKind Outcome) : Fact;

/// <summary>The child left custody; ends the detention.</summary>
public sealed record Released(ReleaseOutcome Outcome, bool PreReleaseRiskAssessment) : Fact;

/// <summary>An entry that puts another right. Nothing is edited: the old entry stays, struck through.</summary>
/// <param name="Corrects">The id of the corrected event, of the same record and source.</param>
/// <param name="Action">Whether the entry is taken back or replaced.</param>
/// <param name="Reason">Why.</param>
/// <param name="ReplacementTime">When it really happened; null leaves the time as it was.</param>
/// <param name="ReplacementData">What really happened, as the JSON of the corrected event's data; null leaves it as it was.</param>
public sealed record Corrected(
    string Corrects,
    CorrectionAction Action,
    string Reason,
    Instant? ReplacementTime,
    string? ReplacementData) : Fact;
