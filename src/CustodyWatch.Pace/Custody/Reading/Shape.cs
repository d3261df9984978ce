namespace CustodyWatch.Pace.Custody.Reading;

/// <summary>What kind of value a field holds.</summary>
public enum FieldForm { Text, Flag, Number, Instant, Date, Duration, Object, List }

/// <summary>One field as its reader checks it.</summary>
public sealed record FieldShape
{
    /// <summary>The name it travels by; none of what a list holds.</summary>
    public string Name { get; init; } = "";

    public required FieldForm Form { get; init; }

    /// <summary>Whether it is refused without.</summary>
    public bool Required { get; init; }

    /// <summary>Whether text may not be blank, or a list not empty.</summary>
    public bool Filled { get; init; }

    /// <summary>The bounds of a number.</summary>
    public (int Least, int Most)? Bounds { get; init; }

    /// <summary>The most characters of a text.</summary>
    public int? Longest { get; init; }

    /// <summary>The words of which a text is one.</summary>
    public IReadOnlyList<string>? Words { get; init; }

    /// <summary>What a text must match.</summary>
    public string? Pattern { get; init; }

    /// <summary>What a flag that is left out counts as.</summary>
    public bool? Otherwise { get; init; }

    /// <summary>The fields of an object.</summary>
    public ObjectShape? Fields { get; init; }

    /// <summary>What each member of a list is.</summary>
    public FieldShape? Member { get; init; }
}

/// <summary>The fields of an object, in the order they are read.</summary>
/// <param name="Fields">Each with what holds of it whatever the others say.</param>
/// <param name="Conditions">What holds besides when others say something.</param>
/// <param name="Either">Pairs of which one at least must be there.</param>
public sealed record ObjectShape(
    IReadOnlyList<FieldShape> Fields, IReadOnlyList<ShapeCondition> Conditions, IReadOnlyList<(string One, string Other)> Either);

/// <summary>What some fields of an object make of others.</summary>
/// <param name="When">Each field that decides, with the words of which it says one; <c>true</c> and <c>false</c> of a flag.</param>
/// <param name="Then">The fields that are then required, or may not be empty, by name.</param>
public sealed record ShapeCondition(IReadOnlyList<(string Field, IReadOnlyList<string> Words)> When, IReadOnlyList<FieldDemand> Then);

/// <summary>That a field must be there, or must have something in it where it is.</summary>
public sealed record FieldDemand(string Field, bool Required, bool Filled)
{
    internal bool IsAny => Required || Filled;

    internal FieldDemand And(FieldDemand other) => this with { Required = Required && other.Required, Filled = Filled && other.Filled };

    internal FieldDemand Without(FieldDemand other) => this with { Required = Required && !other.Required, Filled = Filled && !other.Filled };
}
