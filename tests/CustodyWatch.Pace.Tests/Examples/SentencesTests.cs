using System.Text;
using System.Text.RegularExpressions;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Rules;
using NodaTime;

namespace CustodyWatch.Pace.Tests.Examples;

/// <summary>
/// Every kind of sentence a custody officer can be told, with the provision it rests on, is written down in Sentences.md, to be
/// read aloud. Set APPROVE_SENTENCES=1 to write it again from the examples; then read what changed.
/// </summary>
public sealed partial class SentencesTests
{
    private const string FileName = "Sentences.md";

    [Fact]
    public void Every_sentence_is_one_that_was_read_and_approved()
    {
        var now = Write();
        if (Environment.GetEnvironmentVariable("APPROVE_SENTENCES") == "1") File.WriteAllText(Path.Combine(SourceFolder(), FileName), now);
        var approved = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Examples", FileName));
        Assert.Equal(approved.Split('\n'), now.Split('\n'));
    }

    [Fact]
    public void A_local_level_is_never_called_unlawful_and_a_broken_provision_of_an_act_says_what_that_means_in_law()
    {
        foreach (var clock in ExampleFile.All.SelectMany(Said))
        {
            if (clock.Basis.Authority is not Authority.Statute) Assert.DoesNotContain("lawful", clock.Explanation, StringComparison.Ordinal);
            else if (clock.State is ClockState.Breached) Assert.Matches(MeaningInLaw(), clock.Explanation);
        }
    }

    [Fact]
    public void Every_sentence_is_whole()
    {
        foreach (var sentence in ExampleFile.All.SelectMany(Said).Select(clock => clock.Explanation).Distinct())
            Assert.Matches(WholeSentence(), sentence);
    }

    private static string Write()
    {
        var text = new StringBuilder("# Every sentence an officer can be told\n\nOne of each kind, as the examples bring it about.\n");
        foreach (var clock in ExampleFile.All.SelectMany(Said).GroupBy(said => said.Name).OrderBy(group => group.Key))
        {
            text.Append($"\n## {Vocabulary<ClockName>.Word(clock.Key)}\n");
            foreach (var basis in clock.GroupBy(said => (Rests(said), Kind(said.Title))).Select(group => group.First()))
            {
                text.Append($"\n{Rests(basis)}: {basis.Title}\n");
                foreach (var sentence in clock.Where(said => Rests(said) == Rests(basis) && Kind(said.Title) == Kind(basis.Title)).DistinctBy(said => Kind(said.Explanation)))
                    text.Append($"- {sentence.Explanation}\n");
            }
        }
        return text.ToString();
    }

    /// <summary>Every clock of an example, as it stood at each instant the example speaks of and at each entry.</summary>
    private static IEnumerable<Clock> Said(string file)
    {
        var example = ExampleFile.Read(file);
        IEnumerable<Instant> instants = [.. example.Expect.Select(expectation => expectation.At), .. example.Events.Select(e => e.Occurred)];
        return instants.Distinct().Order().SelectMany(at => PaceRules.Clocks(example.Events, example.Settings, at).History);
    }

    private static string Rests(Clock clock)
    {
        var (authority, citation, setting) = clock.Basis;
        return $"{Vocabulary<Authority>.Word(authority)} {citation ?? "(no provision)"}{(setting is null ? "" : $", {setting}")}";
    }

    /// <summary>A sentence without its times, lengths, days and ordinals, by which two of a kind are the same.</summary>
    private static string Kind(string sentence) => Particulars().Replace(sentence, "#");

    [GeneratedRegex(
        @"\d\d:\d\d( GMT| BST)?( on \w{3} \d+ \w{3})?|\d+ (hours?|minutes?)( \d+ minutes?)?|\d+|\b(Second|Third|Fourth|Fifth|Sixth|Seventh)\b",
        RegexOptions.None)]
    private static partial Regex Particulars();

    [GeneratedRegex("unlawful|authority|may never|cannot be arrested|forbids|no power|does not allow|the Act requires|limit stands|still owed", RegexOptions.None)]
    private static partial Regex MeaningInLaw();

    // Begins with a capital or a figure, ends with a full stop, and nothing in it is doubled or left blank.
    [GeneratedRegex(@"^[A-Z0-9](?!.*(\.\.|  | \.|,,|\bthe the\b)).{20,420}\.$", RegexOptions.None)]
    private static partial Regex WholeSentence();

    private static string SourceFolder([System.Runtime.CompilerServices.CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
