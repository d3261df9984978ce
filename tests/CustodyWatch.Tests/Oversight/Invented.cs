using System.Globalization;
using System.Text.Json.Nodes;
using CustodyWatch.Tests.Harness;
using NodaTime;
using NodaTime.Text;

namespace CustodyWatch.Tests.Oversight;

/// <summary>Sixty invented children of May and June 2026, the same every time, told as a records system would.</summary>
internal static class Invented
{
    public const string Now = "2026-07-01T12:00:00Z";
    private static readonly string[] Ethnicities = ["W1", "W1", "W1", "W3", "B1", "B2", "A1", "A4", "M1", "O2", "NS"];

    public static IReadOnlyList<JsonObject> Children(int count = 60, string source = Told.Central)
    {
        var chance = new Random(20260610);
        var told = new List<JsonObject>();
        for (var number = 1; number <= count; number++)
        {
            var arrived = Instant.FromUtc(2026, 5, 2, 0, 0) + Duration.FromMinutes(chance.Next(56 * 24 * 60));
            var left = arrived + Duration.FromMinutes(chance.Next(90, 1500));
            told.AddRange(One($"{(source == Told.Central ? "CR" : "NR")}-{number:000}", arrived, left, chance, source));
        }
        return told;
    }

    /// <summary>Who is still there, with what only the hour decides: a review overdue, a night reached or yet to come, a request with no answer.</summary>
    public static IEnumerable<JsonObject> Going()
    {
        yield return Told.Arrived("2026-06-30T16:00:00Z", record: "CR-900");
        yield return Told.Authorised("2026-06-30T16:20:00Z", "CR-900");
        yield return Told.Arrived("2026-06-30T18:00:00Z", record: "CR-901");
        yield return Told.Authorised("2026-06-30T18:20:00Z", "CR-901");
        yield return Told.Event("charged", "2026-06-30T20:00:00Z", new { officer = new { id = "4417", rank = "sergeant" }, offences = new[] { new { description = "Robbery", @class = "indictable-only", violentOrSexual = true } } }, "CR-901");
        yield return Told.Event("bail-refused", "2026-06-30T20:10:00Z", new { officer = new { id = "4417", rank = "sergeant" }, grounds = new[] { "prevent-offence" }, reason = "Third this week" }, "CR-901");
        yield return Told.Event("accommodation-requested", "2026-06-30T20:20:00Z", new { requestId = "CR-901-R", authority = "E08000099", kind = "non-secure" }, "CR-901");
        yield return Told.Event("child-view", "2026-06-30T20:30:00Z", new { text = "I want to go home" }, "CR-901");
        yield return Told.Event("force-used", "2026-06-30T20:40:00Z", new { kind = "handcuffs", reason = "Struck out at the desk" }, "CR-901");
        // Just in, asked for a minute ago, and the night still ahead.
        yield return Told.Arrived("2026-07-01T11:00:00Z", record: "CR-902");
        yield return Told.Authorised("2026-07-01T11:10:00Z", "CR-902");
        yield return Told.Event("charged", "2026-07-01T11:30:00Z", new { officer = new { id = "4417", rank = "sergeant" }, offences = new[] { new { description = "Robbery", @class = "indictable-only", violentOrSexual = true } } }, "CR-902");
        yield return Told.Event("bail-refused", "2026-07-01T11:40:00Z", new { officer = new { id = "4417", rank = "sergeant" }, grounds = new[] { "prevent-offence" }, reason = "Wanted elsewhere" }, "CR-902");
        yield return Told.Event("accommodation-requested", "2026-07-01T11:59:00Z", new { requestId = "CR-902-R", authority = "E08000099", kind = "secure", seriousHarmReason = "Threatened his sister with a knife" }, "CR-902");
    }

    private static IEnumerable<JsonObject> One(string record, Instant arrived, Instant left, Random chance, string source)
    {
        yield return Told.Arrived(Text(arrived), record: record, source: source).With(one =>
        {
            var child = one["data"]!["child"]!;
            child["dateOfBirth"] = $"{2009 + chance.Next(6)}-01-15";
            child["sex"] = chance.Next(4) == 0 ? "female" : "male";
            child["selfDefinedEthnicity"] = Ethnicities[chance.Next(Ethnicities.Length)];
            if (chance.Next(5) > 0) return;
            child["lookedAfter"] = true;
            child["lookedAfterBy"] = "E08000099";
        });
        yield return Event("detention-authorised", arrived + Duration.FromMinutes(12), new { officer = Sergeant, grounds = new[] { "obtain-evidence-by-questioning" } });
        if (chance.Next(6) > 0)
        {
            var asked = arrived + Duration.FromMinutes(chance.Next(13, 40));
            yield return Event("aa-requested", asked, new { adult = new { kind = "parent" } });
            if (chance.Next(6) > 0) yield return Event("aa-arrived", asked + Duration.FromMinutes(chance.Next(10, 45)), new { adult = new { kind = "parent" } });
        }
        if (chance.Next(5) == 0)
            yield return Event("strip-searched", arrived + Duration.FromMinutes(60), new { authorisedBy = Sergeant, reason = "Believed to hold a blade", intimatePartsExposed = false, appropriateAdultPresent = chance.Next(2) == 0 });
        if (chance.Next(3) > 0)
        {
            yield return Event("released", left, new { outcome = "no-further-action", preReleaseRiskAssessment = true });
            yield break;
        }
        yield return Event("charged", left - Duration.FromMinutes(60), new { officer = Sergeant, offences = new[] { new { description = "Robbery", @class = "indictable-only", violentOrSexual = true } } });
        yield return Event("bail-refused", left - Duration.FromMinutes(50), new { officer = Sergeant, grounds = new[] { "prevent-offence" }, reason = "Third this week" });
        if (chance.Next(3) > 0)
            yield return Event("accommodation-requested", left - Duration.FromMinutes(40), new { requestId = $"{record}-R", authority = "E08000099", kind = "non-secure" });
        yield return chance.Next(2) == 0
            ? Event("transferred", left, new { to = "local-authority", authority = "E08000099", receiver = "Duty worker" })
            : Event("transferred", left, new { to = "court", court = "Youth court", receiver = "Escort" });

        JsonObject Event(string type, Instant at, object data) => Told.Event(type, Text(at), data, record, source);
    }

    private static object Sergeant => new { id = "4417", rank = "sergeant" };

    private static string Text(Instant at) => InstantPattern.General.Format(at);

    public static Instant At(this JsonNode told) => OffsetDateTimePattern.Rfc3339.Parse(told["time"]!.ToString()).Value.ToInstant();

    public static JsonNode? Measure(this Answer answer, string name, string? group = null) =>
        (group is null ? answer.Body : answer.Body!["groups"]!.AsArray().Single(one => one!["group"]!.ToString() == group))!["measures"]!.AsArray()
            .Single(measure => measure!["name"]!.ToString() == name);

    public static int? Whole(this JsonNode? node) => node is null ? null : int.Parse(node.ToString(), CultureInfo.InvariantCulture);

    public static double? Real(this JsonNode? node) => node is null ? null : double.Parse(node.ToString(), CultureInfo.InvariantCulture);
}
