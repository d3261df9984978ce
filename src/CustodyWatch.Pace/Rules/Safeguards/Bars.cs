using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Rules.Limits;
using CustodyWatch.Pace.Rules.Reviews;
using CustodyWatch.Pace.Rules.Welfare;

namespace CustodyWatch.Pace.Rules.Safeguards;

/// <summary>What forbids that something is done to a child, as the record stands, each with its provision.</summary>
public static class Bars
{
    /// <summary>
    /// Why the child may not be kept as things stand, so that nothing is done that rests on it: never held for an offence, past the limit
    /// uncharged (PACE 1984 s41(7)), granted bail (s38(1)) or to be released by a review (s40(8), (10)), or past a review that was due (s40).
    /// </summary>
    public static List<MayReason> ToKeeping(CustodyRecord record)
    {
        if (NotHeldForAnOffence(record) is { } never) return [never];
        var bars = new List<MayReason>();
        if (PastTheLimit(record) is { } past) bars.Add(past);
        if (ToBeReleased(record) is { } released) bars.Add(released);
        if (ReviewOwed(record) is { } review)
            bars.Add(new($"The {Say.Ordinal(review.Sequence)} review of detention was due by {Say.Time(review.Due!.Value, record.At)} and no proper one has been held, which makes the detention unlawful: hold the review first.", review.Provision.Basis.Citation!));
        return bars;
    }

    /// <summary>The limit has passed (PACE 1984 s41(7)); not for a court's warrant, whose end the court decides.</summary>
    public static MayReason? PastTheLimit(CustodyRecord record) => !record.IsOnCourtWarrant && LimitHasPassed(record)
        ? new("The limit on detention without charge has passed: the child must be released, with or without bail, or charged.", "PACE 1984 s41(7)")
        : null;

    /// <summary>
    /// Bail was granted (PACE 1984 s38(1)) or a review decided on release (s40(8), (10)), and nothing has come since on which the child is
    /// kept: no refusal, charge or authorisation and, after a review, no other review.
    /// </summary>
    public static MayReason? ToBeReleased(CustodyRecord record) => ReleaseDecided(record) switch
    {
        null => null,
        { Fact: BailGranted, Occurred: var granted } => new($"Bail was granted at {Say.Time(granted, record.At)} and has not been refused since: the child must be released.", "PACE 1984 s38(1)"),
        { Occurred: var reviewed } => new(
            $"The review at {Say.Time(reviewed, record.At)} decided on release: the child must be released.",
            record.Events.Any(entry => entry.Fact is Charged) ? "PACE 1984 s40(10)" : "PACE 1984 s40(8)"),
    };

    /// <summary>The same as the entry that decided it: the grant of bail, or the review.</summary>
    public static CustodyEvent? ReleaseDecided(CustodyRecord record)
    {
        if (BailStanding.Of(record.Events) is { Fact: BailGranted } granted) return granted;
        var (charged, authorised) = (false, false);
        CustodyEvent? decided = null;
        foreach (var entry in record.Events)
        {
            (charged, authorised) = (charged || entry.Fact is Charged, authorised || entry.Fact is DetentionAuthorised);
            decided = entry.Fact switch
            {
                BailGranted or BailRefused or Charged or DetentionAuthorised => null,
                ReviewHeld review when authorised && ReviewOfDetention.RightRank(review, charged) =>
                    review.Outcome is ReviewOutcome.Release ? entry : null,
                _ => decided,
            };
        }
        return decided;
    }

    /// <summary>Whether the limit on detention without charge has passed; one broken before a warrant of further detention began another is not what holds now.</summary>
    public static bool LimitHasPassed(CustodyRecord record) =>
        record.ChargedAt is null && Limit(record)?.IsBrokenAt(record.At) is true;

    /// <summary>The limit on detention without charge that holds now; null where none runs.</summary>
    public static Cycle? Limit(CustodyRecord record) =>
        DetentionLimit.Arising(record).LastOrDefault(cycle => cycle.Name == ClockName.DetentionLimit);

    /// <summary>A healthcare professional found the child not fit to be detained (Code C 9.5).</summary>
    public static MayReason? NotFit(CustodyRecord record) => LastFinding(record) is HealthcareFinding.NotFit
        ? new("A healthcare professional found the child not fit to be detained, and nobody has found the child fit since: hospital or release.", "PACE Code C 9.5")
        : null;

    /// <summary>Eight hours' rest has begun and is not complete (Code C 12.2).</summary>
    public static MayReason? AtRest(CustodyRecord record) => Rest.CompletesAt(record) > record.At
        ? new("The child is at rest, which is not broken off for an interview unless the custody officer finds that waiting would risk harm to people or serious loss of property, keep the child longer than needed or prejudice the investigation, or the child, the appropriate adult or the legal adviser asks for it.", "PACE Code C 12.2")
        : null;

    /// <summary>Whether an appropriate adult is with the child: from when one arrived until one left.</summary>
    public static bool AdultIsHere(CustodyRecord record)
    {
        var here = false;
        foreach (var entry in record.Events)
            here = entry.Fact switch { AaArrived => true, AaLeft => false, _ => here };
        return here;
    }

    /// <summary>Whether a legal adviser was asked for and has neither come nor been declined since (PACE 1984 s58).</summary>
    public static bool WaitsForAdvice(CustodyRecord record)
    {
        var waits = false;
        foreach (var entry in record.Events)
            waits = entry.Fact switch { LegalAdviserRequested or ChildAsked { For: AskedFor.Solicitor } => true, LegalAdviserArrived or LegalAdviserDeclined => false, _ => waits };
        return waits;
    }

    /// <summary>What a healthcare professional found last; null where none has come.</summary>
    public static HealthcareFinding? LastFinding(CustodyRecord record) =>
        (record.Events.LastOrDefault(entry => entry.Fact is HealthcareAttended)?.Fact as HealthcareAttended)?.Finding;

    /// <summary>Under the Mental Health Act (MHA 1983 s136A) or under ten (CYPA 1933 s50), and so not held for an offence.</summary>
    public static MayReason? NotHeldForAnOffence(CustodyRecord record)
    {
        if (record.Arrived!.Route == Route.MentalHealth)
            return new("A child held under the Mental Health Act may not be kept at a police station at all.", "Mental Health Act 1983 s136A");
        return record.Child.AgeAt(record.ArrivedAt!.Value) < Ages.Criminal
            ? new("A child under ten cannot be arrested for an offence: let the child go, or keep the child safe under the Children Act.", "CYPA 1933 s50")
            : null;
    }

    /// <summary>The child is at hospital or between stations.</summary>
    /// <param name="citation">What is to be done by which the child has to be here.</param>
    public static MayReason NotHere(string citation) => new("The child is not in the suite.", citation);

    /// <summary>The review that was due and has not been held (PACE 1984 s40).</summary>
    public static Cycle? ReviewOwed(CustodyRecord record) => ReviewOfDetention.Arising(record)
        .LastOrDefault(cycle => cycle.Name == ClockName.Review && cycle.Met is null && cycle.IsBrokenAt(record.At));
}
