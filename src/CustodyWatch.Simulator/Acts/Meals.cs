using NodaTime;

namespace CustodyWatch.Simulator.Acts;

/// <summary>Meals at the recognised times and drinks between them.</summary>
internal static class Meals
{
    private static readonly (LocalTime Time, string Kind)[] Mealtimes =
        [(new(8, 0), "light"), (new(12, 30), "light"), (new(17, 30), "main")];

    public static void Write(Diary diary)
    {
        var course = diary.Course;
        if (course.Unfed) return;
        var chance = course.Chance;
        var last = course.Left.InZone(InventedEvent.London).Date;
        for (var day = course.Arrived.InZone(InventedEvent.London).Date; day <= last; day = day.PlusDays(1))
            foreach (var (time, kind) in Mealtimes)
            {
                var at = day.At(time).InZoneLeniently(InventedEvent.London).ToInstant();
                at += course.InTime(0.97) ? chance.Minutes(-30, 50) : chance.Minutes(61, 140);
                if (at > course.Arrived && !course.IsBusy(at) && course.InTime(0.99))
                    diary.Add(at, "custody.meal-offered", new { kind, outcome = Outcome(chance, 0.85) });
            }
        for (var at = course.Arrived + chance.Minutes(10, 60); at < course.Left; at += course.InTime(0.99) ? chance.Minutes(35, 90) : chance.Minutes(240, 330))
            if (!course.IsBusy(at) && !(InventedEvent.IsNight(at) && chance.Maybe(0.8)))
                diary.Add(at, "custody.drink-offered", new { outcome = Outcome(chance, 0.8) });
        if (chance.Maybe(0.3)) diary.Add(course.Arrived + chance.Minutes(120, 700), "custody.exercise-offered", new { outcome = Outcome(chance, 0.6) });
    }

    private static string Outcome(Chance chance, double taken) => chance.Maybe(taken) ? "accepted" : "refused";
}
