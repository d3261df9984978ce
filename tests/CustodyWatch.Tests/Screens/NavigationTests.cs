using System.Net;
using System.Text.RegularExpressions;
using CustodyWatch.Access;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Screens;

public sealed partial class NavigationTests
{
    [Fact]
    public async Task Everyone_starts_on_a_page_of_their_own_and_every_line_of_their_menu_opens()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T18:05:00Z");
        await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T18:00:00Z"));
        foreach (var persona in Personas.All)
        {
            using var reader = new Reader(suite, persona.Name);
            var (_, welcome) = await reader.Open("/welcome");
            var menu = MenuLink().Matches(welcome).Select(link => link.Groups[1].Value).ToArray();

            Assert.NotEmpty(menu);
            foreach (var address in menu)
            {
                var (status, page) = await reader.Open(address);
                Assert.True(status == HttpStatusCode.OK, $"{persona.Name} {address}: {status}");
                Assert.Contains("aria-current=\"page\"", page, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("sgt-01", "/welcome", "Start - 1 alert open - CustodyWatch")]
    [InlineData("sgt-02", "/welcome", "Start - no alerts open - CustodyWatch")]
    [InlineData("sgt-01", "/suites/CENTRAL", "CENTRAL board - 1 alert open - CustodyWatch")]
    [InlineData("admin-01", "/welcome", "Start - CustodyWatch")]
    public async Task Every_title_says_where_you_are_and_how_many_alerts_are_open_for_you(string persona, string path, string title)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T18:05:00Z");
        await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T18:05:00Z"),
            Told.Event("force-used", "2026-06-10T18:05:00Z", new { kind = "handcuffs", reason = "ran" }));
        await suite.Look();
        using var reader = new Reader(suite, persona);

        Assert.Contains($"<title>{title}</title>", (await reader.Open(path)).Html, StringComparison.Ordinal);
    }

    [GeneratedRegex("service-navigation__link\" href=\"([^\"]+)\"")]
    private static partial Regex MenuLink();
}
