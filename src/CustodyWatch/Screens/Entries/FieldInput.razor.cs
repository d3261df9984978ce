using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Primitives;

namespace CustodyWatch.Screens.Entries;

/// <summary>One field of a form, asked for in the way of GOV.UK.</summary>
public sealed partial class FieldInput
{
    private static readonly Option[] YesOrNo = [new("yes", "Yes"), new("no", "No")];

    [Parameter, EditorRequired] public required Field Field { get; set; }

    [Parameter] public StringValues Values { get; set; }

    [Parameter] public string? Error { get; set; }

    public static string IdFor(string path) => "f-" + path.Replace('.', '-');

    private string Id => Field.Id;

    private string? Value => Values.Count > 0 ? Values[0] : null;

    private string Label => Field.Required ? Field.Label : $"{Field.Label} (optional)";

    private IEnumerable<(Option Option, int Index)> Options =>
        (Field.Kind == FieldKind.YesNo ? YesOrNo : Field.Options).Select((option, i) => (option, i));

    private string? Describes => (Field.Hint, Error) switch
    {
        (null, null) => null,
        (_, null) => $"{Id}-hint",
        (null, _) => $"{Id}-error",
        _ => $"{Id}-hint {Id}-error",
    };

    private string Type => Field.Kind == FieldKind.Date ? "date" : "text";

    private string Width => Field.Kind switch
    {
        FieldKind.Number => "govuk-input--width-4",
        FieldKind.Date => "cw-input-when",
        _ => "",
    };

    // The first of a group takes the id of the field, so that a link from the error summary leads to it.
    private string IdOf(int index) => index == 0 ? Id : $"{Id}-{index}";
}
