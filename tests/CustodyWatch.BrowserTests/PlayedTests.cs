using System.Text.Json;
using CustodyWatch.Http;

namespace CustodyWatch.BrowserTests;

/// <summary>
/// What the inspectorate wrote down of eight children, and the nights on which beds were asked for, played on the screens as they
/// happened: the suite enters each step on its form, the authority answers on its telephone, and the clocks read as the worked case says.
/// </summary>
public sealed class PlayedTests(Chromium chromium)
{
    [Theory]
    [InlineData("fifty-two-hours-and-nothing-to-eat")]
    [InlineData("admitted-before-midnight-adult-says-tomorrow")]
    [InlineData("looked-after-since-six-arrested-for-common-assault")]
    [InlineData("missing-girl-of-thirteen-with-signs-of-exploitation")]
    [InlineData("second-missing-girl-referred-after-six-hours")]
    [InlineData("place-asked-for-only-at-charge-late-in-the-evening")]
    [InlineData("refused-by-her-care-home-and-kept-overnight")]
    [InlineData("refused-bail-and-the-authority-was-never-asked")]
    [InlineData("charged-and-moved-to-the-authority-the-same-night")]
    [InlineData("secure-asked-for-a-child-of-eleven")]
    [InlineData("secure-asked-for-where-no-serious-harm-was-in-question")]
    [InlineData("three-requests-and-no-bed")]
    public async Task A_worked_case_is_played_from_both_sides_and_its_clocks_read_as_it_says(string name)
    {
        using var example = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "Timelines", name + ".json")));
        var events = example.RootElement.GetProperty("events").EnumerateArray().ToList();
        await using var station = await PlayedStation.Open(chromium.Browser, At(events[0], "time"));
        var night = new PlayedNight(station);
        foreach (var told in events)
        {
            station.Clock.Reset(At(told, "time"));
            await night.Play(told);
        }

        foreach (var expected in example.RootElement.GetProperty("expect").EnumerateArray())
        {
            var clocks = (await station.Read($"detentions/{night.DetentionId}/clocks?history=true&at={Rfc3339.Text(At(expected, "at"))}")).GetProperty("clocks");
            Assert.Equal(Wanted(expected), Read(clocks, expected));
        }
        if (night.Asked.Count == 0) return;
        Assert.Equal(await night.Ledger("sgt-01"), await night.Ledger("desk-01"));
    }

    private static readonly string[] Said = ["state", "dueAt", "warnAt", "metAt"];

    private static string Wanted(JsonElement expected) => Words(expected, expected);

    // Of a clock that ran more than once, the cycle asked for, or the latest.
    private static string Read(JsonElement clocks, JsonElement expected)
    {
        var cycles = clocks.EnumerateArray()
            .Where(clock => clock.GetProperty("clock").GetString() == expected.GetProperty("clock").GetString())
            .Where(clock => !expected.TryGetProperty("sequence", out var sequence) || clock.GetProperty("sequence").GetInt32() == sequence.GetInt32())
            .ToList();
        return cycles.Count == 0 ? Words(expected, null) : Words(expected, cycles[^1]);
    }

    private static string Words(JsonElement expected, JsonElement? clock)
    {
        var head = $"{expected.GetProperty("clock")} at {expected.GetProperty("at")}: ";
        if (clock is not { } found || found.TryGetProperty("absent", out _)) return head + "absent";
        return head + string.Join(", ", Said.Where(word => expected.TryGetProperty(word, out _)).Select(word =>
            $"{word} {(found.TryGetProperty(word, out var value) && value.ValueKind == JsonValueKind.String ? Same(value.GetString()!) : "none")}"));
    }

    private static string Same(string value) => Rfc3339.Parse(value) is { } at ? Rfc3339.Text(at) : value;

    private static NodaTime.Instant At(JsonElement told, string member) => Rfc3339.Parse(told.GetProperty(member).GetString()!)!.Value;
}
