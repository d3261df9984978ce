using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;

namespace CustodyWatch.Pace.Rules.Safeguards;

/// <summary>What an officer may ask about before doing it; each reason in the answer cites its own provision.</summary>
public enum AskedAction { StripSearch, Interview, Cell, SecureRequest, Release }

/// <summary>A reason for an answer, with its provision.</summary>
public sealed record MayReason(string Text, string Citation);

/// <summary>Whether something may be done to or for a child now, and on what conditions or why not.</summary>
/// <param name="Allowed">False when a provision forbids it as the record stands.</param>
/// <param name="Reasons">Why not; or what must hold for it to be lawful.</param>
public sealed record MayAnswer(bool Allowed, IReadOnlyList<MayReason> Reasons);

/// <summary>
/// "May we do this now?": asked beforehand, on the record as it stands, changing nothing. The log takes whatever happened
/// afterwards all the same.
/// </summary>
public static class MayWe
{
    /// <summary>The answer for an action.</summary>
    public static MayAnswer Answer(AskedAction action, CustodyRecord record)
    {
        if (record.Arrived is null) return No("No arrival is on the record yet.", "PACE 1984 s37");
        if (record.EndedAt is not null) return No("The detention has ended.", "PACE 1984 s34");
        return action switch
        {
            AskedAction.StripSearch => StripSearch(record),
            AskedAction.Interview => Interview(record),
            AskedAction.Cell => Cell(record),
            AskedAction.SecureRequest => SecureRequest(record),
            AskedAction.Release => Release(record),
            _ => throw new ArgumentOutOfRangeException(nameof(action), action, "no such action"),
        };
    }

    private static MayAnswer StripSearch(CustodyRecord record)
    {
        if (Bars.NotHeldForAnOffence(record) is { } bar) return new MayAnswer(false, [bar]);
        var bars = Bars.ToKeeping(record);
        if (Bars.NotFit(record) is { } unfit) bars.Add(unfit);
        if (record.IsAway) bars.Add(Bars.NotHere("PACE Code C Annex A 11"));
        var adult = Bars.AdultIsHere(record);
        return new MayAnswer(adult && bars.Count == 0,
        [
            .. bars,
            .. PastTheDayOfAWarrant(record),
            adult
                ? new("The adult stays, unless the child says with the adult there that they would rather not, and the adult agrees and signs for it.", "PACE Code C Annex A 11(c)")
                : new("No appropriate adult is here. Wait for one, unless it is urgent and there is a risk of serious harm to the child or others.", "PACE Code C Annex A 11(c)"),
            new("An adult of the opposite sex is there only if the child asks for that very adult.", "PACE Code C Annex A 11(b)"),
            new("Only if it is necessary to find something the child may not keep and it is reasonable to think it is hidden; never as routine.", "PACE Code C Annex A 10"),
            new("By an officer of the same sex, out of sight, with two others there where intimate parts are exposed, one of them the appropriate adult.", "PACE Code C Annex A 11"),
        ]);
    }

    private static MayAnswer Interview(CustodyRecord record)
    {
        var bars = Bars.ToKeeping(record);
        if (!Bars.AdultIsHere(record))
            bars.Add(new("No appropriate adult is here, and a child is not interviewed without one unless a superintendent authorises an urgent interview (11.18).", "PACE Code C 11.15"));
        if (Bars.LastFinding(record) is HealthcareFinding.NotFit)
            bars.Add(new("A healthcare professional found the child not fit.", "PACE Code C 12.3"));
        if (Bars.LastFinding(record) is HealthcareFinding.ToHospital)
            bars.Add(new("A healthcare professional sent the child to hospital, and nobody has found the child fit since.", "PACE Code C 12.3"));
        if (Bars.AtRest(record) is { } resting) bars.Add(resting);
        if (Bars.WaitsForAdvice(record))
            bars.Add(new("The child has asked for legal advice and has not had it. Wait for it, unless a superintendent finds that waiting would risk harm.", "PACE Code C 6.6"));
        if (record.ChargedAt is not null)
            bars.Add(new("The child has been charged: no more questions about that offence, unless to prevent harm, to clear up what was said, or on something new.", "PACE Code C 16.5"));
        if (record.IsAway) bars.Add(Bars.NotHere("PACE Code C 11.1"));
        if (bars.Count > 0) return new MayAnswer(false, bars);
        return new MayAnswer(true,
        [
            .. record.AuthorisedAt is null && !record.IsOnCourtWarrant
                ? [new MayReason("Detention is not authorised yet: the custody officer decides first whether the child is kept at all.", "PACE 1984 s37(2)")]
                : Array.Empty<MayReason>(),
            .. PastTheDayOfAWarrant(record),
            new("Rights must have been given again with the adult there.", "PACE Code C 3.17"),
            new("Ask again whether the child wants legal advice; the adult may ask for it too.", "PACE Code C 6.5A"),
            new("Eight hours of rest in any 24 come first, and the interview breaks at mealtimes.", "PACE Code C 12.2"),
        ]);
    }

    private static MayAnswer Cell(CustodyRecord record)
    {
        if (Bars.NotHeldForAnOffence(record) is { } bar) return new MayAnswer(false, [bar]);
        var bars = Bars.ToKeeping(record);
        if (Bars.NotFit(record) is { } unfit) bars.Add(unfit);
        if (record.IsAway) bars.Add(Bars.NotHere("PACE Code C 8.8"));
        if (bars.Count > 0) return new MayAnswer(false, bars);
        return new MayAnswer(true,
        [
            .. PastTheDayOfAWarrant(record),
            new("Only if no other secure place is available and the child cannot be supervised outside a cell, or the cell is more comfortable.", "PACE Code C 8.8"),
            new("Never with a detained adult.", "CYPA 1933 s31"),
            new("The reason goes on the custody record.", "PACE Code C 8.10"),
            .. record.Child.Sex is Sex.Female ? [new MayReason("A girl stays in the care of a named woman.", "CYPA 1933 s31")] : Array.Empty<MayReason>(),
        ]);
    }

    private static MayAnswer SecureRequest(CustodyRecord record)
    {
        var refusal = record.BailRefusals.LastOrDefault(one => one.GrantedAt is null);
        if (refusal is { IsChild: false })
            return No("The person was 18 or over when bail was refused, so the duty to move a child does not apply.", "PACE 1984 s37(15)");
        if (refusal is null && record.Child.AgeAt(record.At) >= Ages.Adult)
            return No("The person is 18 or over and bail does not stand refused, so the duty to move a child (section 38(6)) does not apply.", "PACE 1984 s37(15)");
        if (record.Child.AgeAt(record.At) < Ages.Secure)
            return No("Secure accommodation may be asked for only for a child of 12 or over: ask for a non-secure place, which the authority must provide.", "PACE 1984 s38(6)(b)");
        if (!Gates.SeriousHarmInQuestion(record, record.Events.Count))
            return No("No offence on the record is violent or sexual, so serious harm to the public is not in question: ask for a non-secure place.", "PACE 1984 s38(6A)");
        return new MayAnswer(true,
        [
            .. refusal is null
                ? [new MayReason("Bail does not stand refused after charge, so section 38 does not apply now: say so when asking.", "PACE 1984 s38(6)")]
                : Array.Empty<MayReason>(),
            new("Only if no other accommodation would protect the public from serious harm from the child between now and court. The ground for refusing bail is not enough.", "PACE 1984 s38(6)(b)"),
            new("Ask the authority also what else it can offer.", "Children Act 1989 s21(2)(b)"),
        ]);
    }

    private static MayAnswer Release(CustodyRecord record)
    {
        var reasons = new List<MayReason>();
        if (Bars.PastTheLimit(record) is { } past) reasons.Add(past);
        if (Bars.ToBeReleased(record) is { } decided) reasons.Add(decided);
        if (record.IsOnCourtWarrant)
            reasons.Add(new("The child was arrested on a court's warrant: unless the warrant is backed for bail the custody officer does not release, but has the child taken before the court as soon as practicable, and within 24 hours of the arrest, not counting a Sunday, Christmas Day or Good Friday.", "Bail Act 1976 s7(4)"));
        reasons.Add(new("Before the child leaves, assess the risks of release: who collects them, how they get home, who is told.", "College of Policing APP, pre-release risk assessment"));
        var unreferred = Duties.SocialCare.Arising(record).Any(cycle => cycle.Met is null);
        if (unreferred)
            reasons.Add(new("Children's social care has not been told of this child: refer before the child leaves. It is no reason to keep the child.", "Children Act 2004 s11"));
        return new MayAnswer(true, reasons);
    }

    // No bar: a Sunday, Christmas Day or Good Friday does not count, and the clock counts them all.
    private static IEnumerable<MayReason> PastTheDayOfAWarrant(CustodyRecord record) =>
        record.IsOnCourtWarrant && Bars.LimitHasPassed(record)
            ? [new("24 hours have passed since the arrest on a court's warrant: unless a Sunday, Christmas Day or Good Friday lay in them, the child had to be before the court by now.", "Bail Act 1976 s7(4)")]
            : [];

    private static MayAnswer No(string text, string citation) => new(false, [new MayReason(text, citation)]);
}
