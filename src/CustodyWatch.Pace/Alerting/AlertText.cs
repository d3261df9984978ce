using System.Globalization;
using CustodyWatch.Pace.Clocks;
using NodaTime;

namespace CustodyWatch.Pace.Alerting;

/// <summary>An alert in words. They never name a child: the custody record number and the suite say whom it is about.</summary>
public static class AlertText
{
    /// <summary>A few words for a heading.</summary>
    public static string Title(Clock clock, Step step) => clock.IsGate && step == Step.Due
        ? clock.Title
        : $"{clock.Title}: " + step.Kind switch
        {
            StepKind.Warning when IsAhead(clock, step) => "due soon",
            StepKind.Warning => "overdue",
            StepKind.Due => "overdue",
            _ when !clock.IsGate => "still overdue",
            _ => ClockKind.Of(clock.Name).IsPastMending ? "still to be seen" : "still not put right",
        };

    /// <summary>One plain sentence: what is wrong, for whom, and under which provision.</summary>
    /// <param name="clock">The cycle as it stands.</param>
    /// <param name="step">The step that speaks.</param>
    /// <param name="custodyRecordNumber">Whom it is about.</param>
    /// <param name="suite">Where.</param>
    /// <param name="now">When it is said; a due time on another day is given with its day.</param>
    public static string Sentence(Clock clock, Step step, string custodyRecordNumber, string suite, Instant now) =>
        $"{custodyRecordNumber} in {suite}: {What(clock, step, now)} ({Under(clock.Basis)}).";

    /// <summary>The provision in words; a local number is never passed off as law.</summary>
    public static string Under(Basis basis) => basis switch
    {
        { Authority: Authority.Local, Citation: { } duty } => $"local service level for {duty}",
        { Authority: Authority.Local } => "local service level",
        _ => basis.Citation ?? "guidance",
    };

    private static string What(Clock clock, Step step, Instant now)
    {
        if (clock.IsGate) return LowerFirst(clock.SentenceAt(now).TrimEnd('.'));
        if (clock.DueAt is not { } due) return $"{LowerFirst(clock.Title)} is due as soon as its clock runs again";
        var (ahead, broken) = AlertPhrases.Of(clock);
        if (clock.State == ClockState.Breached && clock.ToldUntil is { } over && AlertPhrases.Over(clock) is { } past)
            return string.Format(CultureInfo.InvariantCulture, past, Say.Time(due, now), Say.Time(over, now), Say.Time(clock.Cycle.BackFromBail ?? due, now));
        return string.Format(CultureInfo.InvariantCulture, IsAhead(clock, step) ? ahead : broken, Say.Time(due, now));
    }

    // A warning raised late may be of what is overdue by then.
    private static bool IsAhead(Clock clock, Step step) => step.IsWarning && clock.State != ClockState.Breached;

    private static string LowerFirst(string sentence) => char.ToLowerInvariant(sentence[0]) + sentence[1..];
}
