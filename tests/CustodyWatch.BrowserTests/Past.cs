using System.Text.Json.Nodes;

namespace CustodyWatch.BrowserTests;

/// <summary>Twelve months of children who have been and gone, so different that every figure has something behind it.</summary>
internal static class Past
{
    private const int Day = 24 * 60;
    private static readonly string[] Ethnicities = ["W1", "W1", "B1", "W1", "A1", "M1", "W3", "O2", "NS", "B2"];

    public static IEnumerable<JsonObject> Year(int children = 48) => Enumerable.Range(1, children).SelectMany(One);

    private static IEnumerable<JsonObject> One(int child)
    {
        var (number, began, length) = ($"CR-25-{child:0000}", 2.0 * Day + child * 7 * Day + child * 97 % Day, 180 + child * 83 % 1500);
        yield return Told.Arrival(number, began, "AB", child % 4 == 0 ? "female" : "male").With(told =>
        {
            var about = told["data"]!["child"]!;
            (about["apparentAge"], about["selfDefinedEthnicity"]) = (11 + child % 7, Ethnicities[child % Ethnicities.Length]);
            if (child % 5 == 0) (about["lookedAfter"], about["lookedAfterBy"]) = (true, "E08000099");
        });
        yield return Told.Authorised(number, began - 14);
        yield return At("rights-given", 20, new { appropriateAdultPresent = child % 2 == 0 });
        if (child % 6 > 0)
        {
            yield return At("aa-requested", 25 + child % 20, new { adult = new { kind = "parent" } });
            if (child % 7 > 0) yield return At("aa-arrived", 60 + child * 11 % 100, new { adult = new { kind = "parent" } });
        }
        yield return At("visit", 55 + child % 9, new { method = "in-cell", response = "awake" });
        yield return At("observation-changed", 70, new { observationLevel = 2, reason = child % 3 == 0 ? $"Settled, child number {child} of the year" : "Asleep on his left side, breathing steadily" });
        if (child % 4 > 0) yield return At("drink-offered", 80, new { outcome = "accepted" }).With(told => told["recordedtime"] = Told.Ago(began - 80 - child % 4 * 9));
        if (child % 8 == 0) yield return At("strip-searched", 90, new { authorisedBy = Sergeant, reason = "Believed to hold a blade", intimatePartsExposed = false, appropriateAdultPresent = child % 16 == 0 });
        if (child % 9 == 0) yield return At("force-used", 5, new { kind = "handcuffs", reason = "Struck out at the desk" });
        if (child % 3 == 0) yield return At("child-view", 100, new { text = "I want to go home" });
        if (length > 400) yield return At("review-held", 340 + child % 40, new { officer = new { id = "8123", rank = "inspector" }, method = "in-person", outcome = "continue" });
        if (child % 3 > 0)
        {
            yield return At("released", length, new { outcome = "no-further-action", preReleaseRiskAssessment = true });
            yield break;
        }
        yield return At("charged", length - 100, new { officer = Sergeant, offences = new[] { new { description = "Robbery", @class = "indictable-only", violentOrSexual = true } } });
        yield return At("bail-refused", length - 90, new { officer = Sergeant, grounds = new[] { "prevent-offence" }, reason = $"Third this week, case {child}" });
        if (child % 9 > 0)
        {
            yield return At("accommodation-requested", length - 85, new { requestId = number + "-R", authority = "E08000099", kind = "non-secure" });
            if (child % 2 == 0) yield return At("accommodation-answered", length - 40, new { requestId = number + "-R", decision = "accepted", worker = "EDT-7" });
        }
        yield return child % 2 == 0
            ? At("transferred", length, new { to = "local-authority", authority = "E08000099", receiver = "Duty worker" })
            : At("transferred", length, new { to = "court", court = "Youth court", receiver = "Escort" });

        JsonObject At(string type, double minutes, object data) => Told.Event(number, type, began - minutes, data);
    }

    private static object Sergeant => new { id = "4417", rank = "sergeant" };

    private static JsonObject With(this JsonObject told, Action<JsonObject> change)
    {
        change(told);
        return told;
    }
}
