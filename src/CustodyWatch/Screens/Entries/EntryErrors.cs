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
        var summary = new List<(string Text, string? Anchor, int Place)>();
        foreach (var (path, sentences) in errors)
        {
            var field = fields.FirstOrDefault(one => PathOf(one) == path) ??
                        fields.FirstOrDefault(one => PathOf(one).StartsWith(path, StringComparison.Ordinal));
            var sentence = InWords(fields, string.Join(whole ? " " : " and ", sentences));
            var text = whole && !char.IsLower(sentence[0]) ? sentence : field is not null ? Say(field, sentence) : path == "time" ? $"The time {sentence}" : Words.Capital(sentence);
            if (field is not null) _byField[field.Path] = text;
            summary.Add((text, field is not null ? field.Id : path == "time" ? "when" : null, fields.ToList().IndexOf(field!)));
        }
        // In the order of the form, so that whoever mends it goes down the page.
        Summary = [.. summary.OrderBy(error => error.Place).Select(error => (error.Text, error.Anchor))];
    }

    public IReadOnlyList<(string Text, string? Anchor)> Summary { get; }

    /// <summary>Errors that are whole sentences already, such as a rule of law.</summary>
    public static EntryErrors Whole(IReadOnlyList<Field> fields, IReadOnlyDictionary<string, string[]> errors) => new(fields, errors, whole: true);

    /// <summary>The one thing wrong with a form of few fields, and the element it is said of.</summary>
    public static EntryErrors One(string id, string sentence) =>
        Whole([Field.Text(id, "") with { Id = id }], new Dictionary<string, string[]> { ["data." + id] = [sentence] });

    /// <summary>What is wrong with the element of this id.</summary>
    public string? At(string id) => Summary.FirstOrDefault(error => error.Anchor == id).Text;

    public string? For(Field field) => _byField.GetValueOrDefault(field.Path);

    // Nobody who looks at a list of answers wants to be told what they are called by machines.
    private static string Say(Field field, string sentence) =>
        sentence is "is required" or "may not be blank" or "may not be empty"
            || (IsChosen(field) && sentence.StartsWith("must be ", StringComparison.Ordinal))
            ? $"{field.Label.TrimEnd('?')}: {ToDo(field)}"
            : $"{field.Label} {sentence}";

    private static bool IsChosen(Field field) => field.Kind is FieldKind.Choice or FieldKind.Choices or FieldKind.YesNo || field.Options.Count > 0;

    private static string ToDo(Field field) => field.Kind switch
    {
        FieldKind.Choices => "choose at least one",
        _ when IsChosen(field) => "choose one",
        FieldKind.When => "give the date and time",
        FieldKind.Date => "give the date",
        FieldKind.Number => "give the number",
        _ => "fill this in",
    };

    // A field is spoken of by its label and not by its name among machines.
    private static string InWords(IEnumerable<Field> fields, string sentence) =>
        fields.Select(field => (Name: field.Path.Split('.')[^1], field.Label)).Where(field => field.Name.Any(char.IsUpper))
            .Aggregate(sentence, (said, field) => said.Replace(field.Name, $"“{field.Label}”", StringComparison.Ordinal));

    private static string PathOf(Field field) => "data." + ListPlace().Replace(field.Path, "[$1]");

    [GeneratedRegex(@"\.(\d+)")]
    private static partial Regex ListPlace();
}
