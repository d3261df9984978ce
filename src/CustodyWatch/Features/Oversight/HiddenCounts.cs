using CustodyWatch.Pace.Oversight;

namespace CustodyWatch.Features.Oversight;

/// <summary>One number of a breakdown that may be published.</summary>
/// <param name="Slots">What it is in each part, and last in all of them.</param>
/// <param name="Of">What it is counted of.</param>
internal sealed record PublishedCount(string Name, IReadOnlyList<int> Slots, IReadOnlyList<string> Of);

/// <summary>Counts of which nothing is counted twice, and what they are counted of.</summary>
internal sealed record ApartCounts(string Whole, IReadOnlyList<string> Counts);

/// <summary>A number of one slot that tells another: where that is hidden it is too.</summary>
internal sealed record TellingCount(string Name, int Slot, string Told, int ToldSlot);

/// <summary>
/// Which of the counts of a breakdown are hidden, so that none can be had by taking those shown from one another: across the parts
/// of each count, and within each part from a whole to what is counted of it. Where the first count is hidden all are.
/// </summary>
internal sealed class HiddenCounts
{
    private readonly Dictionary<string, PublishedCount> _counts;
    private readonly Dictionary<string, bool[]> _hides;
    private readonly string _first;
    private readonly Func<string, int, bool>? _elsewhere;
    private readonly IReadOnlyList<TellingCount> _telling;

    /// <param name="last">The part of the first count to be hidden only when no other is left.</param>
    /// <param name="elsewhere">Whether a count, by its name and slot, is left out of another answer that this one may be put beside.</param>
    /// <param name="telling">What is told by another number of the same answer.</param>
    public HiddenCounts(
        IReadOnlyList<PublishedCount> counts, IReadOnlyList<ApartCounts> apart, int? last = null, Func<string, int, bool>? elsewhere = null,
        IReadOnlyList<TellingCount>? telling = null)
    {
        (_elsewhere, _telling) = (elsewhere, telling ?? []);
        _counts = counts.ToDictionary(count => count.Name);
        _hides = counts.ToDictionary(count => count.Name, count => new bool[count.Slots.Count]);
        _first = counts[0].Name;
        int before;
        do
        {
            before = Hidden();
            foreach (var count in counts) HideAcross(count, count == counts[0] ? last : null);
            foreach (var whole in apart)
                for (var slot = 0; slot < counts[0].Slots.Count; slot++) HideWithin(whole, slot);
        }
        while (Hidden() > before);

        int Hidden() => _hides.Values.Sum(slots => slots.Count(hidden => hidden));
    }

    public bool InPart(string count, int part) => _hides[count][part];

    public bool InAll(string count) => _hides[count][^1];

    private void HideAcross(PublishedCount count, int? last)
    {
        var (parts, whole) = (count.Slots.SkipLast(1).ToArray(), count.Slots.Count - 1);
        var (cells, all) = Suppression.Of(parts, count.Slots[whole], Must, Must(whole), last, Tells);
        // Whoever has the whole from elsewhere, or nearly, must not have the parts from it.
        if (Elsewhere(whole)) cells = Suppression.Of(parts, count.Slots[whole], slot => cells[slot], last: last, tells: Tells).Cells;
        _hides[count.Name] = [.. cells, all];

        bool Elsewhere(int slot) => _elsewhere?.Invoke(count.Name, slot) == true;

        bool Must(int slot) => _hides[count.Name][slot] || _hides[_first][slot] || Elsewhere(slot)
            || _telling.Any(one => one.Name == count.Name && one.Slot == slot && _hides[one.Told][one.ToldSlot])
            || (count.Of.Count > 0 && count.Of.All(of => _hides[of][slot]))
            || count.Of.Any(of => _counts[of].Slots[slot] - count.Slots[slot] is > 0 and < Suppression.Least);

        bool Tells(bool[] hidden) => count.Of.Any(of => TellsRest(count, of, hidden));
    }

    // What is left out of a count says as much of what is not counted: nought of it, and each is what it is counted of.
    private bool TellsRest(PublishedCount count, string of, bool[] hidden)
    {
        var (wholes, hides, all) = (_counts[of].Slots, _hides[of], count.Slots.Count - 1);
        var cells = Enumerable.Range(0, all).Where(slot => hidden[slot]).ToArray();
        // Of all together every one is counted, and that is published; or how many the cells are of is not.
        if (wholes[all] == count.Slots[all] || (hides[all] && cells.Any(slot => hides[slot]))) return false;
        var rest = cells.Sum(slot => wholes[slot] - count.Slots[slot]);
        return rest is > 0 and < Suppression.Least || (rest == 0 && cells.Any(slot => !hides[slot]));
    }

    // What is not shown of a whole that is: the counts hidden, and what no count names.
    private void HideWithin(ApartCounts apart, int slot)
    {
        while (!_hides[apart.Whole][slot])
        {
            var shown = apart.Counts.Where(count => !_hides[count][slot]).OrderBy(At).ToArray();
            var hidden = apart.Counts.Except(shown).ToArray();
            var rest = At(apart.Whole) - shown.Sum(At);
            var tells = rest < Suppression.Least ? rest > 0 || hidden.Length > 0 : hidden.Length == 1 && At(hidden[0]) == rest;
            if (!tells || shown.Length == 0) return;
            _hides[shown[0]][slot] = true;
        }

        int At(string count) => _counts[count].Slots[slot];
    }
}
