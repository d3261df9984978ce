using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Pace.Accommodation;

/// <summary>
/// What a custody officer may sign under PACE 1984 s38(6). Every reason against is given at once, each with its provision;
/// a draft with none may be signed.
/// </summary>
public static class CertificateRules
{
    /// <summary>Fewest requests on which a statement of the authority's failure may rest.</summary>
    public const int RequestsForStatement = 2;

    /// <summary>Nobody is certified whose age the record does not tell.</summary>
    public static readonly Refusal AgeNotKnown =
        new("limb", "The arrival is not on the record, so the child's age is not known and nothing can be certified", Citation.Child);

    /// <summary>Every reason the draft may not be signed; none when it may.</summary>
    /// <param name="draft">What is to be signed.</param>
    /// <param name="ground">What the record says.</param>
    /// <param name="replyWithin">How long an authority asked at an instant has to answer.</param>
    public static IReadOnlyList<Refusal> Refusals(CertificateDraft draft, CertificateGround ground, Func<Instant, Duration> replyWithin) =>
    [
        .. OfTheChild(draft, ground), .. OfTheSigner(draft, ground), .. OfTheRequests(draft, ground),
        .. draft.Limb switch
        {
            CertificateLimb.Impracticable => OfImpracticable(draft),
            CertificateLimb.NoSecure => OfNoSecure(draft, ground, replyWithin),
            _ => OfStatement(draft, ground, replyWithin),
        },
    ];

    private static IEnumerable<Refusal> OfTheChild(CertificateDraft draft, CertificateGround ground)
    {
        if (!ground.Charged)
            yield return new("limb", "The child has not been charged, so there is nothing to certify", Citation.BailAfterCharge);
        if (ground.BailRefusedAt is null)
            yield return new("limb", "Bail has not been refused, so the child may not be kept and there is nothing to certify", Citation.MoveTheChild);
        else if (ground.AgeAtRefusal is null)
            yield return AgeNotKnown;
        if (ground.AgeAtRefusal >= Citation.AdultFromAge)
            yield return new("limb", "The person was 18 or over when bail was refused, so no certificate is called for", Citation.Child);
        if (ground.MovedTo == TransferTo.LocalAuthority)
            yield return new("limb", "The child has been moved to the local authority, so there is nothing to certify", Citation.MoveTheChild);
        else if (ground.Ended && !(draft.Limb == CertificateLimb.LaFailure && ground.MovedTo == TransferTo.Court))
            yield return new("limb", "The child is no longer at the station, so there is nothing to certify", Citation.MoveTheChild);
    }

    private static IEnumerable<Refusal> OfTheSigner(CertificateDraft draft, CertificateGround ground)
    {
        if (draft.CustodyOfficer.Rank < Rank.Sergeant)
            yield return new("custodyOfficer.rank", "Only the custody officer, a sergeant or above, certifies", Citation.CustodyOfficer);
        if (draft.Independent == false || ground.Investigators.Contains(draft.CustodyOfficer.Id))
            yield return new("custodyOfficer.id", "The custody officer who certifies has no part in investigating the offence", Citation.Independent);
        if (!draft.BailConsidered)
            yield return new("confirmations.bailConsidered", "Confirm that bail, with conditions if need be, was considered first", Citation.BailAfterCharge);
        if (!draft.ChildAndAdultTold)
            yield return new("confirmations.childAndAdultTold", "Confirm that the child and the appropriate adult have been told", Citation.ToldWithAdult);
    }

    private static IEnumerable<Refusal> OfTheRequests(CertificateDraft draft, CertificateGround ground) =>
        draft.Requests.Where(id => ground.Requests.All(request => request.Asked.RequestId != id))
            .Select(id => new Refusal("requests", $"There is no request {id} on this custody record", Citation.MoveTheChild));

    private static IEnumerable<Refusal> OfImpracticable(CertificateDraft draft) =>
        Circumstances.RestOnlyOn(draft.Circumstances).Select(reason => new Refusal("circumstances", reason.Rule(), reason.Citation()));

    private static IEnumerable<Refusal> OfNoSecure(CertificateDraft draft, CertificateGround ground, Func<Instant, Duration> replyWithin)
    {
        if (ground.Age < Citation.SecureFromAge)
            yield return new("limb", "The child is under 12, so secure accommodation does not come into question and want of it certifies nothing", Citation.NoSecure);
        var secure = ground.Requests.Where(request => request.Asked.Kind == AccommodationKind.Secure).ToList();
        if (secure.Count == 0)
            yield return new("requests", "No request for secure accommodation has been made, so it cannot be certified that none is available", Citation.NoSecure);
        else if (!secure.Exists(request => request.BearsOutFailure(replyWithin(request.AskedAt))))
            yield return new("requests", "The request for secure accommodation was taken back, or bail granted, before it was declined or its time was over, so it cannot be certified that none is available", Citation.NoSecure);
        if (secure.Exists(request => request is { PlaceStands: true, Standing.Said.Decision: AccommodationDecision.Accepted }))
            yield return new("limb", "A request for secure accommodation has been accepted, so the child must be moved there", Citation.MoveTheChild);
        if (!Circumstances.Stated(draft.NoSecureSearch))
            yield return new("noSecureSearch", "State how and when secure accommodation was looked for", Citation.NoSecure);
        if (!Circumstances.Stated(draft.WhyOtherInadequate))
            yield return new("whyOtherInadequate", "State why anything else the authority offered would not protect the public from serious harm", Citation.NoSecure);
        if (!Circumstances.Stated(draft.SeriousHarmFacts))
            yield return new("seriousHarmFacts", "State the facts of the serious harm to the public that is feared from the child", Citation.SeriousHarm);
        foreach (var reason in Circumstances.NotHarmToThePublic(draft.SeriousHarmFacts))
            yield return new("seriousHarmFacts", reason.Rule(), reason.Citation());
    }

    private static IEnumerable<Refusal> OfStatement(CertificateDraft draft, CertificateGround ground, Func<Instant, Duration> replyWithin)
    {
        var relied = ground.Requests
            .Where(request => draft.Requests.Contains(request.Asked.RequestId) && request.BearsOutFailure(replyWithin(request.AskedAt))).ToList();
        if (relied.Count < RequestsForStatement)
            yield return new("requests", "A statement of the authority's failure rests on at least two timed requests that were refused or never answered", Citation.Note16D);
        else if (relied.TrueForAll(request => request.Asked.Kind == AccommodationKind.Secure))
            yield return new("requests", "Ordinary accommodation was never asked for, and only that duty is absolute", Citation.AuthorityMustTake);
        if (ground.Requests.Any(request => request.PlaceStands))
            yield return new("requests", "The authority has offered a place and the offer stands, so the child is moved, or the certificate says why the journey is impracticable", Citation.MoveTheChild);
        if (!Circumstances.Stated(draft.Escalation))
            yield return new("escalation", "State to whom the refusal or silence was escalated, and when", Citation.Concordat);
        if (!Circumstances.Stated(draft.Circumstances))
            yield return new("circumstances", "State the facts: what was asked, what was answered and what was tried", Citation.AuthorityMustTake);
    }
}
