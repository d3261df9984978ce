namespace CustodyWatch.Simulator.Acts;

/// <summary>How the detention ends.</summary>
internal static class Leaving
{
    public static void Write(Diary diary)
    {
        var course = diary.Course;
        var chance = course.Chance;
        switch (course.Ending)
        {
            case Ending.DetentionRefused:
                diary.Add(course.Left, "custody.detention-refused",
                    new { officer = course.Officer("sergeant"), reason = "Detention is not necessary." });
                break;
            case Ending.ChargedAndKept:
                diary.Add(course.Left, "custody.transferred",
                    new { to = "court", court = "Riverside Youth Court", receiver = "Escort" });
                break;
            default:
                diary.Add(course.Left, "custody.released", new
                {
                    outcome = course.Ending == Ending.ChargedAndBailed
                        ? "bailed-post-charge"
                        : chance.Pick("no-further-action", "no-further-action", "bailed-pre-charge", "under-investigation", "out-of-court"),
                    preReleaseRiskAssessment = course.InTime(),
                });
                break;
        }
    }
}
