using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Retention;
using CustodyWatch.Pace.Settings;
using CustodyWatch.Pace.Tests.Accommodation;
using NodaTime;
using NodaTime.Text;

namespace CustodyWatch.Pace.Tests.Retention;

public sealed class KeepingRuleTests
{
    private static readonly LocalDate Ended = new(2026, 6, 11);
    private static readonly LocalDate Born = new(2011, 3, 2);

    private static readonly LocalNumbers Numbers = new()
    {
        KeepSeriousRecordYears = 91,
        ReviewSeriousRecordYears = 11,
        KeepViolentRecordYears = 12,
        ReviewViolentRecordYears = 13,
        KeepOtherRecordYears = 8,
        ReviewOtherRecordYears = 9,
        KeepRecordUntilAge = 26,
        KeepDecidedRefusalDays = 32,
    };

    [Theory]
    [InlineData(null, "2034-06-11")]
    [InlineData("2026-06-20", "2026-07-22")]
    [InlineData("2034-06-10", "2034-07-12")]
    public void What_was_refused_and_belongs_to_no_record_is_kept_as_the_least_grave_record_is_or_some_days_after_it_was_decided_about(string? decided, string until) =>
        Assert.Equal(until, KeepingRule.RefusedUntil(Ended, decided is null ? null : LocalDatePattern.Iso.Parse(decided).Value, Numbers).ToString("uuuu-MM-dd", null));

    [Theory]
    [InlineData(RecordGrade.Serious, 91, 11)]
    [InlineData(RecordGrade.Violent, 12, 13)]
    [InlineData(RecordGrade.Other, 8, 9)]
    public void A_rule_has_the_numbers_of_its_grade(RecordGrade grade, int keep, int review)
    {
        var rule = KeepingRule.For(grade, Numbers);
        Assert.Equal((grade, keep, review, 26), (rule.Grade, rule.KeepYears, rule.ReviewYears, rule.UntilAge));
    }

    [Theory]
    [InlineData(RecordGrade.Serious, "2116-06-11", "2036-06-11")]
    [InlineData(RecordGrade.Violent, "2036-06-11", "2036-06-11")]
    [InlineData(RecordGrade.Other, "2036-03-02", "2036-03-02")] // seven years end before the age of 25
    public void A_record_is_kept_and_reviewed_by_its_grade_and_never_goes_before_the_age(RecordGrade grade, string kept, string reviewed)
    {
        var rule = KeepingRule.For(grade, new LocalNumbers());
        Assert.Equal(kept, rule.KeptUntil(Ended, Born).ToString("uuuu-MM-dd", null));
        Assert.Equal(reviewed, rule.FirstReview(Ended, Born).ToString("uuuu-MM-dd", null));
    }

    [Fact]
    public void A_serious_record_has_its_review_even_before_the_age_and_another_has_not()
    {
        var young = Ended.PlusYears(-10);
        Assert.Equal(new LocalDate(2036, 6, 11), KeepingRule.For(RecordGrade.Serious, new LocalNumbers()).FirstReview(Ended, young));
        Assert.Equal(new LocalDate(2041, 6, 11), KeepingRule.For(RecordGrade.Violent, new LocalNumbers()).FirstReview(Ended, young));
        Assert.Equal(new LocalDate(2041, 6, 11), KeepingRule.For(RecordGrade.Violent, new LocalNumbers()).KeptUntil(Ended, young));
    }

    [Theory]
    [InlineData(OffenceClass.IndictableOnly, true, RecordGrade.Serious)]
    [InlineData(OffenceClass.EitherWay, true, RecordGrade.Violent)]
    [InlineData(OffenceClass.Summary, true, RecordGrade.Violent)]
    [InlineData(OffenceClass.IndictableOnly, false, RecordGrade.Other)]
    public void A_record_is_as_grave_as_the_gravest_violent_or_sexual_offence_arrested_for_or_charged(OffenceClass kind, bool violent, RecordGrade grade)
    {
        var offence = new Offence(null, "An offence", kind, null, violent);
        var arrival = Given.Arrival(15);
        var arrested = arrival with { Fact = (Arrived)arrival.Fact with { Offences = [new(null, "Theft", OffenceClass.Summary, null, false), offence] } };
        Assert.Equal(grade, GradeOf(arrested));
        Assert.Equal(grade, GradeOf(arrival, Given.Entry("19:05", EventKind.Charged, new Charged(Given.Sergeant, [offence]))));
        Assert.Equal(RecordGrade.Other, GradeOf(arrival));
    }

    [Fact]
    public void A_child_of_unknown_age_is_taken_to_be_as_young_as_a_child_in_custody_can_be()
    {
        var ended = Given.At("23:59");
        var child = ((Arrived)Given.Arrival(15).Fact).Child;
        Assert.Equal(new LocalDate(2011, 6, 10), KeepingRule.LatestBirth(child, ended));
        Assert.Equal(new LocalDate(2012, 6, 10), KeepingRule.LatestBirth(child with { DateOfBirth = null, ApparentAge = 14 }, ended));
        Assert.Equal(new LocalDate(2016, 6, 10), KeepingRule.LatestBirth(child with { DateOfBirth = null, ApparentAge = null }, ended));
        Assert.Equal(new LocalDate(2016, 6, 10), KeepingRule.LatestBirth(null, ended));
    }

    private static RecordGrade GradeOf(params CustodyEvent[] entries) => KeepingRule.GradeOf(CustodyRecord.Fold(entries, LocalSettings.Default, Given.At("20:00")));
}
