using System.Globalization;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Oversight;

namespace CustodyWatch.Features.Oversight;

/// <summary>
/// Which numbers of a breakdown may be published: one choice for all that is answered of it. A part whose detentions are hidden
/// shows nothing, since half of its counts would give them away.
/// </summary>
internal sealed class Publication
{
    // Counts that no measure sets against what they are counted of.
    private static readonly (Tally Count, Tally Of)[] Within =
        [(Tally.Authorised, Tally.Detentions), (Tally.AdultAwaited, Tally.Detentions), (Tally.RefusedNotSameDay, Tally.BailRefused), (Tally.EndKnown, Tally.Detentions)];

    // What only completeness is made of: it is left out of every measure where either would be told.
    private const string Ends = nameof(Tally.EndKnown), EndsDue = nameof(Totals.EndsDue);

    private const string LookedAfter = "true", NotLookedAfter = "false";

    // Who may be held as a child; whoever is said to be younger is listed where there is one.
    private static readonly IEnumerable<int> Ages = Enumerable.Range(10, 8);

    private static readonly ApartCounts[] Apart =
    [
        Counted(Tally.Detentions, Tally.Authorised, Tally.DetentionRefused),
        Counted(Tally.BailRefused, Tally.Transferred, Tally.KeptAfterCharge),
        Counted(Tally.CourtKnown, Tally.CourtBailed, Tally.CourtRemandedToAuthority, Tally.CourtRemandedToYouthDetention),
    ];

    /// <summary>What is said of the parameter where it is refused.</summary>
    public const string Refused = "Refused when true: rows of single detentions are not for publication.";

    private readonly Totals _all;
    private readonly IReadOnlyList<Part> _parts;
    private readonly HiddenCounts _hidden;

    /// <param name="elsewhere">What is left out of other answers: the name of a count and which part; after the last, of all.</param>
    public Publication(Totals all, IReadOnlyList<Part> parts, Func<string, int, bool>? elsewhere = null)
    {
        (_all, _parts) = (all, parts);
        // Of how many ethnicity is stated is published too, and tells of how many it is not.
        var notStated = parts.ToList().FindIndex(part => part.Name == EthnicGroup.NotStated);
        _hidden = new([.. Counts()], Apart, notStated < 0 ? null : notStated, elsewhere, [.. Telling()]);

        // Divided by what is counted as well, a part is the same number as that count of all, or what is left of it.
        IEnumerable<TellingCount> Telling()
        {
            if (notStated >= 0) yield return new(nameof(Tally.Detentions), notStated, nameof(Tally.EthnicityStated), parts.Count);
            var lookedAfter = parts.ToList().FindIndex(part => part.Name == LookedAfter);
            if (lookedAfter < 0) yield break;
            yield return new(nameof(Tally.Detentions), lookedAfter, nameof(Tally.LookedAfter), parts.Count);
            yield return new(nameof(Tally.LookedAfter), parts.Count, nameof(Tally.Detentions), lookedAfter);
        }
    }

    /// <summary>Every ethnic group, whether or not anyone of it was held: one that is missing would say nought.</summary>
    public static IReadOnlyList<Part> EveryGroup(IReadOnlyList<Part> byEthnicity) => With(EthnicGroup.All, byEthnicity, Dimensions.Ethnicity);

    /// <summary>
    /// The parts of a scope divided in a way: where one of them is small, every one there can be, so that what is left out may be of nobody.
    /// Months are told of already.
    /// </summary>
    public static IReadOnlyList<Part> Listed(IReadOnlyList<Part> parts, string? way, Scope scope) =>
        way == Dimensions.Ethnicity || parts.Any(part => Suppression.IsSmall(part.Totals[Tally.Detentions])) ? EveryPart(parts, way, scope) : parts;

    private static IReadOnlyList<Part> EveryPart(IReadOnlyList<Part> parts, string? way, Scope scope) => With(
        way switch
        {
            Dimensions.Ethnicity => EthnicGroup.All,
            Dimensions.Sex => Vocabulary<Sex>.Words,
            Dimensions.Age => Ages.Select(age => age.ToString(CultureInfo.InvariantCulture)),
            Dimensions.LookedAfter => [LookedAfter, NotLookedAfter],
            TotalsReading.Force => scope.OnFile.Select(suite => suite.Force),
            TotalsReading.Suite => scope.OnFile.Select(suite => TotalsReading.NameOf(scope, suite)),
            _ => [],
        },
        parts,
        way);

    private static IReadOnlyList<Part> With(IEnumerable<string> names, IReadOnlyList<Part> parts, string? way) =>
        [.. TotalsReading.InOrder([.. parts, .. names.Except(parts.Select(part => part.Name)).Select(name => new Part(name, new Totals()))], way)];

    /// <summary>Refuses what tells of single detentions when it is asked for to be published.</summary>
    public static void Refuse(Query query, string? publication, string what = "rows of single detentions")
    {
        if (query.Flag("publication", publication)) query.Wrong("publication", $"is not for {what}: publish the statistics");
    }

    public MeasureAnswer OfAll(Measure measure) => Of(measure, _all).Hiding(
        _hidden.InAll(NumeratorOf(measure)), measure.Denominator is { } of && _hidden.InAll(of.ToString()), NeedsOf(measure).Any(_hidden.InAll));

    public MeasureAnswer OfPart(Measure measure, int part) => Of(measure, _parts[part].Totals).Hiding(
        _hidden.InPart(NumeratorOf(measure), part), measure.Denominator is { } of && Hides(of, part),
        NeedsOf(measure).Any(count => _hidden.InPart(count, part)));

    /// <summary>Which of the counts are left out, by the names that other answers know them by.</summary>
    public HiddenCounts Hidden => _hidden;

    public bool Hides(Tally tally, int part) => _hidden.InPart(tally.ToString(), part);

    // Between two lengths by straight line, and to the minute, those of single children could be solved from one part and another.
    private static MeasureAnswer Of(Measure measure, Totals totals)
    {
        var answer = MeasureAnswer.Of(measure, totals);
        if (!measure.IsTime) return answer;
        var value = measure.Published(totals);
        return answer with { Definition = measure.DefinitionPublished ?? answer.Definition, Value = value, Suppressed = value is null };
    }

    private IEnumerable<PublishedCount> Counts()
    {
        var names = Measures.All.SelectMany(measure => measure.Denominator is { } of ? [NumeratorOf(measure), of.ToString()] : new[] { NumeratorOf(measure) });
        foreach (var name in names.Append(Ends).Append(EndsDue).Distinct())
        {
            var of = Measures.All.Where(measure => NumeratorOf(measure) == name).Select(measure => measure.Denominator?.ToString()).OfType<string>()
                .Concat(Within.Where(count => count.Count.ToString() == name || (name == EndsDue && count.Count == Tally.EndKnown)).Select(count => count.Of.ToString()));
            yield return new(name, [.. _parts.Select(part => CountOf(name, part.Totals)), CountOf(name, _all)], [.. of.Distinct().Where(whole => whole != name)]);
        }
    }

    // A number that two measures have by definition goes by one name, and is hidden in both or neither.
    private static string NumeratorOf(Measure measure) => measure switch
    {
        { Wait: Wait.Request } => nameof(Tally.Requested),
        { Wait: Wait.Transfer } or { Numerator: Tally.TransferredNotSameDay } => nameof(Tally.Transferred),
        { Wait: { } wait } => wait.ToString(),
        _ => measure.Numerator!.Value.ToString(),
    };

    // How many lengths are known is published, so that of those that must have ended, or of those whose end is known, tells the other.
    private static string[] NeedsOf(Measure measure) => (measure.Wait, measure.Needs.Known) switch
    {
        (Wait.Length, _) or (null, Tally.EndKnown) => [Ends, EndsDue],
        ({ }, _) => [],
        var (_, known) => [known.ToString(), measure.Needs.Of.ToString()],
    };

    private static int CountOf(string name, Totals totals) => name == EndsDue ? totals.EndsDue :
        Enum.TryParse<Tally>(name, out var tally) ? totals[tally] : totals.Known(Enum.Parse<Wait>(name));

    private static ApartCounts Counted(Tally whole, params Tally[] counts) => new(whole.ToString(), [.. counts.Select(count => count.ToString())]);
}
