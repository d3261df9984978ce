using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Pace.Rules.Limits;

/// <summary>
/// A charged child who is kept goes before a court at its first sitting (PACE 1984 s46(2)), wherever the child is kept; the
/// court is told by a local number of minutes.
/// </summary>
internal static class CourtAppearance
{
    public static readonly Duration Warning = Duration.FromMinutes(60);
    private static readonly Provision S46 = Provision.Statute("PACE 1984 s46(2)");
    private static readonly Provision Listing = Provision.Local("courtListingMinutes");

    public static IEnumerable<Cycle> Arising(CustodyRecord record)
    {
        for (var i = 0; i < record.BailRefusals.Count; i++)
        {
            var refusal = record.BailRefusals[i];
            var sitting = Sitting(record, i);
            yield return new Cycle
            {
                Name = ClockName.Court,
                Sequence = i + 1,
                Start = refusal.At,
                Due = sitting,
                WarnBefore = [Warning],
                Met = BeforeCourt(record, refusal),
                Lapsed = refusal.GrantedAt,
                Stopped = ClosedAt(record),
                Provision = S46,
                Explain = clock => Sentence(clock, sitting),
                WhenBroken = clock => $"Past that sitting the child {(clock.IsOver ? "was" : "is")} kept from the court without authority.",
            };
            yield return CourtListing(record, i);
        }
    }

    private static string Sentence(Clock clock, Instant? sitting) => (sitting, clock.IsOver) switch
    {
        ({ } at, false) => $"The court sits at {clock.Time(at)}: the child must be before it then, wherever the child is kept.",
        ({ } at, true) => $"The court's sitting was set for {clock.Time(at)}: the child had to be before it then, wherever the child was kept.",
        (null, false) => $"Bail was refused at {clock.Time(clock.StartedAt)} and no court sitting is recorded yet: the child goes to the first one.",
        (null, true) => $"Bail was refused at {clock.Time(clock.StartedAt)} and no court sitting was recorded: the child had to go to the first one.",
    };

    private static Cycle CourtListing(CustodyRecord record, int refusalNumber)
    {
        var refusal = record.BailRefusals[refusalNumber];
        var minutes = record.Numbers(refusal.At).CourtListingMinutes;
        var duty = Duty.Once(record, ClockName.CourtListing, refusal.At, minutes, Listing, null, "The court", "be asked for its first sitting");
        return duty with
        {
            Sequence = refusalNumber + 1,
            Met = Listed(record.Events, refusal, refusalNumber + 1).Since ?? (duty.Due < refusal.GrantedAt ? ListedAfterGrant(record, refusalNumber) : null),
            Lapsed = refusal.GrantedAt,
        };
    }

    /// <summary>The first sitting named after bail was granted and before it is refused again: what was broken by then may still be met late.</summary>
    private static Instant? ListedAfterGrant(CustodyRecord record, int refusalNumber)
    {
        var until = refusalNumber + 1 < record.BailRefusals.Count ? record.BailRefusals[refusalNumber + 1].Index : record.Events.Count;
        for (var i = record.BailRefusals[refusalNumber].GrantedIndex + 1; i < until; i++)
            if (record.Events[i].Fact is CourtListed)
                return record.Events[i].Occurred;
        return null;
    }

    /// <summary>The sitting that counts for a refusal; null while the court has named none.</summary>
    public static Instant? Sitting(CustodyRecord record, int refusalNumber) =>
        Listed(UntilClosed(record), record.BailRefusals[refusalNumber], refusalNumber + 1).Sitting;

    /// <summary>
    /// Since when a sitting has been named, and the one that counts: the listing last recorded at or before the sitting it would
    /// replace. A listing from before the refusal counts too; one for an earlier refusal does not when its sitting has passed, and
    /// none that was made after bail was granted.
    /// </summary>
    private static (Instant? Since, Instant? Sitting) Listed(IEnumerable<CustodyEvent> events, BailRefusal refusal, int sequence)
    {
        (Instant? Since, Instant? Sitting) listed = default;
        var index = -1;
        foreach (var entry in events)
        {
            if (++index > refusal.GrantedIndex) break;
            if (entry.Fact is not CourtListed listing) continue;
            if (IsOver(listed.Sitting)) listed = default;
            if (listed.Sitting is null) listed = (entry.Occurred, listing.SittingAt);
            else if (entry.Occurred <= listed.Sitting) listed.Sitting = listing.SittingAt;
        }
        return IsOver(listed.Sitting) ? default : listed;

        bool IsOver(Instant? sitting) => sequence > 1 && sitting < refusal.At;
    }

    /// <summary>The events that still count towards the duties owed to the court.</summary>
    public static IEnumerable<CustodyEvent> UntilClosed(CustodyRecord record)
    {
        foreach (var entry in record.Events) yield return entry;
        if (!OutlivesDetention(record)) yield break;
        foreach (var entry in record.AfterEnd)
        {
            yield return entry;
            if (entry.Fact is CourtOutcome or Released) yield break;
        }
    }

    private static bool OutlivesDetention(CustodyRecord record) =>
        record.End?.Fact is Transferred { To: TransferTo.Court or TransferTo.LocalAuthority };

    /// <summary>
    /// When the duties owed to the court stop: with the detention, or after a handover to the court or a local authority
    /// when the outcome or the release closes the record.
    /// </summary>
    public static Instant? ClosedAt(CustodyRecord record)
    {
        if (!OutlivesDetention(record)) return record.EndedAt;
        foreach (var entry in record.AfterEnd)
            if (entry.Fact is CourtOutcome or Released)
                return entry.Occurred;
        return null;
    }

    private static Instant? BeforeCourt(CustodyRecord record, BailRefusal refusal)
    {
        var index = -1;
        foreach (var entry in UntilClosed(record))
        {
            if (++index <= refusal.Index) continue;
            if (entry.Fact is Transferred { To: TransferTo.Court } or Released { Outcome: ReleaseOutcome.ToCourt } or CourtOutcome)
                return entry.Occurred;
        }
        return null;
    }
}
