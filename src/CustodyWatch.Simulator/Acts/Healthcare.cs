using NodaTime;

namespace CustodyWatch.Simulator.Acts;

/// <summary>A nurse asked for, and now and then a hospital.</summary>
internal static class Healthcare
{
    public static void Write(Diary diary)
    {
        var course = diary.Course;
        var chance = course.Chance;
        if (!chance.Maybe(0.25)) return;

        var asked = course.Arrived + chance.Minutes(20, 200);
        var urgent = chance.Maybe(0.1);
        diary.Add(asked, "custody.healthcare-requested", new { reason = chance.Pick("A cut hand.", "Asthma.", "Feels faint."), urgent });
        var seen = asked + (course.InTime() ? chance.Minutes(5, urgent ? 14 : 55) : chance.Minutes(60, 200));
        var hospital = chance.Maybe(0.06);
        diary.Add(seen, "custody.healthcare-attended", new { finding = hospital ? "to-hospital" : chance.Pick("fit", "fit", "fit-with-conditions") });
        var left = seen + chance.Minutes(10, 30);
        var back = left + chance.Minutes(90, 260);
        if (!hospital || back + Duration.FromHours(1) > (course.Charged ?? course.Left) || course.Busy.Any(busy => busy.Start < back && left < busy.End)) return;

        course.Busy.Add(new Interval(left, back));
        diary.Add(left, "custody.left-for-hospital", new { purpose = chance.Pick("treatment", "treatment", "evidence") });
        diary.Add(back, "custody.returned-from-hospital", new { });
    }
}
