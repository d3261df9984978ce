using CustodyWatch.Pace.Accommodation;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Rules.AfterCharge;
using NodaTime;

namespace CustodyWatch.Pace.Oversight;

/// <summary>What became of a child refused bail after charge (PACE 1984 s38(6)): asked, answered, moved, certified, or silence.</summary>
internal static class PlaceFigures
{
    public static DetentionFigures Add(DetentionFigures figures, CustodyRecord record, BailRefusal refused)
    {
        var requests = PlaceRequests.Of(record.Events);
        var first = requests.Count > 0 ? requests[0] : null;
        var moved = record.End?.Fact is Transferred { To: TransferTo.LocalAuthority };
        return figures with
        {
            BailRefusedAt = refused.At,
            BailedAfterRefusal = record.BailRefusals.Last(refusal => refusal.IsChild).GrantedAt is not null,
            Requested = first is not null,
            SecureRequested = requests.Any(request => request.Asked.Kind == AccommodationKind.Secure),
            Answered = requests.Any(request => request.FirstReply is not null),
            Accepted = requests.Any(request => Stands(request, AccommodationDecision.Accepted)),
            OfferedOther = requests.Any(request => Stands(request, AccommodationDecision.OfferedOther)),
            Declined = requests.Any(request => Stands(request, AccommodationDecision.Declined)),
            NoReplyFrom = requests.Min(request => request.SilentFrom(Duration.FromMinutes(record.Numbers(request.AskedAt).AccommodationReplyMinutes))),
            RequestMinutes = first is null ? null : FiguresOf.Minutes(refused.At, first.AskedAt),
            ReplyMinutes = first?.FirstReply is { } reply ? FiguresOf.Minutes(first.AskedAt, reply.At) : null,
            TransferMinutes = moved ? FiguresOf.Minutes(refused.At, record.EndedAt!.Value) : null,
            CourtSameDay = record is { End.Fact: Transferred { To: TransferTo.Court } or Released { Outcome: ReleaseOutcome.ToCourt } }
                && record.ChargedAt is { } charged && LondonTime.DateAt(charged) == LondonTime.DateAt(record.EndedAt!.Value),
            Certified = Enumerable.Range(0, record.Events.Count).Any(i =>
                record.Events[i].Fact is CertificateIssued && CertificateValidity.WhyVoid(record, i) is null),
            CourtOutcome = record.EventsAndAfterEnd.Select(entry => entry.Fact).OfType<CourtOutcome>().FirstOrDefault() is { } ordered
                ? Vocabulary<CourtOutcomeKind>.Word(ordered.Outcome)
                : null,
        };
    }

    private static bool Stands(PlaceRequest request, AccommodationDecision decision) => request.Standing?.Said.Decision == decision;
}
