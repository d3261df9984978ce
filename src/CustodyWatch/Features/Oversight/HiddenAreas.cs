using CustodyWatch.Access;

namespace CustodyWatch.Features.Oversight;

/// <summary>Chooses which counts of a breakdown are hidden.</summary>
/// <param name="parts">What is counted of each part.</param>
/// <param name="all">What is counted of them together.</param>
/// <param name="elsewhere">What is left out of other answers: the name of a count and which part; after the last, of all.</param>
internal delegate HiddenCounts Choose<T>(IReadOnlyList<T> parts, T all, Func<string, int, bool>? elsewhere);

/// <summary>
/// What is hidden of a suite because of the suites of its force, and of a force because of the forces beside it: one choice for all
/// of them, so that no answer about one alone gives away what is left out beside it in another.
/// </summary>
/// <param name="suites">Every suite there is, and what is counted of it.</param>
/// <param name="together">What is counted of several.</param>
/// <param name="choose">Chooses for parts of one whole.</param>
internal sealed class HiddenAreas<T>(IReadOnlyList<(SuiteCode Suite, T Counted)> suites, Func<IEnumerable<T>, T> together, Choose<T> choose)
{
    private readonly Dictionary<string, HiddenCounts> _within = [];
    private readonly (string Force, T Counted)[] _forces =
        [.. suites.GroupBy(one => one.Suite.Force, one => one.Counted).Select(force => (force.Key, together(force)))];

    private HiddenCounts? _across;

    /// <summary>What is hidden of an area, by the name of a count, or of any part of it that is not a whole force.</summary>
    /// <param name="holds">Which suites are in it.</param>
    public Func<string, bool> Of(Func<SuiteCode, bool> holds)
    {
        var held = suites.Select(one => one.Suite).Where(holds).ToLookup(suite => suite.Force);
        if (held.Sum(force => force.Count()) == suites.Count) return Across().InAll;
        return count => held.Any(force => force.Count() == SuitesOf(force.Key).Length
            ? Hides(force.Key, count)
            : force.Any(suite => Hides(suite, count)));
    }

    private bool Hides(string force, string count) => Across().InPart(count, Array.FindIndex(_forces, one => one.Force == force));

    // Where a force among others is hidden so are its suites: those shown would tell too much of it.
    private bool Hides(SuiteCode suite, string count) => (_forces.Length > 1 && Hides(suite.Force, count))
        || Within(suite.Force).InPart(count, Array.FindIndex(SuitesOf(suite.Force), one => one.Suite == suite));

    private HiddenCounts Across() => _across ??= choose([.. _forces.Select(force => force.Counted)], together(_forces.Select(force => force.Counted)), null);

    private HiddenCounts Within(string force)
    {
        if (_within.TryGetValue(force, out var chosen)) return chosen;
        var parts = SuitesOf(force).Select(one => one.Counted).ToArray();
        return _within[force] = choose(parts, together(parts), (count, slot) => slot == parts.Length && Hides(force, count));
    }

    private (SuiteCode Suite, T Counted)[] SuitesOf(string force) => [.. suites.Where(one => one.Suite.Force == force)];
}
