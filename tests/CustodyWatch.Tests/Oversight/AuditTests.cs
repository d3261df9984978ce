using System.Net;
using System.Text.Json.Nodes;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Oversight;

public sealed class AuditTests
{
    [Fact]
    public async Task The_same_seed_draws_the_same_cases_from_every_kind_and_another_seed_others()
    {
        await using var suite = await CustodySuite.Open(Invented.Now);
        await suite.As("feed-01").Taken(Invented.Children());

        var first = await Sample("size=12&seed=june");

        Assert.Equal(12, first.Count);
        Assert.Equal(12, first.Distinct().Count());
        Assert.Equal(first, await Sample("size=12&seed=june"));
        Assert.NotEqual(first, await Sample("size=12&seed=july"));
        var strata = (await suite.As("insp-01").Read("/audits/sample?size=12&seed=june")).Body!["items"]!.AsArray().Select(item => item!["stratum"]!.ToString());
        Assert.True(strata.Distinct().Count() >= 4, string.Join(' ', strata));
        Assert.Equal(60, (await Sample("size=500&seed=1")).Count);

        async Task<List<string>> Sample(string query) =>
            [.. (await suite.As("insp-01").Read($"/audits/sample?{query}")).Body!["items"]!.AsArray().Select(item => item!["custodyRecordNumber"]!.ToString())];
    }

    [Fact]
    public async Task A_sample_is_read_a_part_at_a_time_where_that_is_asked_for_and_whole_where_it_is_not()
    {
        await using var suite = await CustodySuite.Open(Invented.Now);
        await suite.As("feed-01").Taken(Invented.Children());
        var whole = (await suite.As("insp-01").Read("/audits/sample?size=60&seed=june")).Body!;
        Assert.Equal((60, "60", null), (whole["items"]!.AsArray().Count, whole["size"]!.ToString(), whole["next"]));
        Assert.True(whole.AsObject().ContainsKey("next"));

        var parts = new List<string>();
        for (var cursor = ""; cursor is not null;)
        {
            var part = (await suite.As("insp-01").Read($"/audits/sample?size=60&seed=june&limit=25&cursor={cursor}")).Body!;
            parts.AddRange(part["items"]!.AsArray().Select(item => item!["id"]!.ToString()));
            cursor = part["next"]?.ToString();
        }
        Assert.Equal(whole["items"]!.AsArray().Select(item => item!["id"]!.ToString()), parts);
    }

    [Fact]
    public async Task The_force_grades_itself_the_inspectorate_grades_again_and_their_agreement_is_told()
    {
        await using var suite = await CustodySuite.Open(Invented.Now);
        await suite.As("feed-01").Taken(Invented.Children(4));
        var cases = (await suite.As("insp-01").Read("/audits/sample?size=4&seed=1")).Body!["items"]!.AsArray().Select(item => item!["id"]!.ToString()).ToArray();
        string[] self = ["good", "good", "adequate", "inadequate"], inspector = ["good", "inadequate", "adequate", "adequate"];
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal("self", (await Grade("supt-01", cases[i], "good")).Text("side"));
            Assert.Equal(HttpStatusCode.OK, (await Grade("insp-01", cases[i], self[i])).Status);
            Assert.Equal("inspector", (await Grade("hmi-01", cases[i], inspector[i])).Text("side"));
        }

        var agreement = await suite.As("hmi-01").Read("/audits/agreement");

        Assert.Equal((4, 2), (agreement.Body!["pairs"].Whole(), agreement.Body!["agree"].Whole()));
        Assert.Equal(Kappa(self, inspector), agreement.Body!["weightedKappa"].Real()!.Value, 4);

        Task<Answer> Grade(string persona, string id, string grade) =>
            suite.As(persona).Call($"/audits/{id}/grade", new JsonObject { ["grade"] = grade, ["note"] = "Read from end to end" });
    }

    [Theory]
    [InlineData("insp-01", "hmi-01", "self")]
    [InlineData("hmi-01", "insp-01", "inspector")]
    public async Task Neither_side_is_told_the_others_grade_before_it_has_given_its_own(string first, string second, string side)
    {
        await using var suite = await CustodySuite.Open(Invented.Now);
        var id = await suite.As("feed-01").Taken(Told.Arrived("2026-05-10T10:00:00Z"), Told.Released("2026-05-10T16:00:00Z"));
        Assert.Equal((0, (string?)null), await Sampled(second));
        await Grade(first, "inadequate");

        Assert.Equal((1, null), await Sampled(first));
        Assert.Equal((0, side), await Sampled(second));
        using var reader = new Reader(suite, second);
        var drawn = (await reader.Open("/oversight/audits")).Html;
        Assert.Contains("shown after yours", drawn, StringComparison.Ordinal);
        var page = (await reader.Open($"/oversight/audits/{id}")).Html;
        Assert.Contains("has graded this case. Its grade is shown once you have given yours.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<strong>Inadequate</strong>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Nobody asked the child", page, StringComparison.Ordinal);

        await Grade(second, "good");

        Assert.Equal((2, null), await Sampled(second));
        page = (await reader.Open($"/oversight/audits/{id}")).Html;
        Assert.Contains("<strong>Inadequate</strong>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("once you have given yours", page, StringComparison.Ordinal);

        async Task<(int Grades, string? Withheld)> Sampled(string persona)
        {
            var item = Assert.Single((await suite.As(persona).Read("/audits/sample")).Body!["items"]!.AsArray())!;
            return (item["grades"]!.AsArray().Count, item["withheld"]?.ToString());
        }

        async Task Grade(string persona, string grade) => Assert.Equal(
            HttpStatusCode.OK, (await suite.As(persona).Call($"/audits/{id}/grade", new JsonObject { ["grade"] = grade, ["note"] = "Nobody asked the child" })).Status);
    }

    [Fact]
    public async Task A_grade_that_is_none_and_a_case_of_another_force_are_refused()
    {
        await using var suite = await CustodySuite.Open(Invented.Now);
        var own = await suite.As("feed-01").Taken(Told.Arrived("2026-05-10T10:00:00Z"), Told.Released("2026-05-10T16:00:00Z"));
        var foreign = await suite.As("sgt-98").Taken(
            Told.Arrived("2026-05-10T10:00:00Z", source: Told.Other), Told.Event("released", "2026-05-10T16:00:00Z", new { outcome = "no-further-action", preReleaseRiskAssessment = true }, source: Told.Other));
        Assert.Equal(["grade"], (await Grade("insp-01", own, "splendid")).Wrong);
        Assert.Equal(HttpStatusCode.NotFound, (await Grade("insp-01", foreign, "good")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await Grade("sgt-01", own, "good")).Status);
        Assert.Equal(HttpStatusCode.OK, (await Grade("hmi-01", foreign, "good")).Status);
        Assert.Equal(0, (await suite.As("insp-01").Read("/audits/agreement")).Body!["pairs"].Whole());

        Task<Answer> Grade(string persona, string id, string grade) => suite.As(persona).Call($"/audits/{id}/grade", new JsonObject { ["grade"] = grade });
    }

    [Fact]
    public async Task A_page_asks_for_no_grade_of_a_case_that_it_may_not_show_until_the_force_has_opened_it()
    {
        await using var suite = await CustodySuite.Open(Invented.Now);
        var id = await suite.As("feed-01").Taken(Told.Arrived("2026-05-10T10:00:00Z"), Told.Released("2026-05-10T16:00:00Z"));
        var path = $"/oversight/audits/{id}";
        using var reader = new Reader(suite, "hmi-01");
        await reader.Open("/oversight/audits");

        var (_, page) = await reader.Open(path);
        Assert.Contains("The record is not open to you.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Grade the case", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.Send(path, ("grade", "good"), ("note", "Unread"))).Status);

        Assert.True((int)(await suite.As("insp-01").Call($"/detentions/{id}/open-for-inspection", new JsonObject { ["until"] = "2026-12-01T00:00:00Z", ["reason"] = "Audit" })).Status < 300);
        Assert.Contains("Grade the case", (await reader.Open(path)).Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await reader.Send(path, ("grade", "good"), ("note", "Read"))).Status);
    }

    [Fact]
    public async Task A_page_whose_grade_was_refused_says_so_in_its_title()
    {
        await using var suite = await CustodySuite.Open(Invented.Now);
        var own = await suite.As("feed-01").Taken(Told.Arrived("2026-05-10T10:00:00Z"), Told.Released("2026-05-10T16:00:00Z"));
        using var inspector = new Reader(suite, "insp-01");
        await inspector.Open($"/oversight/audits/{own}");

        var sent = await inspector.Send($"/oversight/audits/{own}", ("grade", ""), ("note", ""));

        Assert.Contains("<title>Error: Case CR-", sent.Html, StringComparison.Ordinal);
        Assert.Contains("href=\"#grade-good\"", sent.Html, StringComparison.Ordinal);
    }

    private static double Kappa(string[] self, string[] inspector)
    {
        string[] order = ["good", "adequate", "inadequate"];
        double Apart(string one, string other) => Math.Abs(Array.IndexOf(order, one) - Array.IndexOf(order, other)) / 2.0;
        var seen = self.Zip(inspector).Average(pair => Apart(pair.First, pair.Second));
        var chance = self.Average(one => inspector.Average(other => Apart(one, other)));
        return 1 - seen / chance;
    }
}
