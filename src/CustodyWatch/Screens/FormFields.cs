using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace CustodyWatch.Screens;

/// <summary>What a form carries unseen, written out once for all the forms of a card.</summary>
public static class FormFields
{
    /// <param name="token">The proof that it came from a page of the service.</param>
    /// <param name="returnUrl">Where whoever sends it goes back to.</param>
    public static RenderFragment Of(AntiforgeryRequestToken? token, string returnUrl)
    {
        var fields = (token is null ? "" : Hidden(token.FormFieldName, token.Value)) + Hidden("returnUrl", returnUrl);
        return builder => builder.AddMarkupContent(0, fields);
    }

    private static string Hidden(string name, string value) =>
        $"""<input type="hidden" name="{HtmlEncoder.Default.Encode(name)}" value="{HtmlEncoder.Default.Encode(value)}">""";
}
