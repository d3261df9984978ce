using System.Globalization;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Pace.Tests.Examples;

/// <summary>What an example says against what the rules say, in local times, for someone who knows custody and not this code.</summary>
internal static class Difference
{
    public static string Between(Expectation expected, Clock? got, string order) =>
        $"""
        {When(expected.At)}  {Vocabulary<ClockName>.Word(expected.Clock)}{(expected.Sequence is { } n ? $" number {n}" : "")}
          expected  {Expected(expected)}
          but it is {Found(expected, got)}
          because   {got?.Explanation ?? "nothing on the record starts it"}
          (entries {order})
        """;

    private static string Expected(Expectation expected) => expected.Absent
        ? "no such clock"
        : Line(
        [
            expected.State is { } state ? Vocabulary<ClockState>.Word(state) : "any state",
            expected.DueAt.Given ? $"due {When(expected.DueAt.Value)}" : null,
            expected.WarnAt.Given ? $"warning from {When(expected.WarnAt.Value)}" : null,
            expected.MetAt.Given ? $"done {When(expected.MetAt.Value)}" : null,
            .. expected.ExplanationContains.Select(words => $"saying \"{words}\""),
        ]);

    private static string Found(Expectation expected, Clock? got) => got is null
        ? "not there"
        : Line(
            Vocabulary<ClockState>.Word(got.State),
            expected.Absent || expected.DueAt.Given ? $"due {When(got.DueAt)}" : null,
            expected.WarnAt.Given ? $"warning from {When(got.WarnAt)}" : null,
            expected.MetAt.Given ? $"done {When(got.MetAt)}" : null);

    private static string Line(params IEnumerable<string?> parts) => string.Join(", ", parts.Where(part => part is not null));

    private static string When(Instant? at) => at is { } instant
        ? instant.InZone(LondonTime.Zone).ToString("ddd d MMM HH:mm:ss.FFF x", CultureInfo.InvariantCulture)
        : "at no time";
}
