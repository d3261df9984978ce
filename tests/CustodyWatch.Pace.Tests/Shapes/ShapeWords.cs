using CustodyWatch.Pace.Custody.Reading;

namespace CustodyWatch.Pace.Tests.Shapes;

/// <summary>The shape of an object in words, a line for each field and for each condition; what lies within a field is written after it by its path.</summary>
internal static class ShapeWords
{
    public static IEnumerable<string> Of(ObjectShape shape, string under = "") =>
    [
        .. shape.Fields.SelectMany(field => Lines(field, under)),
        .. shape.Either.Select(pair => $"{under}{pair.One} or {under}{pair.Other}"),
        .. shape.Conditions.Select(condition =>
            $"when {string.Join(" and ", condition.When.Select(when => $"{under}{when.Field} is {string.Join(" or ", when.Words)}"))}: "
            + string.Join(", ", condition.Then.Select(then => $"{under}{then.Field}{Asked(then.Required, then.Filled)}"))),
    ];

    private static IEnumerable<string> Lines(FieldShape field, string under)
    {
        yield return $"{under}{field.Name}: {Kind(field)}{Asked(field.Required, field.Filled)}";
        foreach (var line in field.Fields is { } fields ? Of(fields, $"{under}{field.Name}.") : []) yield return line;
        foreach (var line in field.Member?.Fields is { } each ? Of(each, $"{under}{field.Name}[].") : []) yield return line;
    }

    private static string Asked(bool required, bool filled) => (required ? " required" : "") + (filled ? " filled" : "");

    private static string Kind(FieldShape field) => field switch
    {
        { Form: FieldForm.List } => $"list of {field.Member!.Name}{Kind(field.Member)}",
        { Words: { } words } => "one of " + string.Join(' ', words) + UpTo(field),
        { Pattern: { } pattern } => $"text like {pattern}{UpTo(field)}",
        { Form: FieldForm.Text } => "text" + UpTo(field),
        { Bounds: var (least, most) } => $"number from {least} to {most}",
        { Otherwise: { } otherwise } => $"flag, or {(otherwise ? "true" : "false")}",
        _ => field.Form.ToString().ToLowerInvariant(),
    };

    private static string UpTo(FieldShape field) => field.Longest is { } longest ? $" up to {longest}" : "";
}
