using CustodyWatch.Pace.Custody;
using NodaTime;
using NodaTime.Text;

namespace CustodyWatch.Pace.Tests.Custody;

/// <summary>What cannot be true of an arrival, which field it is and what is said of it.</summary>
public sealed class ImpossibleArrivalTests
{
    private const string TooOld = "is 18 or over on arrival, so not a child";
    private const string BeforeTheAct = "lies before 1986, when the Police and Criminal Evidence Act 1984 came into force: check the year";
    private const string BeforeBirth = "lies before the child was born: check the year";

    private static readonly Instant Arrival = At("2026-06-10T13:40:00Z");

    [Theory]
    [InlineData("2010-10-10", null, null)]
    [InlineData("2026-06-10", null, null)] // born that day
    [InlineData("2026-06-11", "data.child.dateOfBirth", "lies after the arrival")]
    [InlineData("2008-06-11", null, null)]
    [InlineData("2008-06-10", "data.child.dateOfBirth", TooOld)]
    public void Whoever_is_born_after_the_arrival_or_is_eighteen_by_then_is_no_child_in_custody(string born, string? field, string? why) =>
        Is(field, why, Arrived(born));

    [Theory]
    [InlineData(17, null, null)]
    [InlineData(18, "data.child.apparentAge", TooOld)]
    public void Whoever_looks_eighteen_is_no_child_by_the_age_that_was_guessed(int age, string? field, string? why) =>
        Is(field, why, Arrived(null, age));

    // In June the day of birth begins in London an hour before it does in Greenwich.
    [Theory]
    [InlineData("2010-06-09T23:00:00Z", false)]
    [InlineData("2010-06-09T22:59:59Z", true)]
    public void No_time_that_led_to_the_arrival_lies_before_the_day_the_child_was_born(string at, bool impossible)
    {
        var arrived = Arrived("2010-06-10");
        Each(arrived with { ArrestedAt = At(at) }, "data.arrestedAt");
        Each(arrived with { FirstStationArrivedAt = At(at) }, "data.firstStationArrivedAt");
        Each(arrived with { EnteredEnglandAndWalesAt = At(at) }, "data.enteredEnglandAndWalesAt");

        void Each(Arrived told, string field) => Is(impossible ? field : null, impossible ? BeforeBirth : null, told);
    }

    [Theory]
    [InlineData("1986-01-01T00:00:00Z", false)]
    [InlineData("1985-12-31T23:59:59Z", true)]
    public void Nothing_happened_before_the_act_was_in_force(string at, bool impossible)
    {
        var arrived = Arrived(null, 15);
        Is(impossible ? "time" : null, impossible ? BeforeTheAct : null, arrived, At(at));
        Each(arrived with { ArrestedAt = At(at) }, "data.arrestedAt");
        Each(arrived with { FirstStationArrivedAt = At(at) }, "data.firstStationArrivedAt");
        Each(arrived with { EnteredEnglandAndWalesAt = At(at) }, "data.enteredEnglandAndWalesAt");

        void Each(Arrived told, string field) => Is(impossible ? field : null, impossible ? BeforeTheAct : null, told);
    }

    private static void Is(string? field, string? why, Arrived arrived, Instant? arrival = null)
    {
        (string Field, string Why)? expected = field is null ? null : (field, why!);
        Assert.Equal(expected, ImpossibleArrival.Of(arrived, arrival ?? Arrival));
    }

    private static Arrived Arrived(string? born, int? age = null) => new(
        Route.Arrest, null, true, null, false, null, null, [],
        new Child
        {
            DateOfBirth = born is null ? null : LocalDatePattern.Iso.Parse(born).Value,
            ApparentAge = age,
            AgeBasis = AgeBasis.Stated,
            Sex = Sex.Female,
            SelfDefinedEthnicity = "W1",
            Initials = "AB",
        });

    private static Instant At(string text) => InstantPattern.ExtendedIso.Parse(text).Value;
}
