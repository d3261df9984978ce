using System.Net;
using System.Text.RegularExpressions;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Screens;

public sealed partial class AdministrationPageTests
{
    [Fact]
    public async Task A_local_number_is_changed_from_a_time_on_with_a_reason_and_every_change_is_kept()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z");
        using var administrator = new Reader(suite, "admin-01");
        var (_, page) = await administrator.Open("/administration/settings");
        Assert.Contains("name=\"adultArrivalMinutes\" value=\"120\"", page, StringComparison.Ordinal);
        Assert.Contains("Nothing has been changed yet.", page, StringComparison.Ordinal);
        var whole = Number().Matches(page).Select(number => (number.Groups[1].Value, number.Groups[2].Value))
            .Where(one => one.Item1 != "from").ToArray();
        (string, string)[] Changed(string to) => [.. whole.Where(one => one.Item1 != "adultArrivalMinutes"), ("adultArrivalMinutes", to)];

        var idle = await administrator.Send("/administration/settings", [.. whole, ("reason", "None")]);
        var wrong = await administrator.Send("/administration/settings", [.. Changed("soon"), ("reason", "Typing")]);
        var bare = await administrator.Send("/administration/settings", Changed("90"));
        var past = await administrator.Send("/administration/settings", [.. Changed("90"), ("reason", "New scheme"), ("from", "2026-06-10T12:30")]);
        var changed = await administrator.Send("/administration/settings", [.. Changed("90"), ("reason", "New scheme")]);

        Assert.All([idle, wrong, bare, past], answer => Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status));
        Assert.Contains("Adult arrival must be a whole number from 1 to 1440", wrong.Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, changed.Status);
        (_, page) = await administrator.Open(changed.Location!);
        Assert.Contains("name=\"adultArrivalMinutes\" value=\"90\"", page, StringComparison.Ordinal);
        Assert.Contains("New scheme” Set by admin-01", page, StringComparison.Ordinal);
        Assert.Equal("90", (await suite.As("admin-01").Read("/settings")).Body!["inForce"]!["adultArrivalMinutes"]!.ToString());
    }

    [Fact]
    public async Task A_refused_event_is_put_right_and_readmitted_or_discarded_with_a_reason()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var id = await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T18:00:00Z"));
        await suite.As("feed-01").Tell(Told.Event("drink-offered", "2026-06-10T18:30:00Z", new { outcome = "spilt" }));
        suite.Clock.AdvanceMinutes(1);
        await suite.As("feed-01").Tell(Told.Event("drink-offered", "2026-06-10T18:40:00Z", new { outcome = "lost" }));
        using var administrator = new Reader(suite, "admin-01");
        var (_, list) = await administrator.Open("/administration/quarantine");
        var addresses = Held().Matches(list).Select(link => link.Groups[1].Value).ToArray();
        Assert.Equal(2, addresses.Length);
        Assert.Contains("data.outcome", list, StringComparison.Ordinal);
        var (_, page) = await administrator.Open(addresses[1]);
        var content = Content().Match(page).Groups[1].Value;

        var silent = await administrator.Send(addresses[1], ("decision", "readmit"), ("content", content));
        var endless = await administrator.Send(addresses[1], ("decision", "discard"), ("content", content), ("reason", new string('x', 1001)));
        var again = await administrator.Send(addresses[1], ("decision", "readmit"), ("content", content), ("reason", "Try again"));
        var broken = await administrator.Send(addresses[1], ("decision", "readmit"), ("content", "{\n  \"id\": ,\n}"), ("reason", "Try again"));
        var another = await administrator.Send(
            addresses[1], ("decision", "readmit"), ("content", content.Replace("CR-26-00001", "CR-26-00002", StringComparison.Ordinal)), ("reason", "They meant another"));
        var readmitted = await administrator.Send(
            addresses[1], ("decision", "readmit"), ("content", content.Replace("spilt", "refused", StringComparison.Ordinal)), ("reason", "They meant refused"));
        var discarded = await administrator.Send(addresses[0], ("decision", "discard"), ("reason", "A test of the feed"));

        Assert.All([silent, endless, again, broken, another], refused => Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status));
        Assert.Contains("A reason is required", silent.Html, StringComparison.Ordinal);
        Assert.Contains("A reason may be at most 1000 characters", endless.Html, StringComparison.Ordinal);
        Assert.Contains("subject must stay as it was sent", another.Html, StringComparison.Ordinal);
        Assert.Contains("event is not JSON (line 2)", broken.Html, StringComparison.Ordinal);
        Assert.Contains("data.outcome", again.Html, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.SeeOther), (readmitted.Status, discarded.Status));
        Assert.Single(await suite.As("sgt-01").Entries(id), entry => entry["type"]!.ToString() == "custody.drink-offered");
        Assert.Contains("Nothing is held.", (await administrator.Open("/administration/quarantine")).Html, StringComparison.Ordinal);
        foreach (var (address, parts) in new[]
        {
            (addresses[0], new[] { "It has been discarded.", "admin-01 decided that", "A test of the feed", "lost" }),
            (addresses[1], ["It has been readmitted.", "admin-01 decided that", "They meant refused", "stands on the custody record", "spilt"]),
        })
        {
            var (_, decided) = await administrator.Open(address);
            foreach (var part in parts) Assert.Contains(part, decided, StringComparison.Ordinal);
        }
        Assert.DoesNotContain($"/detentions/{id}", (await administrator.Open(addresses[1])).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_access_log_is_searched_by_who_looked_and_who_is_live_is_seen()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var id = await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T18:00:00Z", record: "CR-1"));
        await suite.As("sgt-01").Read($"/detentions/{id}");
        using var administrator = new Reader(suite, "admin-01");
        await using var screen = await Screen.Open(suite, "sgt-01");

        var (_, log) = await administrator.Open("/access-log?user=sgt-01");
        var (_, none) = await administrator.Open("/access-log?user=nobody");
        var (_, live) = await administrator.Open("/administration/live");
        var (_, reference) = await administrator.Open("/administration/reference");

        Assert.Contains("Custody record CR-1", log, StringComparison.Ordinal);
        Assert.DoesNotContain(id, log, StringComparison.Ordinal);
        Assert.DoesNotContain("do-01", log, StringComparison.Ordinal);
        Assert.Contains("Nothing matches.", none, StringComparison.Ordinal);
        Assert.Contains("Live now", live, StringComparison.Ordinal);
        Assert.Contains("sgt-01", live, StringComparison.Ordinal);
        Assert.DoesNotContain("OTHER", live, StringComparison.Ordinal);
        Assert.Contains("/forces/99/suites/NORTH", reference, StringComparison.Ordinal);
    }

    [GeneratedRegex("id=\"f-[^\"]+\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex Number();

    [GeneratedRegex("href=\"(/administration/quarantine/[^\"]+)\"")]
    private static partial Regex Held();

    [GeneratedRegex("name=\"content\"[^>]*>(.*?)</textarea>", RegexOptions.Singleline)]
    private static partial Regex Content();
}
