using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CustodyWatch.BrowserTests;

/// <summary>One child's case on the screens: who enters what, and where.</summary>
internal sealed class PlayedNight(PlayedStation station)
{
    private const string Sergeant = "sgt-01", Desk = "desk-01";

    public string DetentionId { get; private set; } = "";

    /// <summary>The requests of the case, by its own names for them, under the ids the service gave them.</summary>
    public Dictionary<string, string> Asked { get; } = [];

    public async Task Play(JsonElement told)
    {
        var (kind, data) = (told.GetProperty("type").GetString()!["custody.".Length..], told.GetProperty("data"));
        switch (kind)
        {
            case "arrived":
                await Arrive(told.GetProperty("subject").GetString()!, data);
                break;
            case "accommodation-requested":
                await Ask(data);
                break;
            case "accommodation-answered":
                await Answer(Asked[data.GetProperty("requestId").GetString()!], data);
                break;
            case "accommodation-withdrawn":
                await Withdraw(Asked[data.GetProperty("requestId").GetString()!], data.GetProperty("reason").GetString()!);
                break;
            default:
                await Enter(kind, data);
                break;
        }
    }

    /// <summary>Every row of the ledger as this persona's page shows it.</summary>
    public async Task<IReadOnlyList<string>> Ledger(string persona)
    {
        var page = await station.At(persona, "/ledger");
        await Expect(page.Locator(".cw-ledger tbody tr")).ToHaveCountAsync(Asked.Count);
        return await page.Locator(".cw-ledger tbody").EvaluateAsync<string[]>("body => [...body.rows].map(row => [...row.cells].map(cell => cell.textContent.trim()).join(' | '))");
    }

    private async Task Arrive(string number, JsonElement data)
    {
        var page = await station.At(Sergeant, "/suites/CENTRAL/arrivals");
        await page.GetByLabel("Custody record number").FillAsync(number);
        // The form asks what an event may leave out, and takes no silence for a no.
        await page.Locator("[name='child.lookedAfter'][value=no]").CheckAsync(new() { Force = true });
        await page.Fill("", data);
        await page.GetByRole(AriaRole.Button, new() { Name = "Record the arrival" }).ClickAsync();
        await page.Arrives("**/detentions/*");
        DetentionId = new Uri(page.Url).Segments[^1];
    }

    private async Task Enter(string kind, JsonElement data)
    {
        var page = await station.At(Sergeant, $"/detentions/{DetentionId}/entries/{kind}");
        await page.Fill("", data);
        await page.GetByRole(AriaRole.Button, new() { Name = "Record", Exact = true }).ClickAsync();
        await page.Arrives($"**/detentions/{DetentionId}?recorded={kind}");
    }

    // The page for finding a bed lets nobody ask unlawfully. That it was asked all the same is a fact, and a fact can be entered.
    private async Task Ask(JsonElement data)
    {
        if (data.GetProperty("kind").GetString() == "secure")
        {
            await Enter("accommodation-requested", data);
        }
        else
        {
            var page = await station.At(Sergeant, $"/detentions/{DetentionId}/place");
            await page.GetByRole(AriaRole.Button, new() { Name = "Ask for a place", Exact = true }).ClickAsync();
            await Expect(page.Locator("#requests")).ToContainTextAsync("Waiting");
        }
        var ids = (await station.Read("accommodation-ledger")).GetProperty("items").EnumerateArray().Select(row => row.GetProperty("requestId").GetString()!);
        Asked[data.GetProperty("requestId").GetString()!] = Assert.Single(ids.Except(Asked.Values));
    }

    private async Task Answer(string request, JsonElement data)
    {
        var queue = await station.At(Desk, "/desk");
        await queue.Locator($"main a[href='/desk/requests/{DetentionId}/{request}']").First.ClickAsync();
        var page = queue;
        await page.Locator("main [name='decision']").First.WaitForAsync();
        await page.Fill("", WithoutRequest(data));
        if (data.GetProperty("decision").GetString() == "declined" && await page.GetByLabel("I understand the duty").CountAsync() > 0)
            await page.GetByLabel("I understand the duty").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Send the answer" }).ClickAsync();
        await Expect(page.GetByText("The custody suite has your answer.")).ToBeVisibleAsync();
    }

    private async Task Withdraw(string request, string reason)
    {
        var page = await station.At(Sergeant, $"/detentions/{DetentionId}/place");
        var form = page.Locator($"form[action$='/requests/{request}/withdraw']");
        if (!await form.IsVisibleAsync()) await page.Locator("details", new() { Has = form }).Locator("summary").ClickAsync();
        await form.Locator("[name='reason']").FillAsync(reason);
        await form.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(page.Locator("#requests")).ToContainTextAsync("Withdrawn");
    }

    private static JsonElement WithoutRequest(JsonElement data) => JsonSerializer.SerializeToElement(
        data.EnumerateObject().Where(member => member.Name != "requestId").ToDictionary(member => member.Name, member => member.Value));
}
