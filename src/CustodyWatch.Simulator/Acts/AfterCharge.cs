using NodaTime;

namespace CustodyWatch.Simulator.Acts;

/// <summary>Charge, bail, and for those refused it: the request for a place, the answer or the silence, the certificate.</summary>
internal static class AfterCharge
{
    public static void Write(Diary diary, Instant charged)
    {
        var course = diary.Course;
        var chance = course.Chance;
        diary.Add(charged, "custody.charged", new { officer = course.Officer("sergeant"), offences = BookingIn.OffenceOf(course) });
        var decided = charged + (course.InTime() ? chance.Minutes(3, 28) : chance.Minutes(31, 70));
        if (course.Ending == Ending.ChargedAndBailed)
        {
            diary.Add(Instant.Min(decided, course.Left), "custody.bail-granted", new { conditional = chance.Maybe(0.6) });
            return;
        }
        diary.Add(decided, "custody.bail-refused", new
        {
            officer = course.Officer("sergeant"),
            grounds = new[] { chance.Pick("prevent-offence", "fail-to-appear", "own-protection") },
            reason = "Arrested twice this week for the same.",
        });
        var sitting = course.Left + Duration.FromHours(2);
        if (course.InTime(0.97))
            diary.Add(decided + chance.Minutes(5, 58), "custody.court-listed",
                new { court = "Riverside Youth Court", sittingAt = InventedEvent.Local(sitting) });
        if (chance.Maybe(0.35 + (0.5 * course.Suite.Care))) AskForPlace(diary, decided);
    }

    private static void AskForPlace(Diary diary, Instant refused)
    {
        var course = diary.Course;
        var chance = course.Chance;
        var requestId = $"{course.Number}-a1";
        var asked = refused + (course.InTime() ? chance.Minutes(3, 29) : chance.Minutes(31, 300));
        diary.Add(asked, "custody.accommodation-requested", new
        {
            requestId,
            authority = course.Suite.Authority,
            kind = "non-secure",
            notes = "Needs a place tonight.",
        });
        if (chance.Maybe(0.3)) return;
        var answered = asked + chance.Skewed(Duration.FromMinutes(50), 0.7);
        diary.Add(answered, "custody.accommodation-answered", new
        {
            requestId,
            decision = "declined",
            reasonCode = chance.Pick("no-placement-found", "no-secure-available", "other"),
            worker = "Emergency duty team",
        });
        if (!course.InTime(0.8)) return;
        diary.Add(answered + chance.Minutes(20, 90), "custody.certificate-issued", new
        {
            certificateId = $"{course.Number}-c1",
            limb = chance.Maybe(0.3) ? "impracticable" : "la-failure",
            officer = course.Officer("sergeant"),
            circumstances = "Asked at once; the duty team had no placement and offered none later in the night.",
        });
    }
}
