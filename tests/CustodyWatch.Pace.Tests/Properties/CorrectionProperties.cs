using CsCheck;
using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Pace.Tests.Properties;

/// <summary>A correction puts the record right from the start, whenever it is made.</summary>
public sealed class CorrectionProperties
{
    private const int Detentions = 500;

    private static readonly Gen<(Detention Detention, int Which, int Later)> WithOneEntry =
        Gen.Select(Properties.Detentions.Uncorrected, Gen.Int[0, 999], Gen.Int[-600, 6000]);

    [Fact]
    public void A_retraction_equals_never_having_happened() => WithOneEntry.Sample((detention, which, later) =>
    {
        var mistaken = detention.Events[which % detention.Events.Count];
        var never = detention.Events.Where(e => e != mistaken).ToList();
        Reading.Same(Reading.All(never, detention.At), Reading.All(Corrected(detention, mistaken, CorrectionAction.Retract, null, later), detention.At));
    }, iter: Detentions);

    [Fact]
    public void Replacing_an_entry_by_the_same_changes_nothing() => WithOneEntry.Sample((detention, which, later) =>
    {
        var right = detention.Events[which % detention.Events.Count];
        Reading.Same(
            Reading.All(detention.Events, detention.At),
            Reading.All(Corrected(detention, right, CorrectionAction.Replace, right.Occurred, later), detention.At));
    }, iter: Detentions);

    [Fact]
    public void Replacing_the_time_of_an_entry_equals_having_entered_it_so() => WithOneEntry.Sample((detention, which, later) =>
    {
        var wrong = detention.Events[which % detention.Events.Count];
        var right = wrong.Occurred + Duration.FromMinutes(which % 61);
        var enteredSo = detention.Events.Select(e => e == wrong ? e with { Occurred = right } : e).ToList();
        Reading.Same(Reading.All(enteredSo, detention.At), Reading.All(Corrected(detention, wrong, CorrectionAction.Replace, right, later), detention.At));
    }, iter: Detentions);

    [Fact]
    public void Taking_back_a_correction_equals_never_having_corrected() => WithOneEntry.Sample((detention, which, later) =>
    {
        var entry = detention.Events[which % detention.Events.Count];
        var corrected = Corrected(detention, entry, CorrectionAction.Retract, null, later);
        var takenBack = corrected.Append(Correction("c-2", "c-1", detention, later + 10, CorrectionAction.Retract, null)).ToList();
        Reading.Same(Reading.All(detention.Events, detention.At), Reading.All(takenBack, detention.At));
    }, iter: Detentions);

    private static List<CustodyEvent> Corrected(Detention detention, CustodyEvent entry, CorrectionAction action, Instant? time, int later) =>
        [.. detention.Events, Correction("c-1", entry.Id, detention, later, action, time)];

    private static CustodyEvent Correction(
        string id, string corrects, Detention detention, int minutesAfterArrival, CorrectionAction action, Instant? time) =>
        Properties.Detentions.Event(
            id, detention.Arrived + Duration.FromMinutes(minutesAfterArrival), new Corrected(corrects, action, "Put right", time, null));
}
