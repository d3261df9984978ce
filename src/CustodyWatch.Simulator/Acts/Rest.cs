using NodaTime;

namespace CustodyWatch.Simulator.Acts;

/// <summary>Rest, each night the child is kept.</summary>
internal static class Rest
{
    public static void Write(Diary diary)
    {
        var course = diary.Course;
        var chance = course.Chance;
        var first = course.Arrived.InZone(InventedEvent.London).Date.PlusDays(-1);
        for (var night = first; ; night = night.PlusDays(1))
        {
            var dusk = night.At(new LocalTime(22, 30)).InZoneLeniently(InventedEvent.London).ToInstant() + chance.Minutes(-30, 90);
            if (dusk > course.Left) return;
            var dawn = dusk + (course.InTime(0.9) ? chance.Minutes(485, 560) : chance.Minutes(120, 400));
            var from = Instant.Max(dusk, course.Arrived + chance.Minutes(50, 120));
            from = course.Busy.Where(busy => busy.Contains(from)).Select(busy => busy.End).DefaultIfEmpty(from).Max();
            var cut = course.Busy.Where(busy => busy.Start > from && busy.Start < dawn).Select(busy => busy.Start).DefaultIfEmpty(dawn).Min();
            if (cut - from < Duration.FromMinutes(40)) continue;
            diary.Add(from, "custody.rest-started", new { });
            if (cut == dawn) diary.Add(dawn, "custody.rest-ended", new { cause = chance.Pick("woke", "woke", "woke", "own-request") });
        }
    }
}
