using NodaTime;

namespace CustodyWatch.Simulator.Acts;

/// <summary>Arrival, authority, rights, the people to be told, the first assessment.</summary>
internal static class BookingIn
{
    private static readonly object[] Offences =
    [
        new { code = "CJ88116", description = "Common assault", @class = "summary", group = "violence", violentOrSexual = true },
        new { code = "TH68010", description = "Theft from a shop", @class = "either-way", group = "theft", violentOrSexual = false },
        new { code = "TH68036", description = "Burglary in a dwelling", @class = "either-way", group = "theft", violentOrSexual = false },
        new { code = "TH68023", description = "Robbery", @class = "indictable-only", group = "robbery", violentOrSexual = true },
        new { code = "CD71039", description = "Criminal damage", @class = "either-way", group = "criminal damage", violentOrSexual = false },
        new { code = "CJ88144", description = "Blade in a public place", @class = "either-way", group = "weapons", violentOrSexual = false },
        new { code = "PO86007", description = "Affray", @class = "either-way", group = "public order", violentOrSexual = true },
        new { code = "DD71015", description = "Supply of a class B drug", @class = "either-way", group = "drugs", violentOrSexual = false },
    ];

    private static readonly string[] Grounds = ["obtain-evidence-by-questioning"];

    public static object[] OffenceOf(Course course) => [Offences[course.Number.Sum(c => c) % Offences.Length]];

    public static void Write(Diary diary)
    {
        var course = diary.Course;
        var (chance, child, at) = (course.Chance, course.Child, course.Arrived);
        diary.Add(at, "custody.arrived", new
        {
            route = "arrest",
            arrestedAt = InventedEvent.Local(at - chance.Minutes(20, 100)),
            offences = OffenceOf(course),
            child,
        });
        diary.Add(at + chance.Minutes(3, 8), "custody.seen-by-custody-officer", new { officer = course.Officer("sergeant") });
        if (course.Ending == Ending.DetentionRefused) return;

        diary.Add(course.Authorised, "custody.detention-authorised", new
        {
            officer = course.Officer("sergeant"),
            grounds = Grounds,
        });
        var level = chance.Pick(1, 1, 2, 2, 2, 2, 3);
        var ate = at - chance.Minutes(60, 600);
        diary.Add(Soon(course, 10, 25, 55), "custody.risk-assessed", new
        {
            observationLevel = level,
            rouse = chance.Maybe(0.04),
            lastAteAt = InventedEvent.Local(ate),
        });
        diary.Add(Soon(course, 12, 28, 80), "custody.rights-given", new { appropriateAdultPresent = false });
        diary.Add(Soon(course, 15, 55, 240), "custody.responsible-person-told",
            new { relationship = Responsible(course), method = "telephone" });
        if (child.LookedAfter && course.InTime(0.9))
            diary.Add(Soon(course, 20, 58, 300), "custody.local-authority-told", new { authority = course.Suite.Authority });
        if (child.IsGirl) AssignWoman(diary);
        if (course.InTime(0.98))
            diary.Add(Soon(course, 15, 58, 200), "custody.personal-needs-asked",
                new { menstrualProducts = child.IsGirl ? chance.Pick("offered", "given", "declined") : "not-applicable" });
        if (child.NeedsSocialCare && course.InTime(0.8))
            diary.Add(Soon(course, 30, 110, 500), "custody.social-care-referred",
                new { authority = course.Suite.Authority, concerns = child.Vulnerabilities });
        if (chance.Maybe(0.35)) diary.Add(Soon(course, 20, 200, 300), "custody.youth-justice-told", new { service = "Youth justice service" });
        if (chance.Maybe(0.6)) diary.Add(Soon(course, 20, 100, 200), "custody.accommodation-unlikely",
            new { officer = course.Officer("sergeant"), reason = "Bail is expected." });
    }

    /// <summary>A time after arrival: by the second number of minutes in a suite that keeps its duties, else by the third.</summary>
    private static Instant Soon(Course course, int earliest, int due, int latest) =>
        course.Arrived + (course.InTime() ? course.Chance.Minutes(earliest, due) : course.Chance.Minutes(due, latest));

    private static string Responsible(Course course) =>
        course.Child.Vulnerabilities.Contains("unaccompanied") ? "carer"
        : course.Child.LookedAfter ? course.Chance.Pick("carer", "carer", "mother")
        : course.Chance.Pick("mother", "mother", "father", "grandmother");

    private static void AssignWoman(Diary diary)
    {
        if (diary.Course.InTime(0.9))
            diary.Add(Soon(diary.Course, 10, 28, 200), "custody.woman-assigned", new { officer = diary.Course.Officer("constable") });
    }
}
