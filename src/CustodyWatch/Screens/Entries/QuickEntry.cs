using System.Text.Encodings.Web;
using CustodyWatch.Pace.Custody;
using Microsoft.AspNetCore.Components;

namespace CustodyWatch.Screens.Entries;

/// <summary>An entry so common that it takes two taps: its kind, then what happened.</summary>
/// <param name="Kind">Which kind of event.</param>
/// <param name="Label">What the first button says.</param>
/// <param name="Answers">What the second buttons say, and the fields each stands for, written as in a query.</param>
public sealed record QuickEntry(EventKind Kind, string Label, IReadOnlyList<Option> Answers)
{
    /// <summary>The second buttons, written out once for the hundred cards that show them; each sends <c>visit?method=hatch</c>.</summary>
    public MarkupString Buttons { get; } = new(string.Concat(Answers.Select(answer =>
        $"""<button class="cw-button" name="quick" value="{Html($"{Vocabulary<EventKind>.Word(Kind)}?{answer.Value}")}">{Html(answer.Text)}</button>""")));

    private static string Html(string text) => HtmlEncoder.Default.Encode(text);

    public static readonly IReadOnlyList<QuickEntry> All =
    [
        new(EventKind.DrinkOffered, "Drink", [new("outcome=accepted", "Accepted"), new("outcome=refused", "Refused")]),
        new(EventKind.MealOffered, "Meal",
        [
            new("kind=main&outcome=accepted", "Main meal, accepted"), new("kind=main&outcome=refused", "Main meal, refused"),
            new("kind=light&outcome=accepted", "Light meal, accepted"), new("kind=light&outcome=refused", "Light meal, refused"),
        ]),
        new(EventKind.Visit, "Visit",
        [
            new("method=in-cell&response=awake", "In the cell, awake"),
            new("method=in-cell&response=asleep-breathing", "In the cell, asleep and breathing"),
            new("method=in-cell&roused=yes&response=answers", "In the cell, roused and answers"),
            new("method=in-cell&response=drowsy", "In the cell, drowsy"),
            new("method=hatch&response=awake", "Through the hatch, awake"),
            new("method=hatch&response=asleep-breathing", "Through the hatch, asleep and breathing"),
        ]),
        new(EventKind.AaArrived, "Adult here",
            [.. Vocabulary<AdultKind>.Words.Select(word => new Option($"adult.kind={word}", Words.Sentence(word)))]),
    ];

    // Nothing else counts for a child who must be roused.
    private static readonly QuickEntry Rousing = new(EventKind.Visit, "Visit",
    [
        new("method=in-cell&roused=yes&response=answers", "In the cell, roused and answers"),
        new("method=in-cell&roused=yes&response=obeys", "In the cell, roused and obeys"),
        new("method=in-cell&roused=yes&response=drowsy", "In the cell, roused, drowsy"),
        new("method=in-cell&roused=yes&response=no-response", "In the cell, roused, no response"),
    ]);

    private static readonly IReadOnlyList<QuickEntry> WithRousing = [.. All.Select(entry => entry.Kind == EventKind.Visit ? Rousing : entry)];

    // While a child is away there is nothing to offer and nobody to visit.
    private static readonly IReadOnlyList<QuickEntry> AtHospital =
        [new(EventKind.ReturnedFromHospital, "Back from hospital", [new("", "Back in the suite")])];

    /// <summary>What is offered for a child.</summary>
    /// <param name="away">Where the child is, when not in the suite; to which station one has come takes more than two taps.</param>
    /// <param name="mustBeRoused">Whether each visit must rouse the child.</param>
    public static IReadOnlyList<QuickEntry> For(Absence? away, bool mustBeRoused) => away switch
    {
        { Purpose: not null } => AtHospital,
        not null => [],
        null => mustBeRoused ? WithRousing : All,
    };
}
