using CsCheck;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Tests.Examples;
using NodaTime;

namespace CustodyWatch.Pace.Tests.Properties;

/// <summary>What holds of the clocks of every detention, whatever happened in it.</summary>
public sealed class ClockProperties
{
    private const int Detentions = 500;
    private static readonly Duration Moment = Duration.FromMilliseconds(1);

    [Fact]
    public void The_order_in_which_entries_arrive_never_matters() =>
        Gen.Select(Properties.Detentions.Any, Gen.Int).Sample((detention, seed) =>
        {
            var shuffled = detention.Events.ToArray();
            new Random(seed).Shuffle(shuffled);
            Reading.Same(Reading.All(detention.Events, detention.At), Reading.All(shuffled, detention.At));
        }, iter: Detentions);

    [Fact]
    public void A_later_entry_never_changes_the_past_as_it_was_known() =>
        Properties.Detentions.Any.Sample(detention =>
        {
            // A correction counts whatever its own time, and an entry comes when it is put right to have come.
            var standing = Corrections.Apply(detention.Events).ToDictionary(entry => entry.Id, entry => entry.Occurred);
            var known = detention.Events.Where(entry => !standing.TryGetValue(entry.Id, out var came) || came <= detention.At).ToList();
            Reading.Same(Reading.All(known, detention.At), Reading.All(detention.Events, detention.At));
        }, iter: Detentions);

    [Fact]
    public void The_cycles_of_a_clock_are_numbered_from_one_without_gaps() =>
        Properties.Detentions.Any.Sample(detention =>
        {
            foreach (var cycles in Reading.All(detention.Events, detention.At).GroupBy(clock => clock.Name))
                Assert.Equal(Enumerable.Range(1, cycles.Count()), cycles.Select(clock => clock.Sequence));
        }, iter: Detentions);

    [Fact]
    public void No_clock_is_shown_before_it_has_begun() =>
        Properties.Detentions.Any.Sample(detention =>
            Assert.DoesNotContain(Reading.All(detention.Events, detention.At), clock => clock.StartedAt > detention.At), iter: Detentions);

    [Fact]
    public void What_is_shown_is_the_latest_cycle_of_every_clock_and_whatever_is_still_owed() =>
        Properties.Detentions.Any.Sample(detention =>
        {
            var sheet = Reading.Sheet(detention.Events, detention.At);
            var shown = sheet.Current.Select(clock => (clock.Name, clock.Sequence)).ToHashSet();
            Assert.Subset(sheet.History.Select(clock => (clock.Name, clock.Sequence)).ToHashSet(), shown);
            foreach (var cycles in sheet.History.GroupBy(clock => clock.Name))
                Assert.Contains((cycles.Key, cycles.Count()), shown);
            foreach (var open in sheet.History.Where(clock => clock.IsGate && clock.State == ClockState.Breached))
                Assert.Contains((open.Name, open.Sequence), shown);
        }, iter: Detentions);

    [Fact]
    public void What_is_done_or_broken_or_over_stays_so() =>
        Gen.Select(Properties.Detentions.Any, Gen.Double[0, 1]).Sample((detention, share) =>
        {
            var earlier = detention.Arrived + Properties.Detentions.WholeMilliseconds((detention.At - detention.Arrived) * share);
            var now = Reading.All(detention.Events, detention.At).ToDictionary(clock => (clock.Name, clock.Sequence));
            foreach (var then in Reading.All(detention.Events, earlier))
            {
                var since = now[(then.Name, then.Sequence)].State;
                Assert.True(MayBecome(then.State, since), $"{then.Name} {then.Sequence} was {then.State} at {earlier} and is {since}");
            }
        }, iter: Detentions);

    [Fact]
    public void A_broken_clock_was_warning_a_moment_before_and_is_broken_at_the_due_time_itself() =>
        Properties.Detentions.Any.Sample(detention =>
        {
            foreach (var broken in Reading.All(detention.Events, detention.At).Where(clock => clock.State == ClockState.Breached))
            {
                var due = broken.DueAt!.Value;
                var before = Find(detention, due - Moment, broken);
                if (before is null || before.DueAt != due) continue; // due only became known then, or stood before the start
                Assert.Equal(ClockState.Warning, before.State);
                Assert.Equal(ClockState.Breached, Find(detention, due, broken)!.State);
            }
        }, iter: Detentions);

    [Fact]
    public void Nothing_changes_before_the_next_change_promised() =>
        Gen.Select(Properties.Detentions.Any, Gen.Double[0, 1]).Sample((detention, share) =>
        {
            var sheet = Reading.Sheet(detention.Events, detention.At);
            var next = sheet.History
                .SelectMany(clock => clock.Warnings.Append(clock.DueAt ?? Instant.MaxValue))
                .Append(sheet.NextChange ?? Instant.MaxValue)
                .Where(instant => instant > detention.At)
                .Min();
            if (next == Instant.MaxValue) next = detention.At + Duration.FromDays(30);
            var between = detention.At + Properties.Detentions.WholeMilliseconds((next - Moment - detention.At) * share);
            var now = Reading.Numbers(detention.Events, detention.At);
            Reading.Same(now, Reading.Numbers(detention.Events, between));
            Reading.Same(now, Reading.Numbers(detention.Events, next - Moment));
        }, iter: Detentions);

    [Fact]
    public void The_sum_in_a_sentence_comes_out_at_the_due_time() =>
        Properties.Detentions.Any.Sample(detention =>
        {
            var faults = Reading.Sheet(detention.Events, detention.At).History.Select(SumInWords.Fault).OfType<string>().ToList();
            if (faults.Count > 0) Assert.Fail(string.Join('\n', faults));
        }, iter: Detentions);

    private static Reading? Find(Detention detention, Instant at, Reading clock) => Reading.All(detention.Events, at)
        .SingleOrDefault(other => (other.Name, other.Sequence) == (clock.Name, clock.Sequence));

    private static bool MayBecome(ClockState then, ClockState since) => then switch
    {
        ClockState.Breached => since is ClockState.Breached or ClockState.MetLate,
        ClockState.Met or ClockState.MetLate or ClockState.Ended => since == then,
        _ => true,
    };
}
