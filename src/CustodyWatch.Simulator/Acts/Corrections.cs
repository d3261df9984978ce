using NodaTime;

namespace CustodyWatch.Simulator.Acts;

/// <summary>Now and then an entry was wrong, and another puts it right.</summary>
internal static class Corrections
{
    public static List<InventedEvent> Apply(Course course, List<InventedEvent> events)
    {
        var chance = course.Chance;
        if (!chance.Maybe(0.04)) return events;
        var visits = events.FindAll(e => e.Type == "custody.visit");
        if (visits.Count == 0) return events;

        var wrong = chance.Pick(visits.ToArray());
        var noticed = wrong.Time + chance.Minutes(4, 40);
        events.Add(new InventedEvent($"{course.Number}-r1", course.Suite.Source, "custody.corrected", course.Number, noticed,
            chance.Maybe(0.5)
                ? new { corrects = wrong.Id, action = "retract", reason = "Entered on the wrong record." }
                : new
                {
                    corrects = wrong.Id,
                    action = "replace",
                    reason = "The time was mistyped.",
                    replacement = new { time = InventedEvent.Local(wrong.Time - Duration.FromMinutes(3)) },
                }));
        events.Sort((a, b) => a.Time.CompareTo(b.Time));
        return events;
    }
}
