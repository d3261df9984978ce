using System.Globalization;
using NodaTime;

namespace CustodyWatch.Simulator.Acts;

/// <summary>What the child asks for, and how long it takes to get an answer.</summary>
internal static class Requests
{
    public static void Write(Diary diary)
    {
        var course = diary.Course;
        var chance = course.Chance;
        var n = 0;
        for (var at = course.Arrived + chance.Minutes(15, 60); at < course.Left; at += chance.Skewed(Duration.FromMinutes(27), 0.6))
        {
            if (course.IsBusy(at) || (InventedEvent.IsNight(at) && chance.Maybe(0.9))) continue;
            var requestId = string.Create(CultureInfo.InvariantCulture, $"{course.Number}-q{++n}");
            diary.Add(at, "custody.child-asked", new
            {
                requestId,
                @for = chance.Pick("drink", "drink", "food", "blanket", "toilet", "toilet", "phone-call", "appropriate-adult", "solicitor", "reading"),
            });
            var answered = at + (course.InTime(0.97) ? chance.Minutes(1, 14) : chance.Minutes(16, 90));
            if (!course.InTime(0.995)) continue;
            diary.Add(answered, "custody.child-answered", chance.Maybe(0.88)
                ? new { requestId, outcome = "given" }
                : new { requestId, outcome = "refused", reason = "Not until after the interview." });
        }
    }
}
