using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Pace.Alerting;

/// <summary>One thing that a ladder may not be, and the part of it that is so.</summary>
public sealed record LadderFault(string Part, string Rule);

/// <summary>
/// How far a force may change a ladder. What speaks for a statute, every gate, and the duties whose ladder is their own may be
/// made earlier or wider and never later or narrower than the usual one; for Code C the same people must be told, when is the
/// force's; a local service level must always reach those who are told when it is due.
/// </summary>
public static class LadderFloor
{
    /// <summary>The longest an escalation may wait.</summary>
    public static readonly Duration Longest = Duration.FromHours(24);

    /// <summary>The longest an acknowledgement of a local duty may hold.</summary>
    public static readonly Duration LongestHold = Duration.FromMinutes(60);

    private static readonly Audience[] OfAuthority = [Audience.DutyDesk, Audience.DutyManager, Audience.HeadOfService];
    private static readonly ClockName[] OwnLadder = [ClockName.AccommodationReply, ClockName.FoodTaken];

    /// <summary>Who can be told about a duty: those of a local authority only where one was asked.</summary>
    public static IReadOnlyList<Audience> Reachable(ClockName clock) =>
        [.. Enum.GetValues<Audience>().Where(audience => IsOfAuthority(clock) || !OfAuthority.Contains(audience))];

    /// <summary>Everything that is wrong with a ladder a force would set; nothing when it may stand.</summary>
    public static IEnumerable<LadderFault> Faults(ClockKind kind, Ladder usual, Ladder wanted)
    {
        var whole = IsWhole(kind);
        if (whole || kind.Authority == Authority.Code)
            foreach (var lost in usual.Warning.To.Except(wanted.Warning.To))
                yield return new("warning.to", $"must still tell the {Word(lost)} at the warning: {Why(kind)}");
        foreach (var lost in usual.Due.To.Except(wanted.Due.To))
            yield return new("due.to", $"must still tell the {Word(lost)} when it is {(kind.IsGate ? "raised" : "due")}: {Why(kind)}");
        if (whole || kind.Authority == Authority.Code)
            foreach (var usually in usual.Escalations)
                foreach (var audience in usually.Rung.To.Where(audience => !Tells(wanted, usually, audience, whole)))
                    yield return new("escalations", whole
                        ? $"must still tell the {Word(audience)} no later than {Say.Length(usually.After)} after it is {(usually.From == EscalationFrom.Due ? "due" : "begun")}: {Why(kind)}"
                        : $"must still come to the {Word(audience)}: {Why(kind)}");
        var longest = whole || kind.Authority == Authority.Code ? usual.AcknowledgementHolds : LongestHold;
        if (wanted.AcknowledgementHolds > longest)
            yield return new("acknowledgementMinutes", $"may be at most {(int)longest.TotalMinutes}: {Why(kind)}");
    }

    private static bool Tells(Ladder wanted, Escalation usually, Audience audience, bool inTime) =>
        wanted.Due.To.Contains(audience) || wanted.Escalations.Any(escalation =>
            escalation.From == usually.From && escalation.Rung.To.Contains(audience) && (!inTime || escalation.After <= usually.After));

    private static bool IsWhole(ClockKind kind) =>
        kind.Authority == Authority.Statute || kind.IsGate || OwnLadder.Contains(kind.Name);

    private static bool IsOfAuthority(ClockName clock) => clock is ClockName.AccommodationReply or ClockName.AccommodationTransfer;

    private static string Why(ClockKind kind) => kind switch
    {
        { Authority: Authority.Statute } => $"a ladder under {kind.Citation} may be earlier or wider than the usual one, never later or narrower",
        { IsGate: true } => "what should never happen goes to the sergeant and the inspector at once",
        _ when OwnLadder.Contains(kind.Name) => "this ladder may be earlier or wider than the usual one, never later or narrower",
        { Authority: Authority.Code } => $"nobody who is usually told about {kind.Citation} may be left out",
        _ => "somebody at the desk must always be told",
    };

    private static string Word(Audience audience) =>
        audience == Audience.Healthcare ? "healthcare professional" : Vocabulary<Audience>.Word(audience).Replace('-', ' ');
}
