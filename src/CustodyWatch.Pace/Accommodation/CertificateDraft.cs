using CustodyWatch.Pace.Custody;

namespace CustodyWatch.Pace.Accommodation;

/// <summary>A certificate, or a statement in its place, as the custody officer wants to sign it.</summary>
public sealed record CertificateDraft
{
    public required CertificateLimb Limb { get; init; }

    /// <summary>What makes moving the child impracticable; for a statement, what happened.</summary>
    public string? Circumstances { get; init; }

    /// <summary>The requests relied on, by id.</summary>
    public IReadOnlyList<string> Requests { get; init; } = [];

    /// <summary>To whom it was escalated, when and with what answer.</summary>
    public string? Escalation { get; init; }

    /// <summary>How and when secure accommodation was looked for.</summary>
    public string? NoSecureSearch { get; init; }

    /// <summary>Why anything else offered would not protect the public.</summary>
    public string? WhyOtherInadequate { get; init; }

    /// <summary>The serious harm feared from the child until court.</summary>
    public string? SeriousHarmFacts { get; init; }

    /// <summary>Which transport was asked for, when and with what answer.</summary>
    public string? TransportTried { get; init; }

    public required Officer CustodyOfficer { get; init; }

    /// <summary>As it is to stand on the paper.</summary>
    public string? CustodyOfficerName { get; init; }

    /// <summary>Whether the custody officer took no part in investigating the offence (PACE 1984 s36(5)); null when not said.</summary>
    public bool? Independent { get; init; }

    public bool BailConsidered { get; init; }
    public bool ChildAndAdultTold { get; init; }
}
