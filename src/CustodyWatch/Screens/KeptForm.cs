using CustodyWatch.Access;

namespace CustodyWatch.Screens;

/// <summary>A form sent by somebody who had been signed out, kept on the page that says so, to be sent once more as it was.</summary>
/// <param name="Url">Where it was sent.</param>
/// <param name="Fields">All that was sent, with the token of the form, which whoever signs in again as the same person may still use.</param>
public sealed record KeptForm(string Url, IReadOnlyList<(string Name, string? Value)> Fields)
{
    // Much more than any form of ours holds.
    private const long Longest = 64 * 1024;

    // A PIN is written on no page.
    private const string Secret = "pin";

    /// <summary>What was sent; null where that was no form, or is not to be kept.</summary>
    public static async Task<KeptForm?> Of(HttpRequest request, CancellationToken cancel)
    {
        if (!HttpMethods.IsPost(request.Method) || !request.HasFormContentType || request.ContentLength is not <= Longest) return null;
        try
        {
            var url = $"{request.PathBase}{request.Path}{request.QueryString}";
            var form = await request.ReadFormAsync(cancel);
            return !LocalRedirectResult.IsOurs(url) || form.Files.Count > 0 || form.ContainsKey(Secret)
                ? null
                : new(url, [.. form.SelectMany(field => field.Value, (field, value) => (field.Key, value))]);
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or IOException)
        {
            return null;
        }
    }
}
