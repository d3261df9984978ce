using CustodyWatch.Access;
using CustodyWatch.Log.Alerts;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Screens.Entries;
using Microsoft.Extensions.Primitives;
using NodaTime;

namespace CustodyWatch.Features.Silences.Pages;

/// <summary>What is and was silenced in a suite, and a form to silence a local duty of all its children.</summary>
public sealed record SilencesView(SuiteCode Suite, Instant Now, IReadOnlyList<SilenceRow> Rows)
{
    internal static readonly Field Until = Field.When("until", "Until when").With("At most 8 hours from now. What still stands then speaks again");
    internal static readonly Field Reason = Field.LongText("reason", "Why").With("Shown to those who may read the record, with your name");

    internal static readonly IReadOnlyList<Field> Fields =
    [
        Field.Choice("clock", "Which local duty", [.. SilenceRequest.OfSuites
            .Select(kind => new Option(Vocabulary<ClockName>.Word(kind.Name), kind.Title))]),
        Until, Reason,
    ];

    internal static Field LiftReason(string id) => Field.Text("lift-" + id, "Why it is lifted");

    public EntryErrors Errors { get; init; } = EntryErrors.None;
    public Func<string, StringValues> Answer { get; init; } = _ => default;
    public bool MaySilence { get; init; }

    public IReadOnlyList<SilenceRow> InForce => [.. Rows.Where(row => row.IsInForce(Now))];

    public IReadOnlyList<SilenceRow> Over => [.. Rows.Where(row => !row.IsInForce(Now))];

    internal static string What(SilenceRow row) =>
        $"{(LadderRow.ClockOf(row.Clock) is { } clock ? ClockKind.Of(clock).Title : row.Clock)}, {row.CustodyRecordNumber ?? "every child of the suite"}{(row.ClockSequence is null ? "" : ", this once")}";
}

/// <summary>One alert that is to be silenced.</summary>
public sealed record SilenceAlertView(AlertRow Alert)
{
    internal static readonly IReadOnlyList<Field> Fields =
    [
        Field.Choice("how", "What is silenced", new("alert", "This alert"), new("clock", "This duty towards this child, each time")),
        SilencesView.Until, SilencesView.Reason,
    ];

    public EntryErrors Errors { get; init; } = EntryErrors.None;
    public Func<string, StringValues> Answer { get; init; } = path => path == "how" ? "alert" : default(StringValues);
}
