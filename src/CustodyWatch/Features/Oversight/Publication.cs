using CustodyWatch.Pace.Oversight;

namespace CustodyWatch.Features.Oversight;

/// <summary>
/// Which numbers of a breakdown may be published. A part whose detentions are hidden shows nothing, since half of its counts
/// would give them away; so would a count of which all but a few are shown, which is hidden like the few.
/// </summary>
internal sealed class Publication
{
    private readonly Totals _all;
    private readonly IReadOnlyList<Totals> _parts;
    private readonly bool[] _hiddenParts;
    private readonly Dictionary<string, (bool[] Parts, bool All)> _hidden = [];

    public Publication(Totals all, IReadOnlyList<Totals> parts)
    {
        (_all, _parts) = (all, parts);
        _hiddenParts = Suppression.Of([.. parts.Select(part => part[Tally.Detentions])], all[Tally.Detentions]).Cells;
        foreach (var measure in Measures.All)
        {
            Hide(NumeratorOf(measure), totals => Counted(measure, totals));
            if (measure.Denominator is { } of) Hide(of.ToString(), totals => totals[of]);
        }
    }

    public MeasureAnswer OfAll(Measure measure) => MeasureAnswer.Of(measure, _all).Hiding(
        _hidden[NumeratorOf(measure)].All, measure.Denominator is { } of && _hidden[of.ToString()].All);

    public MeasureAnswer OfPart(Measure measure, int part) => MeasureAnswer.Of(measure, _parts[part]).Hiding(
        _hidden[NumeratorOf(measure)].Parts[part], measure.Denominator is { } of && _hidden[of.ToString()].Parts[part]);

    private void Hide(string count, Func<Totals, int> counted)
    {
        if (_hidden.ContainsKey(count)) return;
        var sharesOf = Measures.All.Where(measure => NumeratorOf(measure) == count && measure.Denominator is not null).ToArray();
        _hidden[count] = Suppression.Of(
            [.. _parts.Select(counted)], counted(_all), i => _hiddenParts[i] || IsAllButAFew(_parts[i]), IsAllButAFew(_all));

        bool IsAllButAFew(Totals totals) => sharesOf.Any(measure =>
            totals[measure.Denominator!.Value] - counted(totals) is > 0 and < Suppression.Least);
    }

    private static string NumeratorOf(Measure measure) => measure.Wait?.ToString() + measure.Numerator;

    private static int Counted(Measure measure, Totals totals) => measure.Wait is { } wait ? totals.Known(wait) : totals[measure.Numerator!.Value];
}
