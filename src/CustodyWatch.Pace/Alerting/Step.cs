using System.Globalization;

namespace CustodyWatch.Pace.Alerting;

/// <summary>The kinds of step on a clock's ladder, in rising order.</summary>
public enum StepKind
{
    /// <summary>Not yet due.</summary>
    Warning,

    /// <summary>Due and not done.</summary>
    Due,

    /// <summary>Still not done, so somebody further up is told.</summary>
    Escalation,
}

/// <summary>One step of one cycle of a clock; each is raised once.</summary>
/// <param name="Kind">Which kind of step.</param>
/// <param name="Number">Which of its kind, from 1.</param>
public readonly record struct Step(StepKind Kind, int Number) : IComparable<Step>
{
    public static readonly Step Due = new(StepKind.Due, 1);

    public static Step Warning(int number) => new(StepKind.Warning, number);

    public static Step Escalation(int number) => new(StepKind.Escalation, number);

    /// <summary>Before due: the only kind that is ever muted.</summary>
    public bool IsWarning => Kind == StepKind.Warning;

    /// <summary>The step's place on the ladder, from 1 for the first warning; it grows with the step and never repeats.</summary>
    public int Rank => ((int)Kind * 100) + Number;

    /// <summary>As it travels: <c>warning</c>, <c>warning-2</c>, <c>due</c>, <c>escalation-1</c>.</summary>
    public string Name => Kind switch
    {
        StepKind.Warning when Number == 1 => "warning",
        StepKind.Warning => string.Create(CultureInfo.InvariantCulture, $"warning-{Number}"),
        StepKind.Due => "due",
        _ => string.Create(CultureInfo.InvariantCulture, $"escalation-{Number}"),
    };

    /// <summary>The step of a name, or null when there is none such.</summary>
    public static Step? Parse(string name) => name switch
    {
        "warning" => Warning(1),
        "due" => Due,
        _ when Numbered(name, "warning-") is > 1 and var number => Warning(number),
        _ when Numbered(name, "escalation-") is > 0 and var number => Escalation(number),
        _ => null,
    };

    public int CompareTo(Step other) => Rank.CompareTo(other.Rank);

    private static int Numbered(string name, string prefix) =>
        name.StartsWith(prefix, StringComparison.Ordinal) &&
        int.TryParse(name.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
