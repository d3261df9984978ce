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
        string number, string? supersedes, Caller by, Instant now)
    {
        var arrived = Last<Arrived>(entries)!.Value.Fact;
        var refused = Last<BailRefused>(entries)!.Value;
        return new CertificateContent
        {
            Number = number,
            Limb = draft.Limb,
            SignedAt = now,
            Supersedes = supersedes,
            CustodyRecordNumber = detention.CustodyRecordNumber,
            Force = detention.Force,
            Suite = detention.Suite,
            Child = Child(arrived.Child, ground.AgeAtRefusal ?? 0),
            Times = new(arrived.ArrestedAt, detention.ArrivedAt, detention.AuthorisedAt, detention.ChargedAt),
            Charges = [.. entries.Select(entry => entry.Fact).OfType<Charged>().SelectMany(charged => charged.Offences)],
            Bail = new(ground.BailRefusedAt!.Value, refused.Fact.Grounds, refused.Fact.Reason, refused.Fact.Officer),
            Court = Last<CourtListed>(entries)?.Fact is { } listed ? new(listed.Court, listed.SittingAt) : null,
            Requests = [.. ground.Requests.Select(request => Request(request, record, now))],
            Circumstances = draft.Circumstances,
            Escalation = draft.Escalation,
            NoSecureSearch = draft.NoSecureSearch,
            WhyOtherInadequate = draft.WhyOtherInadequate,
            SeriousHarmFacts = draft.SeriousHarmFacts,
            People = People(entries),
            Reviews = [.. entries.Where(entry => entry.Fact is ReviewHeld).Select(entry => entry.Occurred)],
            CustodyOfficer = draft.CustodyOfficer,
            SignedBy = by.UserId,
        };
    }

    private static ChildPart Child(Child child, int age) => new(
        child.Initials, child.DateOfBirth, age, child.AgeBasis, child.Sex, child.SelfDefinedEthnicity, child.LookedAfter,
        Named(child.LookedAfterBy), Named(child.HomeAuthority));

    private static RequestPart Request(PlaceRequest request, Record record, Instant now) => new(
        request.Asked.RequestId, request.AskedAt, Authorities.NameOf(request.Asked.Authority), request.Asked.Kind,
        request.Asked.SeriousHarmReason, Vocabulary<PlaceOutcome>.Word(request.OutcomeAt(now, record.ReplyWithin(request.AskedAt))),
        request.Standing?.At, request.Standing?.Said.Placement?.Kind, request.Standing?.Said.ReasonCode, request.Standing?.Said.Text,
        request.Standing?.Said.Worker);

    private static PeoplePart People(IReadOnlyList<CustodyEvent> entries)
    {
        var (told, adult) = (Last<ResponsiblePersonTold>(entries), Last<AaArrived>(entries));
        return new(told?.Fact.Relationship, told?.At, adult?.Fact.Adult.Kind, adult?.At, Last<LegalAdviserArrived>(entries)?.At);
    }

    private static string? Named(string? code) => code is null ? null : Authorities.NameOf(code);

    private static (Instant At, T Fact)? Last<T>(IReadOnlyList<CustodyEvent> entries) where T : Fact =>
        entries.LastOrDefault(entry => entry.Fact is T) is { } last ? (last.Occurred, (T)last.Fact) : null;
}
