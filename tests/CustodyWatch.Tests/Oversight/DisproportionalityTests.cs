using System.Text.Json.Nodes;
using CustodyWatch.Features.Oversight;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Oversight;

public sealed class DisproportionalityTests
{
    [Fact]
    public async Task A_stage_is_set_against_the_stage_before_it_with_white_children_as_reference()
    {
        await using var suite = await CustodySuite.Open(Invented.Now);
        var told = Invented.Children();
        await suite.As("feed-01").Taken(told);
        var hand = new ByHand(told);

        var groups = Groups(await suite.As("insp-01").Read("/statistics/disproportionality?stage=overnight"));

        Assert.Equal(["White", "Mixed", "Asian", "Black", "Other", "Not stated"], groups.Keys);
        var (a, n1) = (Overnight("B"), Of("B"));
        var (b, n0) = (Overnight("W"), Of("W"));
        var relative = (double)a / n1 / ((double)b / n0);
        var spread = 1.96 * Math.Sqrt(1.0 / a - 1.0 / n1 + 1.0 / b - 1.0 / n0);
        var black = groups["Black"];
        Assert.Equal((a, n1), (black["count"].Whole(), black["denominator"].Whole()));
        Assert.Equal(Math.Round((double)a / n1, 6), black["rate"].Real());
        Assert.Equal(relative, black["relativeRate"].Real()!.Value, 5);
        Assert.Equal(relative * Math.Exp(-spread), black["lower95"].Real()!.Value, 5);
        Assert.Equal(relative * Math.Exp(spread), black["upper95"].Real()!.Value, 5);
        Assert.Equal(1, groups["White"]["relativeRate"].Real());
        Assert.All(groups.Values, group => Assert.False(group["suppressed"]!.GetValue<bool>()));

        int Of(string letter) => hand.Records.Count(record => hand.Ethnicity(record).StartsWith(letter, StringComparison.Ordinal));
        int Overnight(string letter) => hand.Records.Count(record => hand.Ethnicity(record).StartsWith(letter, StringComparison.Ordinal) && hand.Overnight(record));
    }

    [Fact]
    public async Task Detentions_are_set_against_residents_and_say_where_those_come_from()
    {
        await using var suite = await CustodySuite.Open(Invented.Now);
        await suite.As("feed-01").Taken(Invented.Children());
        var answer = await suite.As("sgt-01").Read("/statistics/disproportionality?stage=detentions");
        var groups = Groups(answer);
        var white = groups["White"];
        Assert.Equal(Math.Round(white["count"].Whole()!.Value * 1000.0 / white["denominator"].Whole()!.Value, 6), white["rate"].Real());
        Assert.Null(groups["Not stated"]["denominator"]);
        Assert.NotNull(groups["Not stated"]["count"]);
        Assert.Contains("Census 2021", answer.Body!["population"]!["source"]!.ToString(), StringComparison.Ordinal);
        Assert.False(answer.Body!["population"]!["verified"]!.GetValue<bool>());
        Assert.StartsWith("Unverified", answer.Body!["notes"]![0]!.ToString(), StringComparison.Ordinal);
        Assert.Contains("(unverified)", await suite.As("sgt-01").GetStringAsync("/oversight/disproportionality"), StringComparison.Ordinal);
        Assert.Contains("No numbers of residents are filed for this force", answer.Body!["population"]!["note"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_stage_answers_when_nobody_has_been_held()
    {
        await using var suite = await CustodySuite.Open(Invented.Now);
        foreach (var stage in new[] { "detentions", "overnight", "strip-search", "bail-refused", "transferred" })
            Assert.All(Groups(await suite.As("hmi-01").Read($"/statistics/disproportionality?stage={stage}")).Values, group => Assert.Equal(0, group["count"].Whole()));
    }

    [Fact]
    public void A_force_files_its_own_residents_and_a_file_that_cannot_be_read_says_where()
    {
        const string heading = "force,group,residents,dated,verified,source,note\n";
        var own = Filed(heading + "99,White,80000,2024-06-30,yes,ONS mid-year estimates,Checked, by the analyst\n99,Black,9000,2024-06-30,yes,ONS mid-year estimates,\n");
        var population = own.Populations!.Of("99");
        Assert.Equal((80000, 9000, null), (population.Residents("White"), population.Residents("Black"), population.Residents("Asian")));
        Assert.Equal(("Force 99", true, "Checked, by the analyst"), (population.Note.Area, population.Note.Verified, population.Note.Note));
        Assert.False(own.Populations!.Of("98").Note.Verified);

        Assert.Contains("line 3: residents must be a whole number", Filed(heading + "99,White,80000,2024-06-30,yes,s,\n99,Black,many,2024-06-30,yes,s,").Refusal, StringComparison.Ordinal);
        Assert.Contains("line 2: verified must be yes or no", Filed(heading + "99,White,80000,2024-06-30,perhaps,s,").Refusal, StringComparison.Ordinal);
        Assert.Contains("White twice", Filed(heading + "99,White,1,2024-06-30,yes,s,\n99,White,2,2024-06-30,yes,s,").Refusal, StringComparison.Ordinal);
        Assert.Contains("the first line must be", Filed("force;group").Refusal, StringComparison.Ordinal);
        Assert.Contains("not there", Populations.Read("/nowhere/residents.csv").Refusal, StringComparison.Ordinal);

        static (Populations? Populations, string? Refusal) Filed(string text)
        {
            var file = Path.GetTempFileName();
            File.WriteAllText(file, text);
            try
            {
                return Populations.Read(file);
            }
            finally
            {
                File.Delete(file);
            }
        }
    }

    private static Dictionary<string, JsonNode> Groups(Answer answer) =>
        answer.Body!["groups"]!.AsArray().ToDictionary(group => group!["group"]!.ToString(), group => group!);
}
