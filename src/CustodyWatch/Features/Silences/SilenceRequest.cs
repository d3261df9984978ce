using System.Text.Json.Serialization;
using CustodyWatch.Http;
using CustodyWatch.Log.Alerts;
using CustodyWatch.Pace.Clocks;
using NodaTime;

namespace CustodyWatch.Features.Silences;

/// <summary>
/// What is to be silenced: one alert, one clock of a child, or a local clock of a suite; until when, and why. With a name in it that says
/// nothing here, more would be silenced than was meant.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SilenceRequest(
    [MayBeLeftOut] string? Alert, [MayBeLeftOut] string? Detention, [MayBeLeftOut] string? Force, [MayBeLeftOut] string? Suite, [MayBeLeftOut, WordsOf<ClockName>] string? Clock,
    Instant? Until, string? Reason)
{
    /// <summary>The longest a silence may last.</summary>
    public static readonly Duration Longest = Duration.FromHours(8);

    /// <summary>What is wrong with it whoever asks, by field.</summary>
    public SortedDictionary<string, string[]> Errors(Instant now)
    {
        var errors = new SortedDictionary<string, string[]>(StringComparer.Ordinal);
        if (new[] { Alert, Detention, Suite }.Count(named => named is not null) != 1)
            errors["alert"] = ["must name one alert, or a detention and a clock, or a suite and a clock"];
        if (Alert is null && LadderRow.ClockOf(Clock) is null) errors["clock"] = ["must be the name of a clock"];
        if (Until is null || Until <= now || Until > now + Longest) errors["until"] = ["must lie ahead, by at most 8 hours"];
        if (Worded.Reason(Reason) is { } wrong) errors["reason"] = [wrong];
        return errors;
    }

    /// <summary>Why such a clock is not silenced; null when it may be.</summary>
    public string? Forbidden(ClockKind kind, string? citation) => kind switch
    {
        { Act: { } act } => $"rests on {citation ?? act} and is never silenced",
        { IsGate: true } when Alert is null => "is something that must never happen and speaks each time: silence the one alert",
        { Authority: not Authority.Local } when Suite is not null => $"rests on {kind.Citation}: it may be silenced for one child, with the reason, and not for a suite",
        { Name: ClockName.FoodTaken } when Suite is not null => "leads to healthcare after 24 hours: it may be silenced for one child, with the reason, and not for a suite",
        _ => null,
    };

    /// <summary>What may be silenced for every child of a suite at once.</summary>
    public static IEnumerable<ClockKind> OfSuites => ClockKind.All.Where(kind => OfASuite.Forbidden(kind, null) is null);

    private static readonly SilenceRequest OfASuite = new(null, null, null, "", null, null, null);
}

/// <summary>Why a silence ends before its time.</summary>
public sealed record LiftRequest(string? Reason);

/// <summary>A silence as it is shown to those who may read the record.</summary>
public sealed record SilenceAnswer(
    string Id, string Force, string Suite, string? DetentionId, string? CustodyRecordNumber, string Clock, int? ClockSequence, Instant From,
    Instant Until, string Reason, string SetBy, string SetRole, bool InForce, Instant? LiftedAt, string? LiftedBy, string? LiftReason)
{
    public static SilenceAnswer Of(SilenceRow row, Instant now) => new(
        row.Id, row.Force, row.Suite, row.DetentionId, row.CustodyRecordNumber, row.Clock, row.ClockSequence, row.FromAt, row.UntilAt, row.Reason.Text,
        row.SetBy, row.SetRole, row.IsInForce(now), row.LiftedAt, row.LiftedBy, row.LiftReason?.Text);
}
