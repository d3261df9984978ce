using CustodyWatch.Http;
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
        [(Tally.Authorised, Tally.Detentions), (Tally.AdultAwaited, Tally.Detentions), (Tally.RefusedNotSameDay, Tally.BailRefused)];

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

    public Publication(Totals all, IReadOnlyList<Part> parts)
    {
        (_all, _parts) = (all, parts);
        // Of how many ethnicity is stated is published too, and tells of how many it is not.
        var notStated = parts.ToList().FindIndex(part => part.Name == EthnicGroup.NotStated);
        _hidden = new([.. Counts()], Apart, notStated < 0 ? null : notStated);
    }

    /// <summary>Every ethnic group, whether or not anyone of it was held: one that is missing would say nought.</summary>
    public static IReadOnlyList<Part> EveryGroup(IReadOnlyList<Part> byEthnicity) =>
        [.. EthnicGroup.All.Select(group => byEthnicity.FirstOrDefault(part => part.Name == group) ?? new Part(group, new Totals()))];

    /// <summary>Refuses what tells of single detentions when it is asked for to be published.</summary>
    public static void Refuse(Query query, string? publication, string what = "rows of single detentions")
    {
        if (query.Flag("publication", publication)) query.Wrong("publication", $"is not for {what}: publish the statistics");
    }

    public MeasureAnswer OfAll(Measure measure) => Of(measure, _all).Hiding(
        _hidden.InAll(NumeratorOf(measure)), measure.Denominator is { } of && _hidden.InAll(of.ToString()));

    public MeasureAnswer OfPart(Measure measure, int part) => Of(measure, _parts[part].Totals).Hiding(
        _hidden.InPart(NumeratorOf(measure), part), measure.Denominator is { } of && Hides(of, part));

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
        foreach (var name in names.Distinct())
        {
            var of = Measures.All.Where(measure => NumeratorOf(measure) == name).Select(measure => measure.Denominator?.ToString()).OfType<string>()
                .Concat(Within.Where(count => count.Count.ToString() == name).Select(count => count.Of.ToString()));
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

    private static int CountOf(string name, Totals totals) =>
        Enum.TryParse<Tally>(name, out var tally) ? totals[tally] : totals.Known(Enum.Parse<Wait>(name));

    private static ApartCounts Counted(Tally whole, params Tally[] counts) => new(whole.ToString(), [.. counts.Select(count => count.ToString())]);
}
