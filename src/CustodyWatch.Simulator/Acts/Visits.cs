using NodaTime;

namespace CustodyWatch.Simulator.Acts;

/// <summary>Looking in on the child: placed in a cell, then visits about every half hour, most of them proper ones.</summary>
internal static class Visits
{
    public static void Write(Diary diary)
    {
        var course = diary.Course;
        var chance = course.Chance;
        var placed = course.Authorised + chance.Minutes(5, 30);
        diary.Add(placed, "custody.cell-placed", new
        {
            cell = course.Cell,
            reason = chance.Pick(
                "The detention room is in use.", "The detention room is being cleaned.", "Too distressed to be left in the open room.",
                "An adult prisoner is being booked in beside the detention room."),
            withAdult = chance.Maybe(0.001),
        });
        if (chance.Maybe(0.2))
            diary.Add(placed + chance.Minutes(60, 400), "custody.observation-changed",
                new { observationLevel = chance.Pick(1, 2, 2, 3), reason = chance.Pick("After a word with the nurse.", "Calmer since the last visits.", "Quiet, and not like earlier.") });
        for (var at = course.Authorised + chance.Minutes(18, 29); at < course.Left; at += course.InTime(0.99) ? chance.Minutes(18, 29) : chance.Minutes(35, 95))
            if (!course.IsBusy(at))
                diary.Add(at, "custody.visit", Look(chance));
    }

    private static object Look(Chance chance) => chance.Between(1, 100) switch
    {
        <= 2 => new { method = "camera" },
        <= 12 => new { method = "hatch", response = chance.Pick("awake", "asleep-breathing") },
        <= 25 => new { method = "in-cell", roused = true, response = chance.Pick("answers", "obeys", "drowsy") },
        _ => new { method = "in-cell", response = chance.Pick("awake", "awake", "asleep-breathing") },
    };
}
