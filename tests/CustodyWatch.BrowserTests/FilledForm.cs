using System.Text.Json;
using CustodyWatch.Http;
using CustodyWatch.Screens;
using Microsoft.Playwright;

namespace CustodyWatch.BrowserTests;

/// <summary>The data of an event written into the form for its kind. What has no field of its own fails the test.</summary>
internal static class FilledForm
{
    public static async Task Fill(this IPage page, string path, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject()) await page.Fill(path.Length == 0 ? member.Name : $"{path}.{member.Name}", member.Value);
                break;
            case JsonValueKind.Array:
                var boxes = await Named(page, path).CountAsync() > 0;
                foreach (var (one, i) in value.EnumerateArray().Select((one, i) => (one, i))) await page.Fill(boxes ? path : $"{path}.{i}", one);
                break;
            default:
                await Write(Named(page, path), value, path);
                break;
        }
    }

    private static async Task Write(ILocator fields, JsonElement value, string path)
    {
        Assert.True(await fields.CountAsync() > 0, $"No field takes {path}.");
        var written = value.ValueKind switch { JsonValueKind.True => "yes", JsonValueKind.False => "no", _ => value.ToString() };
        var kind = await fields.First.EvaluateAsync<string>("field => field.type");
        if (kind is "radio" or "checkbox") await fields.And(fields.Page.Locator($"[value='{written}']")).CheckAsync(new() { Force = true });
        else if (kind == "select-one") await fields.SelectOptionAsync(written);
        else if (kind == "datetime-local") await fields.FillAsync(LondonText.ForField(Rfc3339.Parse(written)!.Value));
        else if (kind != "hidden") await fields.FillAsync(written);
    }

    private static ILocator Named(IPage page, string path) => page.Locator($"main [name='{path}']");
}
