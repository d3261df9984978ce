using CustodyWatch.Pace.Alerting;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Screens;
using NodaTime;

namespace CustodyWatch.Features.Administration.Pages;

/// <summary>A ladder in words.</summary>
internal static class LadderText
{
    public static string Who(Rung rung) => Words.Capital(string.Join(", ", rung.To.Select(audience => Vocabulary<Audience>.Word(audience).Replace('-', ' '))));

    // Who, and whether they are reached whatever screen is open.
    private static string How(Rung rung) => Who(rung) + (rung.OutOfBand ? ": by text or email as well, even while a screen is open" : "");

    /// <summary>Each step and who is told at it, in order.</summary>
    public static IEnumerable<(string When, string Who)> Lines(ClockKind kind, Ladder ladder)
    {
        if (ladder.Start is { } start) yield return ("When it begins", How(start));
        if (!kind.IsGate) yield return ("At the warning", How(ladder.Warning));
        yield return (kind.IsGate ? "At once" : "When due", How(ladder.Due));
        foreach (var escalation in ladder.Escalations)
            yield return ($"{Length(escalation.After)} {(escalation.From == EscalationFrom.Due ? "later" : "after it began")}", How(escalation.Rung));
    }

    private static string Length(Duration length) => LondonText.Length(length);
}
