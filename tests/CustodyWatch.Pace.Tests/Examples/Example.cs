using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Settings;
using NodaTime;

namespace CustodyWatch.Pace.Tests.Examples;

/// <summary>
/// One case as an officer would tell it: the entries of a custody record, and the clocks they must give.
/// <see cref="Data"/> has the JSON of each entry's data by its id.
/// </summary>
public sealed record Example(
    string Name,
    string Story,
    IReadOnlyList<CustodyEvent> Events,
    IReadOnlyDictionary<string, string> Data,
    LocalSettings Settings,
    IReadOnlyList<Expectation> Expect);

/// <summary>What one clock must read at one instant. A member the file leaves out may be anything; one it gives as null must be null.</summary>
public sealed record Expectation(Instant At, ClockName Clock, int? Sequence, bool Absent, ClockState? State)
{
    public Said<Instant?> DueAt { get; init; }
    public Said<Instant?> WarnAt { get; init; }
    public Said<Instant?> MetAt { get; init; }
    public IReadOnlyList<string> ExplanationContains { get; init; } = [];

    /// <summary>Whether the clock found reads as it must; null is no such clock.</summary>
    public bool HoldsFor(Clock? got) => Absent
        ? got is null
        : got is not null
            && (State is null || State == got.State)
            && DueAt.Allows(got.DueAt)
            && WarnAt.Allows(got.WarnAt)
            && MetAt.Allows(got.MetAt)
            && ExplanationContains.All(words => got.Explanation.Contains(words, StringComparison.Ordinal));

    /// <summary>The cycle this is about: the one with its number, else the latest.</summary>
    public Clock? Find(ClockSheet sheet) => sheet.History
        .Where(clock => clock.Name == Clock && (Sequence is null || clock.Sequence == Sequence))
        .MaxBy(clock => clock.Sequence);
}

/// <summary>A member that a file may leave out.</summary>
public readonly record struct Said<T>(bool Given, T Value)
{
    public bool Allows(T value) => !Given || EqualityComparer<T>.Default.Equals(Value, value);
}
