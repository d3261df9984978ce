using CustodyWatch.Access;
using CustodyWatch.Features.Certificates.Document;
using CustodyWatch.Log;
using CustodyWatch.Pace.Accommodation;
using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Features.Certificates;

/// <summary>Puts together what a certificate says, from the draft and from the record as it stands when it is signed.</summary>
internal static class Freezing
{
    public static CertificateContent Freeze(
        CertificateDraft draft, IReadOnlyList<CustodyEvent> entries, CertificateGround ground, DetentionRow detention, Record record,
        string number, string? supersedes, Uri verifyAt, Caller by, Instant now)
    {
        var arrived = Last<Arrived>(entries)!.Value.Fact;
        var refused = Last<BailRefused>(entries)!.Value;
        return new CertificateContent
        {
            Number = number,
            Limb = draft.Limb,
            SignedAt = now,
            Supersedes = supersedes,
            VerifyAt = new Uri(verifyAt, $"/verify/{number}").ToString(),
            CustodyRecordNumber = detention.CustodyRecordNumber,
            Force = detention.Force,
            Suite = detention.Suite,
            Station = KnownSuites.NameOf(detention.SuiteCode),
            Child = Child(arrived.Child, ground.AgeAtRefusal!.Value),
            Times = Times(entries, detention),
            Charges = [.. entries.Select(entry => entry.Fact).OfType<Charged>().SelectMany(charged => charged.Offences)],
            Bail = new(ground.BailRefusedAt!.Value, refused.Fact.Grounds, refused.Fact.Reason, refused.Fact.Officer),
            Court = Court(entries),
            Requests = Requests(ground, draft.Requests, record, now),
            Circumstances = draft.Circumstances,
            Escalation = draft.Escalation,
            TransportTried = draft.TransportTried,
            NoSecureSearch = draft.NoSecureSearch,
            WhyOtherInadequate = draft.WhyOtherInadequate,
            SeriousHarmFacts = draft.SeriousHarmFacts,
            People = People(entries),
            Reviews = Reviews(entries),
            CustodyOfficer = draft.CustodyOfficer,
            CustodyOfficerName = draft.CustodyOfficerName,
            SignedBy = by.UserId,
        };
    }

    private static ChildPart Child(Child child, int age) => new(
        child.Initials, child.DateOfBirth, age, child.AgeBasis, child.Sex, child.SelfDefinedEthnicity, child.LookedAfter,
        Named(child.LookedAfterBy), Named(child.HomeAuthority));

    public static TimesPart Times(IReadOnlyList<CustodyEvent> entries, DetentionRow detention) =>
        new(Last<Arrived>(entries)?.Fact.ArrestedAt, detention.ArrivedAt, detention.AuthorisedAt, detention.ChargedAt);

    /// <summary>The sitting last listed.</summary>
    public static CourtPart? Court(IReadOnlyList<CustodyEvent> entries) =>
        Last<CourtListed>(entries)?.Fact is { } listed ? new(listed.Court, listed.SittingAt) : null;

    public static IReadOnlyList<RequestPart> Requests(CertificateGround ground, IReadOnlyList<string> reliedOn, Record record, Instant now) =>
        [.. ground.Requests.Select(request => Request(request, reliedOn, record, now))];

    public static IReadOnlyList<ReviewPart> Reviews(IReadOnlyList<CustodyEvent> entries) =>
        [.. entries.Where(entry => entry.Fact is ReviewHeld).Select(entry => Review(entry.Occurred, (ReviewHeld)entry.Fact))];

    private static RequestPart Request(PlaceRequest request, IReadOnlyList<string> reliedOn, Record record, Instant now) => new(
        request.Asked.RequestId, request.AskedAt, Authorities.NameOf(request.Asked.Authority), request.Asked.Kind,
        request.Asked.SeriousHarmReason, Vocabulary<PlaceOutcome>.Word(request.OutcomeAt(now, record.ReplyWithin(request.AskedAt))),
        request.Standing?.At, request.Standing?.Said.Placement?.Kind, request.Standing?.Said.Placement?.ReadyAt,
        request.Standing?.Said.ReasonCode, request.Standing?.Said.Text, request.Standing?.Said.Worker,
        reliedOn.Contains(request.Asked.RequestId));

    private static PeoplePart People(IReadOnlyList<CustodyEvent> entries)
    {
        var (told, authority, adult) = (Last<ResponsiblePersonTold>(entries), Last<LocalAuthorityTold>(entries), Last<AaArrived>(entries));
        var requested = Last<AaRequested>(entries);
        return new(
            told?.Fact.Relationship, told?.At, Named(authority?.Fact.Authority), authority?.At,
            adult?.Fact.Adult.Kind ?? requested?.Fact.Adult.Kind, requested?.At, adult?.At,
            Last<LegalAdviserRequested>(entries)?.At, Last<LegalAdviserArrived>(entries)?.At);
    }

    private static ReviewPart Review(Instant at, ReviewHeld held) => new(at, held.Officer, held.Method, held.Outcome, held.Representations);

    private static string? Named(string? code) => code is null ? null : Authorities.NameOf(code);

    private static (Instant At, T Fact)? Last<T>(IReadOnlyList<CustodyEvent> entries) where T : Fact =>
        entries.LastOrDefault(entry => entry.Fact is T) is { } last ? (last.Occurred, (T)last.Fact) : null;
}
