using CustodyWatch.Log.Alerts;
using CustodyWatch.Pace.Alerting;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Screens;
using CustodyWatch.Screens.Entries;
using Microsoft.Extensions.Primitives;
using NodaTime;

namespace CustodyWatch.Features.Administration.Pages;

/// <summary>One further step as it was written on the form.</summary>
public sealed record EscalationRow(string After, StringValues From, StringValues To, StringValues OutOfBand);

/// <summary>One clock's ladder as a page shows it and asks for another.</summary>
public sealed record LadderView(string Force, Instant Now, LadderInForce Ladder)
{
    private const int Spare = 2;
    private static readonly Option EvenWhileOpen = new("yes", "By text or email as well, even while a screen is open");

    private static readonly Field From = Field.When("from", "From when").With("Leave it empty for now. It cannot be in the past").Optional();
    private static readonly Field Reason = Field.LongText("reason", "Why it changes");

    /// <summary>Every change of this clock's ladder, the latest first.</summary>
    public IReadOnlyList<LadderRow> History { get; init; } = [];

    public EntryErrors Errors { get; init; } = EntryErrors.None;
    public EntryErrors UsualErrors { get; init; } = EntryErrors.None;
    public required Func<string, StringValues> Answer { get; init; }

    /// <summary>How many further steps the form has room for: those there are and two more, up to as many as a ladder may have.</summary>
    public required int Rows { get; init; }

    /// <summary>What is asked of whoever goes back to the usual ladder.</summary>
    public static readonly IReadOnlyList<Field> GoingBack = [Field.LongText("reason", "Why it goes back") with { Id = "usual-reason" }];

    public string Url => $"/administration/ladders/{Ladder.Clock}?force={Uri.EscapeDataString(Force)}";

    public static string AfterOf(int row) => $"escalations.{row}.afterMinutes";

    public static string FromOf(int row) => $"escalations.{row}.from";

    public static string ToOf(int row) => $"escalations.{row}.to";

    public static string OutOfBandOf(int row) => $"escalations.{row}.outOfBand";

    /// <summary>What of the ladder's changes a form was drawn with: whoever sends an older one has not seen them all.</summary>
    public string Seen => $"{History.Count}.{History.Count(change => change.ValidFrom <= Now)}";

    // From where the usual further steps are counted, which an empty row begins with.
    private EscalationFrom CountedFrom => Ladder.Usual.Escalations is [var first, ..] ? first.From : EscalationFrom.Due;

    public IReadOnlyList<Field> Fields =>
    [
        .. Ladder.Usual.Start is null ? Array.Empty<Field>() : [How("start.outOfBand", "How they are told when it begins")],
        .. Ladder.Kind.IsGate ? Array.Empty<Field>() :
            [Who("warning.to", "Told at the warning", Ladder.Usual.Warning), How("warning.outOfBand", "How they are told at the warning")],
        Who("due.to", Ladder.Kind.IsGate ? "Told at once" : "Told when it is due", Ladder.Usual.Due),
        How("due.outOfBand", Ladder.Kind.IsGate ? "How they are told at once" : "How they are told when it is due"),
        .. Enumerable.Range(0, Rows).SelectMany(i => (Field[])
        [
            Field.Number(AfterOf(i), $"Further step {i + 1}: minutes{(Ladder.Kind.IsGate ? " after it happened" : "")}").Optional(),
            .. Ladder.Kind.IsGate ? Array.Empty<Field>() :
            [
                Field.Choice(
                    FromOf(i), $"Further step {i + 1}: counted from", new(Vocabulary<EscalationFrom>.Word(EscalationFrom.Due), "When it was due"),
                    new(Vocabulary<EscalationFrom>.Word(EscalationFrom.Start), "When it began")).Optional(),
            ],
            (new Field(ToOf(i), $"Further step {i + 1}: who is told", FieldKind.Choices) with { Options = Options }).Optional(),
            How(OutOfBandOf(i), $"Further step {i + 1}: how they are told"),
        ]),
        Field.Number("acknowledgementMinutes", "Minutes an acknowledgement holds")
            .With($"After that the alert speaks again. Usually {Ladder.Usual.AcknowledgementHolds.TotalMinutes}"),
        From,
        Reason,
    ];

    public static LadderView Of(LadderReading read, LadderInForce ladder)
    {
        var rows = ladder.InForce.Escalations
            .Select(step => new EscalationRow($"{step.After.TotalMinutes}", Vocabulary<EscalationFrom>.Word(step.From), Words(step.Rung), OutOfBand(step.Rung))).ToArray();
        var view = new LadderView(read.Force, read.At, ladder)
        {
            History = [.. read.History.Where(row => row.Clock == ladder.Clock).Reverse()],
            Answer = _ => default,
            Rows = Math.Min(rows.Length + Spare, LadderBody.MostEscalations),
        };
        return view with
        {
            Answer = path => path switch
            {
                "start.outOfBand" when ladder.InForce.Start is { } start => OutOfBand(start),
                "warning.to" => Words(ladder.InForce.Warning),
                "warning.outOfBand" => OutOfBand(ladder.InForce.Warning),
                "due.to" => Words(ladder.InForce.Due),
                "due.outOfBand" => OutOfBand(ladder.InForce.Due),
                "acknowledgementMinutes" => $"{ladder.InForce.AcknowledgementHolds.TotalMinutes}",
                _ => view.OfRow(path, rows),
            },
        };
    }

    /// <summary>The form as it was sent, with what was wrong with it.</summary>
    public LadderView Refused(IFormCollection answers, IReadOnlyList<EscalationRow> rows, IReadOnlyDictionary<string, string[]> errors)
    {
        var sent = this with { Rows = Math.Max(Rows, rows.Count) };
        return sent with
        {
            Errors = new EntryErrors(sent.Fields, errors),
            Answer = path => path.StartsWith("escalations.", StringComparison.Ordinal) ? sent.OfRow(path, rows) : answers[path],
        };
    }

    private Option[] Options => [.. LadderFloor.Reachable(Ladder.Kind.Name).Select(Vocabulary<Audience>.Word)
        .Select(word => new Option(word, Screens.Words.Sentence(word)))];

    private Field Who(string path, string label, Rung usual) =>
        new Field(path, label, FieldKind.Choices) { Options = Options }.With($"Usually {LadderText.Who(usual).ToLowerInvariant()}");

    private static Field How(string path, string label) => (new Field(path, label, FieldKind.Choices) with { Options = [EvenWhileOpen] }).Optional();

    private static StringValues OutOfBand(Rung rung) => rung.OutOfBand ? EvenWhileOpen.Value : default(StringValues);

    private static StringValues Words(Rung rung) => rung.To.Select(Vocabulary<Audience>.Word).ToArray();

    private StringValues OfRow(string path, IReadOnlyList<EscalationRow> rows)
    {
        for (var i = 0; i < Rows; i++)
            if (path == AfterOf(i)) return rows.ElementAtOrDefault(i)?.After;
            else if (path == FromOf(i)) return rows.ElementAtOrDefault(i)?.From ?? Vocabulary<EscalationFrom>.Word(CountedFrom);
            else if (path == ToOf(i)) return rows.ElementAtOrDefault(i)?.To ?? default;
            else if (path == OutOfBandOf(i)) return rows.ElementAtOrDefault(i)?.OutOfBand ?? default;
        return default;
    }
}
