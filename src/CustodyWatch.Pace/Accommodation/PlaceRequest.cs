using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Pace.Accommodation;

/// <summary>What has become of a request for a place, as both sides' ledger says it.</summary>
public enum PlaceOutcome { Open, Accepted, OfferedOther, Declined, NoReply, Withdrawn }

/// <summary>An answer to a request for a place.</summary>
/// <param name="At">When it was given.</param>
/// <param name="Said">What was said.</param>
/// <param name="Late">It came after the request was withdrawn or the child had left; it is kept, and changes nothing.</param>
public sealed record PlaceAnswer(Instant At, AccommodationAnswered Said, bool Late);

/// <summary>One request to a local authority for a place tonight (PACE 1984 s38(6)), with everything said about it.</summary>
public sealed record PlaceRequest
{
    public required AccommodationRequested Asked { get; init; }
    public required Instant AskedAt { get; init; }
    public required IReadOnlyList<PlaceAnswer> Answers { get; init; }
    public Instant? WithdrawnAt { get; init; }

    /// <summary>When the child left, or bail was granted after a refusal: nobody waits for an answer after it.</summary>
    public Instant? NeedEndedAt { get; init; }

    /// <summary>When bail was granted after a refusal; null when the child left first.</summary>
    public Instant? BailedAt { get; init; }

    /// <summary>The first answer that decides, not one that asks for facts.</summary>
    public PlaceAnswer? FirstReply => Answers.FirstOrDefault(answer => !answer.Late && Decides(answer.Said));

    /// <summary>The last answer that decides, whether or not the request was withdrawn after it.</summary>
    public PlaceAnswer? LastReply => Answers.LastOrDefault(answer => !answer.Late && Decides(answer.Said));

    /// <summary>The answer that stands; null when there is none or the request was withdrawn.</summary>
    public PlaceAnswer? Standing => WithdrawnAt is not null ? null : LastReply;

    /// <summary>
    /// It ended when bail was granted, and nothing was answered to it since: nobody looks for a place or keeps one, and where bail is
    /// refused again the authority has to be asked again, though the duty to ask counts as done (decision 0003).
    /// </summary>
    public bool EndedWithBail => BailedAt is { } bailed && !(LastReply?.At >= bailed);

    /// <summary>A place was offered and the offer stands.</summary>
    public bool PlaceStands => !EndedWithBail && Standing?.Said.Decision.OffersPlace() is true;

    /// <summary>Whether anybody still waits for an answer.</summary>
    public bool Waiting => Standing is null && WithdrawnAt is null && NeedEndedAt is null;

    /// <summary>When the authority asked for a fact that it still waits for; null when it asked for none, or nobody waits any more.</summary>
    public Instant? FactAskedAt => Waiting ? Answers.LastOrDefault(answer => !answer.Late)?.At : null;

    /// <summary>
    /// When silence became its outcome, an answer being due a given time after it was asked; null when one came, or nobody waited for
    /// one any more when it was due. To withdraw it afterwards takes nothing back.
    /// </summary>
    public Instant? SilentFrom(Duration replyWithin)
    {
        var due = AskedAt + replyWithin;
        return FirstReply is not null || WithdrawnAt <= due || NeedEndedAt <= due ? null : due;
    }

    /// <summary>
    /// Whether it bears out that the authority failed, an answer being due a given time after it was asked: it had been declined, or
    /// silence was its outcome, or it was neither withdrawn nor was bail granted.
    /// </summary>
    public bool BearsOutFailure(Duration replyWithin) =>
        (WithdrawnAt is null && BailedAt is null) || WasDeclined || SilentFrom(replyWithin) is not null;

    // One declined when bail had been granted was declined to nobody.
    private bool WasDeclined => LastReply is { Said.Decision: AccommodationDecision.Declined, At: var at } && !(at > BailedAt);

    /// <summary>What has become of it at an instant, an answer being due a given time after it was asked.</summary>
    public PlaceOutcome OutcomeAt(Instant at, Duration replyWithin)
    {
        if (SilentFrom(replyWithin) <= at) return PlaceOutcome.NoReply;
        if (WithdrawnAt is not null) return PlaceOutcome.Withdrawn;
        return Standing?.Said.Decision switch
        {
            AccommodationDecision.Accepted => PlaceOutcome.Accepted,
            AccommodationDecision.OfferedOther => PlaceOutcome.OfferedOther,
            AccommodationDecision.Declined => PlaceOutcome.Declined,
            _ => PlaceOutcome.Open,
        };
    }

    private static bool Decides(AccommodationAnswered said) => said.Decision != AccommodationDecision.NeedsFacts;
}
