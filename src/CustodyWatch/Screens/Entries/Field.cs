using CustodyWatch.Pace.Custody;

namespace CustodyWatch.Screens.Entries;

/// <summary>How a field is asked for.</summary>
public enum FieldKind { Text, LongText, YesNo, Number, Date, When, Length, Choice, Choices, Hidden }

/// <summary>One field of an event's data as a form asks for it.</summary>
/// <param name="Path">Where it stands in the data: <c>officer.rank</c>, <c>offences.0.class</c>.</param>
/// <param name="Label">What the form calls it.</param>
/// <param name="Kind">How it is asked for.</param>
public sealed record Field(string Path, string Label, FieldKind Kind)
{
    public bool Required { get; init; } = true;
    public string? Hint { get; init; }
    public IReadOnlyList<Option> Options { get; init; } = [];

    /// <summary>The heading that fields stand under together, such as all that is asked of one offence.</summary>
    public string? Group { get; init; }

    /// <summary>The id of its element; its own where two forms of a page ask for the same path.</summary>
    public string Id { get => field ?? FieldInput.IdFor(Path); init; }

    /// <summary>The code of a local authority, which a browser may suggest from the reference data.</summary>
    public bool IsAuthority { get; init; }

    /// <summary>A date and time as it was sent, and asked about: sent once more as it is, it is meant.</summary>
    public string? AskedAbout { get; init; }

    /// <summary>What that is sent back as.</summary>
    public string AskedAboutName => Path + ".asked";

    public Field Optional() => this with { Required = false };

    public Field With(string hint) => this with { Hint = hint };

    public Field In(string group) => this with { Group = group };

    public static Field Text(string path, string label) => new(path, label, FieldKind.Text);

    public static Field LongText(string path, string label) => new(path, label, FieldKind.LongText);

    /// <summary>Filled in by the service: an id that nobody should have to make up.</summary>
    public static Field Hidden(string path, string label) => new(path, label, FieldKind.Hidden);

    public static Field YesNo(string path, string label) => new(path, label, FieldKind.YesNo);

    public static Field Number(string path, string label) => new(path, label, FieldKind.Number);

    public static Field Date(string path, string label) => new(path, label, FieldKind.Date);

    public static Field When(string path, string label) => new(path, label, FieldKind.When);

    /// <summary>How long something took: hours and minutes, such as 9:00.</summary>
    public static Field Length(string path, string label) => new(path, label, FieldKind.Length);

    public static Field Choice<T>(string path, string label) where T : struct, Enum =>
        new(path, label, FieldKind.Choice) { Options = Words<T>() };

    public static Field Choice(string path, string label, params Option[] options) =>
        new(path, label, FieldKind.Choice) { Options = options };

    public static Field Choices<T>(string path, string label) where T : struct, Enum =>
        new(path, label, FieldKind.Choices) { Options = Words<T>() };

    private static Option[] Words<T>() where T : struct, Enum =>
        [.. Vocabulary<T>.Words.Select(word => new Option(word, Screens.Words.Sentence(word)))];
}

/// <summary>One of the answers a field allows.</summary>
public sealed record Option(string Value, string Text);
