using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Rules.Welfare;
using CustodyWatch.Pace.Tests.Accommodation;
using NodaTime;

namespace CustodyWatch.Pace.Tests.Clocks;

public sealed class PeriodsTests
{
    private static readonly CustodyEvent
        Resting = Given.Entry("15:00", EventKind.RestStarted, new RestStarted()),
        Interview = Given.Entry("16:00", EventKind.InterviewStarted, new InterviewStarted(true, null));

    [Fact]
    public void An_interview_and_leaving_end_a_rest_and_leaving_and_coming_back_an_interview()
    {
        var hospital = Given.Entry("17:00", EventKind.LeftForHospital, new LeftForHospital(HospitalPurpose.Evidence));

        Assert.Equal([Between("15:00", "16:00")], Periods.OfRest([Given.Arrival(15), Resting, Interview]));
        Assert.Equal([Between("15:00", "17:00")], Periods.OfRest([Given.Arrival(15), Resting, hospital]));
        Assert.Equal([Between("16:00", "17:00")], Periods.OfInterview([Given.Arrival(15), Interview, hospital]));
        Assert.Equal([Between("16:00", null)], Periods.OfInterview([Given.Arrival(15), Resting, Interview]));
    }

    [Fact]
    public void What_was_before_the_arrival_or_had_begun_already_is_no_period_of_its_own()
    {
        Assert.Empty(Periods.OfRest([Resting, Given.Arrival(15, "15:30")]));
        var again = Given.Entry("15:20", EventKind.RestStarted, new RestStarted());
        var woke = Given.Entry("15:40", EventKind.RestEnded, new RestEnded(RestEndCause.Woke));
        Assert.Equal([Between("15:00", "15:40")], Periods.OfRest([Given.Arrival(15), Resting, again, woke]));
    }

    private static (Instant, Instant?) Between(string from, string? to) => (Given.At(from), to is null ? null : Given.At(to));
}
