using System.Text.RegularExpressions;

namespace CustodyWatch.Screens.Entries;

/// <summary>What the log found wrong with an entry, in the words of the form it was made on.</summary>
public sealed partial class EntryErrors
{
    public static readonly EntryErrors None = new([], new Dictionary<string, string[]>());

    private readonly Dictionary<string, string> _byField = new(StringComparer.Ordinal);

    public EntryErrors(IReadOnlyList<Field> fields, IReadOnlyDictionary<string, string[]> errors) : this(fields, errors, whole: false)
    {
    }

    private EntryErrors(IReadOnlyList<Field> fields, IReadOnlyDictionary<string, string[]> errors, bool whole)
    {
        var summary = new List<(string Text, string? Anchor)>();
        foreach (var (path, sentences) in errors)
        {
            var field = fields.FirstOrDefault(one => PathOf(one) == path) ??
                        fields.FirstOrDefault(one => PathOf(one).StartsWith(path, StringComparison.Ordinal));
            var sentence = string.Join(whole ? " " : " and ", sentences);
            var text = whole && !char.IsLower(sentence[0]) ? sentence : field is not null ? $"{field.Label} {sentence}" : path == "time" ? $"The time {sentence}" : Words.Capital(sentence);
            if (field is not null) _byField[field.Path] = text;
            summary.Add((text, field is not null ? FieldInput.IdFor(field.Path) : path == "time" ? "when" : null));
        }
        Summary = summary;
    }

    public IReadOnlyList<(string Text, string? Anchor)> Summary { get; }

    /// <summary>Errors that are whole sentences already, such as a rule of law.</summary>
    public static EntryErrors Whole(IReadOnlyList<Field> fields, IReadOnlyDictionary<string, string[]> errors) => new(fields, errors, whole: true);

    public string? For(Field field) => _byField.GetValueOrDefault(field.Path);

    private static string PathOf(Field field) => "data." + ListPlace().Replace(field.Path, "[$1]");

    [GeneratedRegex(@"\.(\d+)")]
    private static partial Regex ListPlace();
}
