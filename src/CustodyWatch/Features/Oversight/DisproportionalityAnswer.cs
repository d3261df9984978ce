using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Pace.Oversight;

namespace CustodyWatch.Features.Oversight;

/// <summary>One ethnic group at one stage.</summary>
/// <param name="Rate">Of residents, per 1,000; of a stage before it, a share from 0 to 1.</param>
/// <param name="SmallNumber">Fewer than ten: too few to be put in an order.</param>
public sealed record DisproportionGroup(
    string Group, int? Count, int? Denominator, double? Rate, double? RelativeRate, double? Lower95, double? Upper95, bool SmallNumber,
    bool Suppressed);

/// <summary>How one stage falls on children of each broad ethnic group, white children being the reference.</summary>
public sealed record DisproportionalityAnswer(
    string Stage, string Reference, string Per, PopulationNote? Population, IReadOnlyList<string> Notes,
    IReadOnlyList<DisproportionGroup> Groups)
{
    private const double MostNotStated = 0.15;

    /// <param name="byEthnicity">The detentions, divided by ethnicity.</param>
    /// <param name="elsewhere">What is left out of other answers: the name of a count and which group; after the last, of all.</param>
    public static DisproportionalityAnswer Of(
        IReadOnlyList<Part> byEthnicity, Populations populations, Scope scope, Stage stage, bool publication, Func<string, int, bool>? elsewhere = null)
    {
        var parts = byEthnicity.ToDictionary(part => part.Name, part => part.Totals);
        var residents = stage.Of is null ? populations.Of(scope.OnlyForce) : null;
        var groups = Disproportion.Of([.. EthnicGroup.All.Select(name => (name, Count(name, stage.Counted), DenominatorOf(name)))]);
        var hidden = publication ? Hidden() : new bool[groups.Count];
        var whiteHidden = hidden[EthnicGroup.All.ToList().IndexOf(EthnicGroup.White)];
        return new(
            stage.Name, EthnicGroup.White, stage.OfWords, residents?.Note, [.. Notes()],
            [.. groups.Select((group, i) => Shown(group, stage.Of is null ? 1000 : 1, hidden[i], whiteHidden))]);

        int Count(string group, Tally tally) => parts.TryGetValue(group, out var totals) ? totals[tally] : 0;
        int? DenominatorOf(string group) => stage.Of is { } of ? Count(group, of) : residents!.Residents(group);

        // As the statistics by ethnicity hide them, so that neither answer tells what the other leaves out.
        bool[] Hidden()
        {
            var publication = new Publication(TotalsReading.Together(byEthnicity), Publication.EveryGroup(byEthnicity), elsewhere);
            return [.. groups.Select((_, i) => publication.Hides(stage.Counted, i) || stage.Of is { } of && publication.Hides(of, i))];
        }

        IEnumerable<string> Notes()
        {
            if (residents is { Note.Verified: false })
                yield return "Unverified: the numbers of residents are round figures that nobody has checked. Publish no rate that rests on them until verified ones are filed.";
            var all = EthnicGroup.All.Sum(name => Count(name, Tally.Detentions));
            if (all > 0 && Count(EthnicGroup.NotStated, Tally.Detentions) > all * MostNotStated)
                yield return "Ethnicity is not stated for more than 15% of detentions: read nothing into these rates until it is recorded.";
            if (stage.Of is null) yield return "Children are counted where they were detained, and residents where they live.";
            foreach (var note in StatisticsAnswer.LeftOut(byEthnicity.Sum(part => part.LeftOut), publication)) yield return note;
            yield return $"Groups with fewer than {Disproportion.FewestToRank} are not to be put in an order.";
        }
    }

    private static DisproportionGroup Shown(Disproportion group, int per, bool hidden, bool whiteHidden) => hidden
        ? new(group.Group, null, null, null, null, null, null, true, true)
        : new(
            group.Group, group.Count, group.Denominator, Rounded(group.Rate * per), whiteHidden ? null : Rounded(group.RelativeRate),
            whiteHidden ? null : Rounded(group.Lower95), whiteHidden ? null : Rounded(group.Upper95), group.SmallNumber, false);

    private static double? Rounded(double? value) => value is { } known ? Math.Round(known, 6) : null;
}
