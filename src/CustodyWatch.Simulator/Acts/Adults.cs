using NodaTime;

namespace CustodyWatch.Simulator.Acts;

/// <summary>The appropriate adult and the solicitor: asked, coming, come, gone.</summary>
internal static class Adults
{
    public static void Write(Diary diary)
    {
        var course = diary.Course;
        var chance = course.Chance;
        var asked = course.Arrived + (course.InTime() ? chance.Minutes(8, 29) : chance.Minutes(31, 180));
        var adult = chance.Pick<object>(
            new { kind = "parent" },
            new { kind = "parent" },
            new { kind = "scheme", provider = "Riverside appropriate adults" },
            new { kind = "social-worker" });
        diary.Add(asked, "custody.aa-requested", new { adult });

        var came = asked + chance.Skewed(Duration.FromMinutes(100), 0.7);
        if (chance.Maybe(0.15))
        {
            diary.Add(asked + chance.Minutes(10, 40), "custody.aa-declined", new { reason = "No transport until the morning.", adult });
            asked += chance.Minutes(45, 70);
            came += chance.Minutes(60, 120);
            adult = new { kind = "scheme", provider = "Riverside appropriate adults" };
            diary.Add(asked, "custody.aa-requested", new { adult });
        }
        diary.Add(asked + chance.Minutes(3, 20), "custody.aa-accepted",
            new { expectedAt = InventedEvent.Local(came - chance.Minutes(0, 20)), adult });
        if (came < course.Left)
        {
            course.AdultCame = came;
            diary.Add(came, "custody.aa-arrived", new { adult });
            diary.Add(came + (course.InTime() ? chance.Minutes(2, 14) : chance.Minutes(16, 50)), "custody.rights-given",
                new { appropriateAdultPresent = true });
            if (chance.Maybe(0.5)) diary.Add(came + chance.Minutes(10, 40), "custody.child-view", new { text = chance.Pick("I want to go home.", "I don't know how long I will be here.", "Nobody told my nan where I am.", "It is cold in there.") });
        }
        if (chance.Maybe(0.8)) Solicitor(diary, course.Arrived + chance.Minutes(20, 80));
    }

    private static void Solicitor(Diary diary, Instant asked)
    {
        var chance = diary.Course.Chance;
        diary.Add(asked, "custody.legal-adviser-requested", new { });
        diary.Add(asked + chance.Minutes(5, 40), "custody.legal-adviser-contacted", new { });
        diary.Add(asked + chance.Skewed(Duration.FromMinutes(105), 0.6), "custody.legal-adviser-arrived", new { });
    }
}
