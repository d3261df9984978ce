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
        Assert.Equal(Approved(), now.Split('\n'));
    }

    [Fact]
    public void A_local_level_is_never_called_unlawful_and_a_broken_provision_of_an_act_says_what_that_means_in_law()
    {
        foreach (var told in All())
        {
            if (told.Authority is not Authority.Statute) Assert.DoesNotContain("lawful", told.Sentence, StringComparison.Ordinal);
            else if (told.State is ClockState.Breached) Assert.Matches(MeaningInLaw(), told.Sentence);
        }
    }

    [Fact]
    public void Every_sentence_is_whole()
    {
        foreach (var line in Approved().Where(line => line.StartsWith("- ", StringComparison.Ordinal))) Assert.Matches(WholeSentence(), line[2..]);
    }

    private static string Write()
    {
        var text = new StringBuilder("# Every sentence an officer can be told\n\nOne of each kind, as the examples bring it about.\n");
        foreach (var clock in All().GroupBy(told => told.Name).OrderBy(group => group.Key))
        {
            text.Append($"\n## {Vocabulary<ClockName>.Word(clock.Key)}\n");
            foreach (var basis in clock.GroupBy(told => (told.Rests, Kind(told.Title))))
            {
                text.Append($"\n{basis.Key.Rests}: {basis.First().Title}\n");
                foreach (var told in basis.DistinctBy(told => Kind(told.Sentence))) text.Append($"- {told.Sentence}\n");
            }
        }
        return text.ToString();
    }

    private sealed record Told(ClockName Name, Authority Authority, string Rests, string Title, ClockState State, string Sentence);

    /// <summary>What every clock of every example says at each instant the example speaks of and at each entry, said alike once.</summary>
    private static IEnumerable<Told> All() => ExampleFile.All.SelectMany(Said).Distinct();

    private static string[] Approved() => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Examples", FileName)).Split('\n');

    private static IEnumerable<Told> Said(string file)
    {
        var example = ExampleFile.Read(file);
        IEnumerable<Instant> instants = [.. example.Expect.Select(expectation => expectation.At), .. example.Events.Select(e => e.Occurred)];
        return instants.Distinct().Order().SelectMany(at => PaceRules.Clocks(example.Events, example.Settings, at).History)
            .Select(clock => new Told(clock.Name, clock.Basis.Authority, Rests(clock), clock.Title, clock.State, clock.Explanation));
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

    [GeneratedRegex("unlawful|authority|may never|cannot be arrested|forbids|no power|does not allow|the Act requires|limit stands|limit stayed|still owed", RegexOptions.None)]
    private static partial Regex MeaningInLaw();

    // Begins with a capital or a figure, ends with a full stop, and nothing in it is doubled or left blank.
    [GeneratedRegex(@"^[A-Z0-9](?!.*(\.\.|  | \.|,,|\bthe the\b)).{20,420}\.$", RegexOptions.None)]
    private static partial Regex WholeSentence();

    private static string SourceFolder([System.Runtime.CompilerServices.CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
