using CustodyWatch.Pace.Accommodation;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Rules.Limits;
using NodaTime;

namespace CustodyWatch.Pace.Rules.AfterCharge;

/// <summary>
/// A child kept after bail is refused is kept only under a certificate (PACE 1984 s38(6)), which is produced to the court
/// before which the child is first brought (s38(7)).
/// </summary>
internal static class Certificates
{
    private static readonly Provision S386 = Provision.Local("certificateMinutes", "PACE 1984 s38(6)");
    private static readonly Provision S387 = Provision.Statute("PACE 1984 s38(7)") with
    {
        WhenBroken = "When it sat, the court had not been told, as the Act requires, why the child was kept in a police cell.",
    };
    private static readonly Provision Void = Provision.Statute("PACE 1984 s38(6)") with
    {
        WhenBroken = "It gives no authority to keep the child at the station.",
    };

    public static IEnumerable<Cycle> Arising(CustodyRecord record)
    {
        var (owed, produced) = (0, 0);
        foreach (var refusal in record.BailRefusals)
        {
            var valid = FirstValid(record, refusal);
            if (refusal.IsChild) yield return Owed(record, refusal, valid, ++owed);
            // Nobody is owed one who was 18 by then; one that was signed all the same goes to the court.
            if (valid >= 0 && valid < refusal.GrantedIndex) yield return ToCourt(record, refusal, valid, ++produced);
        }
        foreach (var gate in VoidOnes(record)) yield return gate;
    }

    private static Cycle Owed(CustodyRecord record, BailRefusal refusal, int valid, int sequence)
    {
        var moved = Duty.FirstDoneAfter(record, refusal.Index, fact => fact is Transferred { To: TransferTo.LocalAuthority });
        return Duty.Once(record, ClockName.Certificate, refusal.At, record.Numbers(refusal.At).CertificateMinutes, S386, null,
            "There", "be a certificate, or the child moved to the local authority,") with
        {
            Sequence = sequence,
            Met = Duty.Earlier(valid < 0 ? null : record.Events[valid].Occurred, moved),
            Lapsed = refusal.GrantedAt,
        };
    }

    private static Cycle ToCourt(CustodyRecord record, BailRefusal refusal, int certificate, int sequence)
    {
        var start = record.Events[certificate].Occurred;
        var sitting = CourtAppearance.Sitting(record, record.BailRefusals.ToList().IndexOf(refusal));
        Instant? produced = null;
        var index = -1;
        foreach (var entry in CourtAppearance.UntilClosed(record))
            if (++index > certificate && produced is null && entry.Fact is CertificateProduced before && !CertificateValidity.IsVoid(record, before.CertificateId, index))
                produced = entry.Occurred;
        return new Cycle
        {
            Name = ClockName.CertificateToCourt,
            Sequence = sequence,
            Start = start,
            Due = sitting,
            WarnBefore = [CourtAppearance.Warning],
            Met = produced,
            Lapsed = refusal.GrantedAt,
            Stopped = CourtAppearance.ClosedAt(record),
            Provision = S387,
            Explain = clock => $"The certificate signed at {clock.Time(start)} {clock.Must} be " + (sitting is { } at
                ? $"before the court {(clock.IsOver ? "at its sitting" : "when it sits")} at {clock.Time(at)}."
                : $"produced to the court; no sitting {(clock.IsOver ? "was recorded" : "is recorded yet")}."),
        };
    }

    private static int FirstValid(CustodyRecord record, BailRefusal refusal)
    {
        for (var i = refusal.Index + 1; i < record.Events.Count; i++)
            if (record.Events[i].Fact is CertificateIssued && CertificateValidity.WhyVoid(record, i) is null)
                return i;
        return -1;
    }

    private static IEnumerable<Cycle> VoidOnes(CustodyRecord record)
    {
        var sequence = 0;
        for (var i = 0; i < record.Events.Count; i++)
        {
            if (record.Events[i].Fact is not CertificateIssued { Limb: not CertificateLimb.LaFailure }) continue;
            if (CertificateValidity.WhyVoid(record, i) is not { } why) continue;
            Instant? remedied = null;
            for (var later = i + 1; later < record.Events.Count && remedied is null; later++)
                if (record.Events[later].Fact is CertificateIssued && CertificateValidity.WhyVoid(record, later) is null)
                    remedied = record.Events[later].Occurred;
            yield return Duty.Gate(ClockName.CertificateVoid, ++sequence, record.Events[i].Occurred, remedied, Void, _ => why);
        }
    }
}
