using NodaTime;

namespace CustodyWatch.Simulator.Acts;

/// <summary>Interviews, usually after the adult has come.</summary>
internal static class Investigation
{
    public static void Write(Diary diary)
    {
        var course = diary.Course;
        var chance = course.Chance;
        var ready = course.AdultCame is { } came ? came + chance.Minutes(30, 150) : course.Arrived + chance.Minutes(200, 600);
        var interviews = chance.Pick(1, 1, 1, 2, 2, 3);
        for (var i = 0; i < interviews; i++)
        {
            if (InventedEvent.IsNight(ready) && course.InTime(0.97)) ready = Morning(ready) + chance.Minutes(60, 200);
            var end = ready + chance.Minutes(12, 55);
            if (end > (course.Charged ?? course.Left)) break;
            var present = course.AdultCame is not null || chance.Maybe(0.9);
            course.Busy.Add(new Interval(ready, end));
            diary.Add(ready, "custody.interview-started", new { appropriateAdultPresent = present });
            diary.Add(end, "custody.interview-ended", new { });
            ready = end + chance.Minutes(40, 160);
        }
        if (course.AdultCame is not null)
        {
            course.AdultLeft = ready + chance.Minutes(0, 30);
            diary.Add(course.AdultLeft.Value, "custody.aa-left", new { });
        }
        if (chance.Maybe(0.01))
            diary.Add(course.Arrived + chance.Minutes(20, 90), "custody.strip-searched", new
            {
                authorisedBy = course.Officer("inspector"),
                reason = "Believed to have drugs hidden.",
                intimatePartsExposed = chance.Maybe(0.3),
                appropriateAdultPresent = course.AdultCame is not null,
            });
        if (chance.Maybe(0.02))
            diary.Add(course.Arrived + chance.Minutes(2, 60), "custody.force-used", new { kind = "held", reason = "To prevent self-harm." });
    }

    private static Instant Morning(Instant night)
    {
        var here = night.InZone(InventedEvent.London);
        return here.Date.PlusDays(here.Hour < 6 ? 0 : 1).At(new LocalTime(7, 0)).InZoneLeniently(InventedEvent.London).ToInstant();
    }
}
