using CustodyWatch.Access;
using CustodyWatch.Features.Certificates.Document;
using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Log.Reference;
using CustodyWatch.Pace.Accommodation;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Rules.Reviews;
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
        var refused = (BailRefused)entries.First(entry => entry.Fact is BailRefused && entry.Occurred == ground.BailRefusedAt).Fact;
        var sheet = record.Clocks(now);
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
            Bail = new(ground.BailRefusedAt!.Value, refused.Grounds, refused.Reason, refused.Officer),
            Court = Court(entries, sheet),
            Requests = Requests(ground, draft.Requests, record, now),
            Circumstances = draft.Circumstances,
            Escalation = draft.Escalation,
            TransportTried = draft.TransportTried,
            NoSecureSearch = draft.NoSecureSearch,
            WhyOtherInadequate = draft.WhyOtherInadequate,
            SeriousHarmFacts = draft.SeriousHarmFacts,
            People = People(entries),
            Reviews = Reviews(entries, sheet.Record),
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

    /// <summary>The sitting that the court clock counts to; the one last listed where bail was never refused.</summary>
    public static CourtPart? Court(IReadOnlyList<CustodyEvent> entries, ClockSheet sheet)
    {
        var clock = sheet.Current.LastOrDefault(clock => clock.Name == ClockName.Court);
        return entries.Select(entry => entry.Fact).OfType<CourtListed>().LastOrDefault(listed => clock is null || listed.SittingAt == clock.DueAt) is { } listed
            ? new(listed.Court, listed.SittingAt)
            : null;
    }

    public static IReadOnlyList<RequestPart> Requests(CertificateGround ground, IReadOnlyList<string> reliedOn, Record record, Instant now) =>
        [.. ground.Requests.Select(request => Request(request, reliedOn, record, now))];

    public static IReadOnlyList<ReviewPart> Reviews(IReadOnlyList<CustodyEvent> entries, CustodyRecord record) =>
        [.. entries.Where(entry => entry.Fact is ReviewHeld).Select(entry => Review(entry, (ReviewHeld)entry.Fact, record))];

    private static RequestPart Request(PlaceRequest request, IReadOnlyList<string> reliedOn, Record record, Instant now)
    {
        var outcome = request.OutcomeAt(now, record.ReplyWithin(request.AskedAt));
        var answer = Answer(request);
        return new(
            request.Asked.RequestId, request.AskedAt, Authorities.NameOf(request.Asked.Authority), request.Asked.Kind,
            request.Asked.SeriousHarmReason, Vocabulary<PlaceOutcome>.Word(outcome), answer?.At, answer?.Said.Placement?.Kind,
            answer?.Said.Placement?.ReadyAt, answer?.Said.ReasonCode, answer?.Said.Text, answer?.Said.Worker,
            reliedOn.Contains(request.Asked.RequestId))
        {
            Decision = answer?.Said.Decision,
            WithdrawnAt = request.WithdrawnAt,
            Awaited = request.Waiting && outcome == PlaceOutcome.Open,
        };
    }

    // The last that decided in time; where none did the last that asked for facts, and where there was none one that came too late.
    private static PlaceAnswer? Answer(PlaceRequest request) =>
        request.LastReply ?? request.Answers.LastOrDefault(answer => !answer.Late) ?? (request.Answers is [.., var late] ? late : null);

    private static PeoplePart People(IReadOnlyList<CustodyEvent> entries)
    {
        var (told, authority) = (Last<ResponsiblePersonTold>(entries), Last<LocalAuthorityTold>(entries));
        var (adult, solicitor) = (Coming<AaRequested, AaArrived>(entries), Coming<LegalAdviserRequested, LegalAdviserArrived>(entries));
        return new(
            told?.Fact.Relationship, told?.At, Named(authority?.Fact.Authority), authority?.At,
            ((AaArrived?)adult.Arrived?.Fact)?.Adult.Kind ?? ((AaRequested?)adult.Asked?.Fact)?.Adult.Kind,
            adult.Asked?.Occurred, adult.Arrived?.Occurred, solicitor.Asked?.Occurred, solicitor.Arrived?.Occurred)
        {
            AdultAskedAgain = adult.AskedAgain?.Occurred,
            SolicitorAskedAgain = solicitor.AskedAgain?.Occurred,
        };
    }

    // The first arrival, the first request before it, and the first later request that nobody came to.
    private static (CustodyEvent? Asked, CustodyEvent? Arrived, CustodyEvent? AskedAgain) Coming<TAsked, TArrived>(IReadOnlyList<CustodyEvent> entries)
        where TAsked : Fact where TArrived : Fact
    {
        var arrived = entries.FirstOrDefault(entry => entry.Fact is TArrived);
        var asked = entries.TakeWhile(entry => entry != arrived).FirstOrDefault(entry => entry.Fact is TAsked);
        var since = entries.LastOrDefault(entry => entry.Fact is TArrived) ?? asked;
        return (asked, arrived, since is null ? null : entries.SkipWhile(entry => entry != since).Skip(1).FirstOrDefault(entry => entry.Fact is TAsked));
    }

    private static ReviewPart Review(CustodyEvent at, ReviewHeld held, CustodyRecord record) =>
        new(at.Occurred, held.Officer, held.Method, held.Outcome, held.Representations) { Fault = ReviewFaults.Of(record, at, held) };

    private static string? Named(string? code) => code is null ? null : Authorities.NameOf(code);

    private static (Instant At, T Fact)? Last<T>(IReadOnlyList<CustodyEvent> entries) where T : Fact =>
        entries.LastOrDefault(entry => entry.Fact is T) is { } last ? (last.Occurred, (T)last.Fact) : null;
}
