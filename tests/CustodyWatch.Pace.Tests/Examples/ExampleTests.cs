using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Rules;

namespace CustodyWatch.Pace.Tests.Examples;

/// <summary>The examples are the specification: each is worked out in the order told and in several others.</summary>
public sealed class ExampleTests
{
    private const int Shuffles = 5;

    public static TheoryData<string> Files => [.. ExampleFile.All];

    [Theory]
    [MemberData(nameof(Files))]
    public void The_clocks_read_as_the_example_says(string file)
    {
        var example = ExampleFile.Read(file);
        var differences = Differences(example, example.Events, "in the order of the file").ToList();
        for (var seed = 1; seed <= Shuffles && differences.Count == 0; seed++)
            differences.AddRange(Differences(example, Shuffled(example.Events, seed), $"shuffled, seed {seed}"));

        if (differences.Count > 0)
            Assert.Fail($"{file}\n{example.Story}\n\n{string.Join("\n\n", differences)}\n");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void An_example_is_filed_under_its_own_name(string file)
    {
        Assert.Equal(ExampleFile.Read(file).Name, Path.GetFileNameWithoutExtension(file));
    }

    [Fact]
    public void Every_example_has_a_custody_record_of_its_own()
    {
        var numbers = ExampleFile.All.Select(file => ExampleFile.CustodyRecordNumbers(file)).ToList();
        Assert.All(numbers, ofOneExample => Assert.Single(ofOneExample));
        Assert.Equal(numbers.Count, numbers.SelectMany(ofOneExample => ofOneExample).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Replacing_every_entry_by_the_same_changes_nothing(string file)
    {
        var example = ExampleFile.Read(file);
        var alreadyCorrected = example.Events.Select(e => (e.Fact as Corrected)?.Corrects).ToHashSet();
        var again = example.Events
            .Where(e => e.Fact is not Corrected && !alreadyCorrected.Contains(e.Id))
            .Select(e => new CustodyEvent(e.Source, e.Id + "-again", EventKind.Corrected, e.Occurred,
                new Corrected(e.Id, CorrectionAction.Replace, "Re-keyed to be sure", e.Occurred, example.Data[e.Id])));
        Assert.Empty(Differences(example, [.. example.Events, .. again], "each replaced by itself"));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_history_is_in_order_and_what_an_audit_asks_for_is_what_of_it_was_broken(string file)
    {
        var example = ExampleFile.Read(file);
        foreach (var at in example.Expect.Select(expectation => expectation.At).Distinct())
        {
            var sheet = PaceRules.Clocks(example.Events, example.Settings, at);
            Assert.Equal(sheet.History.OrderBy(clock => clock.Name).ThenBy(clock => clock.Sequence), sheet.History);
            Assert.Equal(
                sheet.History.Where(clock => clock.State is ClockState.Breached or ClockState.MetLate).Select(Said),
                PaceRules.Broken(sheet.Record).OrderBy(clock => clock.Name).ThenBy(clock => clock.Sequence).Select(Said));
        }

        static string Said(Clock clock) => $"{clock.Name} {clock.Sequence} {clock.State} {clock.DueAt} {clock.MetAt} {clock.Explanation}";
    }

    private static IEnumerable<string> Differences(Example example, IReadOnlyCollection<CustodyEvent> events, string order) =>
        from atOneInstant in example.Expect.GroupBy(expectation => expectation.At)
        let sheet = PaceRules.Clocks(events, example.Settings, atOneInstant.Key)
        from expectation in atOneInstant
        let got = expectation.Find(sheet)
        where !expectation.HoldsFor(got)
        select Difference.Between(expectation, got, order);

    private static CustodyEvent[] Shuffled(IReadOnlyList<CustodyEvent> events, int seed)
    {
        var shuffled = events.ToArray();
        new Random(seed).Shuffle(shuffled);
        return shuffled;
    }
}
