using CustodyWatch.Pace.Accommodation;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Pace.Rules.AfterCharge;

/// <summary>
/// A child refused bail after charge is moved to local authority accommodation (PACE 1984 s38(6)): the authority is asked at
/// once, by a local number of minutes.
/// </summary>
internal static class AccommodationRequest
{
    private static readonly Provision S386 = Provision.Local("accommodationRequestMinutes", "PACE 1984 s38(6)");

    public static IEnumerable<Cycle> Arising(CustodyRecord record)
    {
        foreach (var (refusal, sequence) in AfterRefusal.OfAChild(record))
        {
            yield return Duty.Once(record, ClockName.AccommodationRequest, refusal.At, record.Numbers(refusal.At).AccommodationRequestMinutes,
                S386, null, "The local authority", "be asked to take the child") with
            {
                Sequence = sequence,
                Met = AlreadyAsked(record, refusal) ? refusal.At : Asked(record, refusal),
                Lapsed = refusal.GrantedAt,
            };
        }
    }

    private static Instant? Asked(CustodyRecord record, BailRefusal refusal)
    {
        for (var i = refusal.Index + 1; i < record.Events.Count; i++)
        {
            var (at, fact) = (record.Events[i].Occurred, record.Events[i].Fact);
            if (fact is AccommodationRequested request && AccommodationReply.IsFirst(record, i, request.RequestId)) return at;
            if (fact is Transferred { To: TransferTo.LocalAuthority }) return at;
            if (fact is CertificateIssued { Limb: CertificateLimb.Impracticable } && CertificateValidity.WhyVoid(record, i) is null) return at;
        }
        return null;
    }

    /// <summary>
    /// Whether a request made before the refusal still stood then: neither withdrawn nor, as last answered, declined, whatever became of
    /// bail meanwhile (decision 0003).
    /// </summary>
    private static bool AlreadyAsked(CustodyRecord record, BailRefusal refusal)
    {
        Dictionary<string, bool>? stands = null;
        for (var i = 0; i < refusal.Index; i++)
        {
            switch (record.Events[i].Fact)
            {
                case AccommodationRequested request when AccommodationReply.IsFirst(record, i, request.RequestId):
                    (stands ??= new(StringComparer.Ordinal))[request.RequestId] = true;
                    break;
                case AccommodationAnswered { Decision: not AccommodationDecision.NeedsFacts } answer when stands?.ContainsKey(answer.RequestId) == true:
                    stands[answer.RequestId] = answer.Decision != AccommodationDecision.Declined;
                    break;
                case AccommodationWithdrawn withdrawn:
                    stands?.Remove(withdrawn.RequestId);
                    break;
            }
        }
        return stands?.ContainsValue(true) == true;
    }
}

/// <summary>
/// The authority answers, day and night, every day (Children Act 1989 s21(2)(b)), by a local number of minutes. Silence is an
/// outcome: it stays in the ledger with its length.
/// </summary>
internal static class AccommodationReply
{
    private static readonly Duration Warning = Duration.FromMinutes(30);
    private static readonly Provision S21 = Provision.Local("accommodationReplyMinutes", "Children Act 1989 s21(2)(b)");

    public static IEnumerable<Cycle> Arising(CustodyRecord record)
    {
        var sequence = 0;
        for (var i = 0; i < record.Events.Count; i++)
        {
            if (record.Events[i].Fact is not AccommodationRequested request || !IsFirst(record, i, request.RequestId)) continue;
            var at = record.Events[i].Occurred;
            yield return Duty.Once(record, ClockName.AccommodationReply, at, record.Numbers(at).AccommodationReplyMinutes, S21, null,
                "The local authority", "answer, by night as by day,", Warning) with
            {
                Sequence = ++sequence,
                Met = Duty.FirstDoneAfter(record, i, fact => Answers(fact, request.RequestId)),
                Lapsed = AfterRefusal.BailGrantedAfter(record, i),
            };
        }
    }

    private static bool Answers(Fact fact, string requestId) => fact switch
    {
        AccommodationAnswered answer => answer.RequestId == requestId && answer.Decision != AccommodationDecision.NeedsFacts,
        AccommodationWithdrawn withdrawn => withdrawn.RequestId == requestId,
        _ => false,
    };

    /// <summary>Whether this is the first request of its id; one repeated starts nothing.</summary>
    public static bool IsFirst(CustodyRecord record, int index, string requestId)
    {
        for (var i = 0; i < index; i++)
            if (record.Events[i].Fact is AccommodationRequested earlier && earlier.RequestId == requestId)
                return false;
        return true;
    }
}

/// <summary>A place offered is a child to be moved: within local minutes of the answer, or an hour of the place being ready.</summary>
internal static class AccommodationTransfer
{
    private static readonly Duration Warning = Duration.FromMinutes(30);
    private static readonly Duration OnceReady = Duration.FromMinutes(60);
    private static readonly Provision Level = Provision.Local("accommodationTransferMinutes");

    public static IEnumerable<Cycle> Arising(CustodyRecord record)
    {
        HashSet<string>? asked = null;
        var sequence = 0;
        for (var i = 0; i < record.Events.Count; i++)
        {
            switch (record.Events[i].Fact)
            {
                case AccommodationRequested request:
                    (asked ??= new(StringComparer.Ordinal)).Add(request.RequestId);
                    break;
                case AccommodationAnswered answer when answer.Decision.OffersPlace() && asked?.Contains(answer.RequestId) is true:
                    yield return Move(record, i, answer, ++sequence);
                    break;
            }
        }
    }

    private static Cycle Move(CustodyRecord record, int index, AccommodationAnswered answer, int sequence)
    {
        var at = record.Events[index].Occurred;
        var ready = answer.Placement?.ReadyAt;
        var due = ready is { } from ? from + OnceReady : at + Duration.FromMinutes(record.Numbers(at).AccommodationTransferMinutes);
        var superseded = Duty.FirstDoneAfter(record, index, fact => fact switch
        {
            AccommodationAnswered later => later.RequestId == answer.RequestId,
            AccommodationWithdrawn withdrawn => withdrawn.RequestId == answer.RequestId,
            _ => false,
        });
        return new Cycle
        {
            Name = ClockName.AccommodationTransfer,
            Sequence = sequence,
            Start = at,
            Due = due,
            WarnBefore = [Warning],
            Met = Duty.FirstDoneAfter(record, index, fact => fact is Transferred { To: TransferTo.LocalAuthority }),
            Lapsed = Duty.Earlier(superseded, AfterRefusal.BailGrantedAfter(record, index)),
            Stopped = record.EndedAt,
            Provision = Level,
            Explain = clock => $"The child {clock.Must} be moved to the local authority by {clock.Time(due)}: {Say.Length(due - (ready ?? at))} from "
                + (ready is { } place ? $"{clock.Time(place)}, when the place {(clock.IsOver ? "was to be" : "is")} ready." : $"{clock.Time(at)}, when it offered a place."),
        };
    }
}
