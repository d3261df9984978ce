using System.Text.Json.Nodes;

namespace CustodyWatch.BrowserTests;

/// <summary>A suite at work: a girl just in, a girl of whom everybody forgot for 44 hours, and a boy charged who needs a bed.</summary>
internal static class Night
{
    public const string VisitId = "night-visit";

    public static JsonObject[] Suite() =>
    [
        Told.Arrival("CR-1", 30, "AM", "female"), Told.Event("CR-1", "aa-requested", 20, new { adult = new { kind = "scheme" } }),
        Told.Arrival("CR-2", 44 * 60, "KL", "female"), Told.Authorised("CR-2", 43 * 60),
        Told.Event("CR-2", "visit", 90, new { method = "hatch", response = "awake" }).As(VisitId),
        Told.Event("CR-2", "cell-placed", 42 * 60, new { cell = "F3", reason = "No other secure room" }),
        Told.Event("CR-2", "meal-offered", 40 * 60, new { kind = "main", outcome = "refused" }),
        Told.Event("CR-2", "rest-started", 14 * 60), Told.Event("CR-2", "rest-ended", 9 * 60, new { cause = "woke" }),
        Told.Event("CR-2", "child-view", 60, new { text = "I want to go home." }),
        Told.Event("CR-2", "child-asked", 40, new { requestId = "r-1", @for = "blanket" }),
        Told.Arrival("CR-3", 9 * 60, "TJ"), Told.Authorised("CR-3", 8.8 * 60), Told.Event("CR-3", "rights-given", 8.5 * 60, new { appropriateAdultPresent = true }),
        Told.Event("CR-3", "aa-requested", 8.6 * 60, new { adult = new { kind = "parent" } }),
        Told.Event("CR-3", "aa-arrived", 7 * 60, new { adult = new { kind = "parent" } }), Told.Event("CR-3", "aa-left", 3 * 60),
        Told.Event("CR-3", "interview-started", 6 * 60, new { appropriateAdultPresent = true }), Told.Event("CR-3", "interview-ended", 5 * 60),
        Told.Event("CR-3", "meal-offered", 4 * 60, new { kind = "main", outcome = "accepted" }),
        Told.Event("CR-3", "drink-offered", 4 * 60, new { outcome = "accepted" }), Told.Event("CR-3", "visit", 20, new { method = "in-cell", response = "awake" }),
        Told.Event("CR-3", "charged", 180, new
        {
            officer = new { id = "4417", rank = "sergeant" },
            offences = new[] { new { description = "Robbery", @class = "indictable-only", violentOrSexual = true } },
        }),
        Told.Event("CR-3", "bail-refused", 170, new { officer = new { id = "4417", rank = "sergeant" }, grounds = new[] { "fail-to-appear" }, reason = "Failed twice before" }),
        Told.Event("CR-3", "accommodation-requested", 160, new { requestId = "p-1", authority = "E08000099", kind = "non-secure" }),
        Told.Event("CR-3", "force-used", 100, new { kind = "Handcuffs", reason = "Ran for the door" }),
    ];
}
