namespace CustodyWatch.Pace.Oversight;

/// <summary>
/// Which cells of a breakdown may not be published. A cell below five is hidden; then as many more as it takes that none of them
/// can be had by taking those shown from the total: never one hidden cell alone, and hidden cells are five or more together. Nor is
/// the total hidden alone, since the cells are its parts.
/// </summary>
public static class Suppression
{
    /// <summary>The least that may be published.</summary>
    public const int Least = 5;

    /// <summary>Whether somebody is counted and too few to be told of.</summary>
    public static bool IsSmall(int count) => count is > 0 and < Least;

    /// <param name="cells">The groups' counts.</param>
    /// <param name="total">The total of them, which is published unless it is itself hidden.</param>
    /// <param name="hidden">Cells that must be hidden whatever their count.</param>
    /// <param name="totalHidden">Whether the total must be, whatever its count.</param>
    /// <param name="last">A cell to be hidden only when no other is left.</param>
    /// <param name="tells">Whether the cells hidden so far can be had in some other way, the total being known.</param>
    /// <returns>For each cell whether it is hidden, and whether the total is.</returns>
    public static (bool[] Cells, bool Total) Of(
        IReadOnlyList<int> cells, int total, Func<int, bool>? hidden = null, bool totalHidden = false, int? last = null, Func<bool[], bool>? tells = null)
    {
        var hides = new bool[cells.Count];
        for (var i = 0; i < hides.Length; i++) hides[i] = cells[i] < Least || hidden?.Invoke(i) == true;
        var hideTotal = total < Least || totalHidden;
        while (hideTotal ? hides.Length > 0 && !hides.Contains(true) : hides.Contains(true) && (hides.Count(hide => hide) == 1 || Sum() < Least || tells?.Invoke(hides) == true))
        {
            var next = Enumerable.Range(0, hides.Length).Where(i => !hides[i]).OrderBy(i => i == last).ThenBy(i => cells[i]).ThenBy(i => i).Cast<int?>().FirstOrDefault();
            if (next is { } smallest) hides[smallest] = true;
            else hideTotal = true;
        }
        return (hides, hideTotal);

        int Sum() => cells.Where((_, i) => hides[i]).Sum();
    }
}
