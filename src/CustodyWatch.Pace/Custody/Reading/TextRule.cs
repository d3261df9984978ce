namespace CustodyWatch.Pace.Custody.Reading;

/// <summary>What a text must be beside not too long.</summary>
/// <param name="Words">One of these; null where a pattern says it.</param>
/// <param name="Pattern">Of this form; null where a list says it.</param>
/// <param name="Refusal">What is said of a text that is not so; null of one that is.</param>
internal sealed record TextRule(IReadOnlyList<string>? Words, string? Pattern, Func<string, string?> Refusal);
