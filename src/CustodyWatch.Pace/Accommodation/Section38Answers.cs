using CustodyWatch.Pace.Custody;

namespace CustodyWatch.Pace.Accommodation;

/// <summary>
/// What is known on the way through PACE 1984 s38(6). Null means not yet answered. Some of it the custody record tells;
/// the judgements are the custody officer's own.
/// </summary>
public sealed record Section38Answers
{
    /// <summary>Charged with an offence, otherwise than under a warrant backed for bail.</summary>
    public bool? Charged { get; init; }

    /// <summary>Age in whole years at the refusal of bail, or now if it has not been refused.</summary>
    public int? Age { get; init; }

    /// <summary>Age in whole years now, when it may be another than at the refusal: secure accommodation comes into question at twelve, whenever that is.</summary>
    public int? AgeNow { get; init; }

    /// <summary>A ground of s38(1) is made out.</summary>
    public bool? GroundMadeOut { get; init; }

    /// <summary>Conditional bail would meet the ground.</summary>
    public bool? BailWouldMeetIt { get; init; }

    /// <summary>Moving the child is impracticable for a reason that is about moving the child.</summary>
    public bool? MovingImpracticable { get; init; }

    /// <summary>Ordinary accommodation would not protect the public from serious harm from the child until court.</summary>
    public bool? SeriousHarmInQuestion { get; init; }

    /// <summary>Secure accommodation is available.</summary>
    public bool? SecureAvailable { get; init; }

    /// <summary>The risk of serious harm remains even with what the authority has actually offered instead.</summary>
    public bool? RiskRemainsWithOffer { get; init; }

    /// <summary>The authority takes the child into ordinary accommodation.</summary>
    public bool? AuthorityTakes { get; init; }
}

/// <summary>A question of the procedure.</summary>
public enum Section38Question
{
    Charged, UnderEighteen, GroundMadeOut, BailWouldMeetIt, MovingImpracticable, SeriousHarmInQuestion, SecureAvailable,
    RiskRemainsWithOffer, AuthorityTakes,
}

/// <summary>Where the procedure ends.</summary>
public enum Section38Outcome
{
    /// <summary>A question is still open; nothing is decided.</summary>
    Unanswered,

    /// <summary>Not charged: s38 does not apply, and asking for a place is welfare, not a request under s38.</summary>
    NotCharged,

    /// <summary>Eighteen or over: the adult path.</summary>
    AdultPath,

    /// <summary>No ground to refuse bail: release, with or without bail.</summary>
    MustRelease,

    /// <summary>Conditional bail meets the ground.</summary>
    Bail,

    /// <summary>A certificate under s38(6)(a), its circumstances stated; keep trying.</summary>
    CertifyImpracticable,

    /// <summary>Move to secure accommodation.</summary>
    MoveToSecure,

    /// <summary>No secure accommodation, and the ordinary accommodation offered would protect the public: move there.</summary>
    MoveToOffered,

    /// <summary>A certificate under s38(6)(b), all three parts stated; keep trying.</summary>
    CertifyNoSecure,

    /// <summary>The authority takes the child: move.</summary>
    Move,

    /// <summary>The authority does not take the child: escalate, and state its failure to the court. No certificate is lawful.</summary>
    AuthorityFailed,
}

/// <summary>One step taken, and why it led on.</summary>
/// <param name="Question">What was asked; null for a thing to be done.</param>
/// <param name="Answer">The answer; null while it is open.</param>
/// <param name="Text">What follows from it, in a plain sentence.</param>
/// <param name="Citation">The provision.</param>
public sealed record Section38Step(Section38Question? Question, bool? Answer, string Text, string Citation);

/// <summary>Where the procedure has got to.</summary>
/// <param name="Outcome">Its end, or <see cref="Section38Outcome.Unanswered"/>.</param>
/// <param name="Asking">The question now open; null at an end.</param>
/// <param name="Steps">Every step taken, in order, the last giving the end or the open question.</param>
public sealed record Section38Decision(
    Section38Outcome Outcome,
    Section38Question? Asking,
    IReadOnlyList<Section38Step> Steps)
{
    /// <summary>The certificate or statement the end allows; null when it allows none.</summary>
    public CertificateLimb? Limb => Outcome switch
    {
        Section38Outcome.CertifyImpracticable => CertificateLimb.Impracticable,
        Section38Outcome.CertifyNoSecure => CertificateLimb.NoSecure,
        Section38Outcome.AuthorityFailed => CertificateLimb.LaFailure,
        _ => null,
    };
}
