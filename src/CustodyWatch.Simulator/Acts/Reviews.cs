using NodaTime;

namespace CustodyWatch.Simulator.Acts;

/// <summary>Reviews of detention, and the extension of the few kept past 24 hours uncharged.</summary>
internal static class Reviews
{
    public static void Write(Diary diary)
    {
        var course = diary.Course;
        var chance = course.Chance;
        var due = course.Authorised + Duration.FromHours(6);
        while (due - Duration.FromMinutes(40) < course.Left)
        {
            var charged = course.Charged is { } at && due > at;
            var held = course.InTime(0.97) ? due - chance.Minutes(2, 50) : due + chance.Minutes(3, 150);
            if (held > due && chance.Maybe(0.3))
                diary.Add(due - chance.Minutes(1, 15), "custody.review-postponed", new
                {
                    officer = course.Officer("inspector"),
                    ground = chance.Pick("questioning", "no-review-officer"),
                    reason = "The review officer is dealing with another review.",
                });
            var asleep = InventedEvent.IsNight(held) && chance.Maybe(0.8);
            diary.Add(held, "custody.review-held", new
            {
                officer = course.Officer(charged || chance.Maybe(0.02) ? "sergeant" : "inspector"),
                method = chance.Pick("in-person", "in-person", "telephone", "live-link"),
                outcome = "continue",
                asleep,
                representations = asleep ? []
                    : course.HasAdult(held) ? chance.Pick<string[]>([], ["child"], ["child", "appropriate-adult"], ["solicitor"])
                    : chance.Pick<string[]>([], ["child"], ["solicitor"]),
            });
            due = Instant.Min(held, due) + Duration.FromHours(9);
        }
        Extend(diary);
    }

    private static void Extend(Diary diary)
    {
        var course = diary.Course;
        var limit = course.Arrived + Duration.FromHours(24);
        if ((course.Charged ?? course.Left) <= limit || !course.InTime()) return;
        diary.Add(limit - course.Chance.Minutes(20, 120), "custody.extension-authorised", new
        {
            officer = course.Officer("superintendent"),
            until = InventedEvent.Local(course.Arrived + Duration.FromHours(36)),
            reason = "A search has still to be finished.",
        });
    }
}
