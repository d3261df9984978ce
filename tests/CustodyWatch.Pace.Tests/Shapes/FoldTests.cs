using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Rules;
using CustodyWatch.Pace.Settings;
using NodaTime;
using static CustodyWatch.Pace.Tests.Accommodation.Given;

namespace CustodyWatch.Pace.Tests.Shapes;

/// <summary>What a record is folded into: absences, excluded time, corrections.</summary>
public sealed class FoldTests
{
    private static readonly LeftForHospital Treatment = new(HospitalPurpose.Treatment);

    [Fact]
    public void A_child_is_away_from_the_instant_of_leaving_and_not_at_that_of_return()
    {
        var moment = Duration.FromMilliseconds(1);
        var absence = new Absence(At("16:00"), At("17:00"), null);
        Assert.Equal([false, true, true, false], new[] { At("16:00") - moment, At("16:00"), At("17:00") - moment, At("17:00") }.Select(absence.Covers));
        Assert.True((absence with { To = null }).Covers(At("23:00")));
        Assert.False((absence with { To = null }).Covers(At("15:59")));
    }

    [Fact]
    public void Leaving_in_the_minute_of_arrival_is_leaving_and_before_it_is_not()
    {
        Assert.Single(Fold(Entry("14:40", EventKind.LeftForHospital, Treatment)).Absences);
        Assert.Empty(Fold(Entry("14:39", EventKind.LeftForHospital, Treatment)).Absences);
        Assert.Single(Fold(Entry("14:40", EventKind.LeftForOtherStation, new LeftForOtherStation("North"))).Absences);
        Assert.Empty(Fold(Entry("14:39", EventKind.LeftForOtherStation, new LeftForOtherStation("North"))).Absences);
    }

    [Fact]
    public void Two_stays_for_treatment_are_excluded_both()
    {
        var record = Fold(
            Entry("15:00", EventKind.LeftForHospital, Treatment), Entry("16:00", EventKind.ReturnedFromHospital, new ReturnedFromHospital()),
            Entry("17:00", EventKind.LeftForHospital, Treatment), Entry("18:00", EventKind.ReturnedFromHospital, new ReturnedFromHospital()));
        Assert.Equal([new Excluded(At("15:00"), At("16:00")), new Excluded(At("17:00"), At("18:00"))], record.ExcludedTime);
        Assert.Equal(Duration.FromMinutes(45), Excluded.Within(record.ExcludedTime, At("15:30"), At("17:15")));
        Assert.Equal(Duration.Zero, Excluded.Within(record.ExcludedTime, At("16:00"), At("17:00")));
    }

    [Fact]
    public void Questioning_from_the_minute_of_leaving_or_to_that_of_return_leaves_only_what_lies_between()
    {
        CustodyEvent[] stay = [Entry("15:00", EventKind.LeftForHospital, Treatment), Entry("17:00", EventKind.ReturnedFromHospital, new ReturnedFromHospital())];
        Assert.Equal([new Excluded(At("15:20"), At("17:00"))], Fold([.. stay, Questioned("15:00", "15:20")]).ExcludedTime);
        Assert.Equal([new Excluded(At("15:00"), At("16:40"))], Fold([.. stay, Questioned("16:40", "17:00")]).ExcludedTime);
        Assert.Equal([new Excluded(At("15:00"), At("17:00"))], Fold([.. stay, Questioned("14:45", "15:00"), Questioned("17:00", "17:30")]).ExcludedTime);
        Assert.Equal(
            [new Excluded(At("15:00"), At("15:30")), new Excluded(At("15:50"), At("17:00"))], Fold([.. stay, Questioned("15:30", "15:50")]).ExcludedTime);

        static CustodyEvent Questioned(string from, string to) => Entry(to, EventKind.QuestionedInHospital, new QuestionedInHospital(At(from), At(to)));
    }

    [Fact]
    public void An_age_is_that_of_the_day_or_the_one_the_child_appears_to_have()
    {
        var child = ((Arrived)Arrival(15).Fact).Child;
        Assert.Equal((14, 15), (child.AgeAt(At("00:00") - Duration.FromMilliseconds(1)), child.AgeAt(At("00:00"))));
        Assert.Equal(13, (child with { DateOfBirth = null, ApparentAge = 13 }).AgeAt(At("14:40")));
        Assert.Equal(0, (child with { DateOfBirth = null }).AgeAt(At("14:40")));
    }

    [Fact]
    public void A_replacement_of_no_shape_leaves_the_entry_as_it_was()
    {
        var drink = Entry("15:00", EventKind.DrinkOffered, new DrinkOffered(OfferOutcome.Accepted));
        Assert.Contains(drink, Corrections.Apply([drink, Correction("c-1", drink.Id, CorrectionAction.Replace, "{\"outcome\":\"spilt\"}")]));
        Assert.Equal(
            new DrinkOffered(OfferOutcome.Refused),
            Assert.Single(Corrections.Apply([drink, Correction("c-1", drink.Id, CorrectionAction.Replace, "{\"outcome\":\"refused\"}")])).Fact);
    }

    [Fact]
    public void A_correction_can_be_taken_back_and_not_replaced()
    {
        var drink = Entry("15:00", EventKind.DrinkOffered, new DrinkOffered(OfferOutcome.Accepted));
        var taken = Correction("c-1", drink.Id, CorrectionAction.Retract, null);
        Assert.Empty(Corrections.Apply([drink, taken]));
        Assert.Empty(Corrections.Apply([drink, taken, Correction("c-2", "c-1", CorrectionAction.Replace, "{}")]));
        Assert.Single(Corrections.Apply([drink, taken, Correction("c-2", "c-1", CorrectionAction.Retract, null)]));
    }

    [Fact]
    public void Corrections_that_take_each_other_back_in_a_ring_all_count_for_nothing()
    {
        CustodyEvent[] ring = [.. Enumerable.Range(0, 3).Select(n => Correction($"c-{n}", $"c-{(n + 1) % 3}", CorrectionAction.Retract, null))];
        Assert.Equal(["c-0", "c-1", "c-2"], Corrections.InForce([Arrival(15), .. ring]).Keys.Select(key => key.Id).Order());

        // One of them taken back from outside leaves the next standing, which takes the third back.
        Assert.Equal(
            ["c-0", "c-2"], Corrections.InForce([Arrival(15), .. ring, Correction("o", "c-0", CorrectionAction.Retract, null)]).Keys.Select(key => key.Id).Order());
    }

    [Theory]
    [InlineData(60, true)]
    [InlineData(61, false)]
    [InlineData(50_000, true)]
    [InlineData(50_001, false)]
    public void However_many_corrections_take_back_one_another_the_entry_stands_as_the_last_leaves_it(int corrections, bool stands)
    {
        var drink = Entry("15:00", EventKind.DrinkOffered, new DrinkOffered(OfferOutcome.Accepted)) with { Id = "c-0" };
        CustodyEvent[] chain = [drink, .. Enumerable.Range(1, corrections).Select(n => Correction($"c-{n}", $"c-{n - 1}", CorrectionAction.Retract, null))];
        Assert.Equal(stands, Corrections.Apply(chain).Contains(drink));
        Assert.Equal(corrections / 2 + corrections % 2, Corrections.InForce(chain).Count);
    }

    [Fact]
    public void A_replacement_that_changes_nothing_is_none_and_the_correction_before_it_counts()
    {
        var drink = Entry("15:00", EventKind.DrinkOffered, new DrinkOffered(OfferOutcome.Accepted));
        var (spilt, grown) = (
            Correction("c-2", drink.Id, CorrectionAction.Replace, "{\"outcome\":\"spilt\"}"), Correction("c-3", Arrival(15).Id, CorrectionAction.Replace, Adult));
        Assert.Empty(Corrections.InForce([drink, spilt, Arrival(15), grown]));
        Assert.Contains(Arrival(15).Id, Corrections.Apply([Arrival(15), grown]).Select(entry => entry.Id));

        var taken = Correction("c-1", drink.Id, CorrectionAction.Retract, null);
        Assert.Equal(taken.Fact, Assert.Single(Corrections.InForce([drink, taken, spilt])).Value);
        Assert.Empty(Corrections.Apply([drink, taken, spilt]));
    }

    [Fact]
    public void A_correction_of_nothing_that_was_told_is_no_entry() =>
        Assert.Empty(Corrections.Apply([Correction("c-1", "never-told", CorrectionAction.Retract, null)]));

    [Fact]
    public void Before_the_arrival_is_told_what_was_entered_is_kept_and_nothing_is_owed()
    {
        var record = CustodyRecord.Fold([Drank("15:00"), Drank("21:00")], LocalSettings.Default, At("16:00"));
        Assert.Equal(At("15:00"), Assert.Single(record.Events).Occurred);
        Assert.Equal(At("21:00"), record.NextEntry);
        Assert.Empty(PaceRules.Broken(record));
    }

    [Fact]
    public void Of_what_is_entered_after_the_end_only_what_still_matters_is_kept_and_of_what_came_before_it_nothing_twice()
    {
        var (referred, released) = (new SocialCareReferred("E08000099", []), Entry("18:00", EventKind.Released, new Released(ReleaseOutcome.NoFurtherAction, true)));
        Assert.Empty(Fold(Entry("16:00", EventKind.SocialCareReferred, referred)).AfterEnd);
        Assert.Empty(Fold(Entry("17:59", EventKind.SocialCareReferred, referred), released, Drank("18:30")).AfterEnd);
        Assert.Single(Fold(Entry("17:59", EventKind.SocialCareReferred, referred), released, Drank("18:30"), Entry("19:00", EventKind.SocialCareReferred, referred)).AfterEnd);
    }

    [Fact]
    public void Of_two_entries_alike_in_all_else_the_lower_id_comes_first()
    {
        var drink = Drank("15:00");
        Assert.Equal(["a", "b"], Fold(drink with { Id = "b" }, drink with { Id = "a" }).Events.Skip(1).Select(entry => entry.Id));
    }

    private const string Adult = """
        { "route": "arrest", "arrestedAt": "2026-06-10T14:05:00Z", "offences": [{ "description": "Theft", "class": "summary" }],
          "child": { "apparentAge": 18, "ageBasis": "appears", "sex": "male", "selfDefinedEthnicity": "W1", "initials": "AB" } }
        """;

    private static CustodyEvent Drank(string time) => Entry(time, EventKind.DrinkOffered, new DrinkOffered(OfferOutcome.Accepted));

    private static CustodyRecord Fold(params CustodyEvent[] entries) => CustodyRecord.Fold([Arrival(15), .. entries], LocalSettings.Default, At("23:00"));

    private static CustodyEvent Correction(string id, string corrects, CorrectionAction action, string? data) =>
        new(Source, id, EventKind.Corrected, At("20:00"), new Corrected(corrects, action, "Put right", null, data));
}
