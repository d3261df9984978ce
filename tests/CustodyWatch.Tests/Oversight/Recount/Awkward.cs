using System.Globalization;
using System.Text.Json.Nodes;
using CustodyWatch.Tests.Harness;
using NodaTime;
using NodaTime.Text;

namespace CustodyWatch.Tests.Oversight.Recount;

/// <summary>Detentions at the edges of what is counted: one a line of the contract over which a count could go wrong.</summary>
internal static class Awkward
{
    private static readonly object Sergeant = new { id = "4417", rank = "sergeant" }, Inspector = new { id = "0210", rank = "inspector" };
    private static readonly object Violent = new[] { new { description = "Robbery", @class = "indictable-only", violentOrSexual = true } };

    public static IEnumerable<JsonObject> Children() =>
    [
        // At hospital for treatment with a question in it: the review moves, visits and rest stand still.
        .. Tale("AW-01", "2026-05-03T10:00:00Z", Authorised("0:20"), Level("0:25", 2), Visit("0:50"), ("2:00", "left-for-hospital", new { purpose = "treatment" }),
            ("2:40", "questioned-in-hospital", new { from = "2026-05-03T12:20:00Z", to = "2026-05-03T12:35:00Z" }), Visit("2:50"), ("4:30", "returned-from-hospital", new { }),
            Meal("2:35"), Visit("5:10"), Review("8:15", "inspector"), ("9:00", "rest-started", new { }), ("12:00", "left-for-hospital", new { purpose = "evidence" }),
            ("13:00", "returned-from-hospital", new { }), ("13:10", "rest-started", new { }), ("18:20", "rest-ended", new { cause = "woke" }), Review("17:20", "inspector"), Released("25:00")),
        // Answered to bail with time used; one review by too low a rank, one put off and held, one never held.
        .. Tale("AW-02", "2026-05-05T09:00:00Z", Authorised("0:10"), ("2:00", "review-postponed", new { officer = Inspector, ground = "questioning", reason = "In interview" }),
            Review("3:30", "inspector"), Review("8:00", "sergeant"), Released("22:00")).Arriving("bail-return", new { limitElapsed = "PT9H", sinceLastReview = "PT7H" }),
        // Came by appointment and was arrested there.
        .. Tale("AW-03", "2026-05-06T16:30:00Z", Authorised("0:15"), Asked("0:40"), Came("0:50"), Gone("3:00"), Asked("3:20"), Came("6:00"), Force("3:10"), Force("6:10"), Released("9:00")).Arriving("voluntary", null, "2026-05-06T16:00:00Z"),
        // Held over the night on which the clocks go forward, and charged in the middle of it.
        .. Tale("AW-04", "2026-03-28T18:00:00Z", Authorised("0:30"), Charged("7:30"), Refused("7:40"), Request("7:50", "non-secure"), Answer("8:30", "needs-facts"), Answer("9:10", "accepted"),
            ("12:40", "transferred", new { to = "local-authority", authority = "E08000099", receiver = "Duty worker" })),
        // A secure place asked for and refused, another offered after an hour and more of silence, and a certificate that counts.
        .. Tale("AW-05", "2026-05-09T12:00:00Z", Authorised("0:30"), Charged("6:00"), Refused("6:10"), Request("6:00", "secure"), Answer("7:30", "declined"), Request("8:00", "non-secure", "b"),
            Answer("9:30", "offered-other", "b"), Certificate("10:00", "no-secure"), Review("6:25", "sergeant"), Review("15:30", "sergeant"), ToCourt("20:00"), Ordered("24:00", "remanded-youth-detention")),
        // Withdrawn, answered too late, and asked twice by one id; taken to court the same day.
        .. Tale("AW-06", "2026-05-11T05:00:00Z", Authorised("0:30"), Charged("2:00"), Refused("2:10"), Request("2:20", "non-secure"), Request("2:50", "non-secure"),
            ("3:00", "accommodation-withdrawn", new { requestId = "AW-06-a", reason = "Court sits this morning" }), Answer("3:10", "accepted"), ToCourt("6:00"), Ordered("8:00", "bailed")),
        // Bailed after all, within the hour of the request.
        .. Tale("AW-07", "2026-05-12T12:00:00Z", Authorised("0:30"), Charged("2:00"), Refused("2:10"), Request("2:20", "non-secure"), ("2:50", "bail-granted", new { conditional = true }), Released("3:40", "bailed-post-charge")),
        // No answer to the first request, and one to the second that was withdrawn.
        .. Tale("AW-24", "2026-05-12T13:00:00Z", Authorised("0:30"), Charged("2:00"), Refused("2:10"), Request("2:20", "non-secure"), Request("2:40", "non-secure", "b"), Answer("2:50", "accepted", "b"),
            ("3:00", "accommodation-withdrawn", new { requestId = "AW-24-b", reason = "The foster carer fell ill" }), ToCourt("21:00")),
        // Certified for the road, and once for want of a bed alone, which does not count; and an order with no bail refused.
        .. Tale("AW-08", "2026-05-13T12:00:00Z", Authorised("0:30"), Charged("5:00"), Refused("5:10"), Certificate("6:00", "impracticable", "The river has closed the only road out since noon"), ToCourt("21:00"), Ordered("23:00", "remanded-local-authority")),
        .. Tale("AW-09", "2026-05-14T12:00:00Z", Authorised("0:30"), Charged("5:00"), Refused("5:10"), Request("5:20", "non-secure"), Certificate("7:00", "impracticable", "The duty team had no bed and no placement for him tonight"), ToCourt("21:00")),
        .. Tale("AW-10", "2026-05-15T12:00:00Z", Authorised("0:30"), Charged("5:00"), ("5:10", "bail-granted", new { conditional = false }), Released("5:30", "bailed-post-charge"), Ordered("30:00", "bailed")),
        // Eighteen at midnight, refused bail after it: no child's refusal.
        .. Tale("AW-11", "2026-05-16T20:00:00Z", Authorised("0:30"), Charged("4:30"), Refused("4:40"), Request("5:00", "non-secure"), ToCourt("13:00")).Born("2008-05-17"),
        // Born on 29 February, and of no known birthday; one gone within the hour, another not seen by anybody.
        .. Tale("AW-12", "2026-05-17T12:00:00Z", ("0:20", "detention-refused", new { officer = Sergeant, reason = "Not necessary" })).Born("2012-02-29"),
        .. Tale("AW-13", "2026-05-18T12:00:00Z", Authorised("0:45"), Level("0:50", 1), Visit("1:40"), Visit("2:40"), Level("3:50", 3), Visit("3:55"), Visit("4:26"), Searched("1:00", true), Searched("2:00", false), View("2:10"), View("2:20"),
            ("5:00", "interview-started", new { appropriateAdultPresent = false }), Visit("5:10"), ("5:40", "interview-ended", new { }), Visit("6:10"), Changed("6:20", 2, 15), Visit("6:26"), Visit("6:41"), Released("7:00")).Born(null),
        .. Tale("AW-14", "2026-05-19T03:00:00Z", Authorised("0:45"), Meal("3:30"), ("4:30", "left-for-other-station", new { station = "North" }), ("4:50", "arrived-at-station", new { station = "North" }), Meal("9:10"), Meal("16:30"), Released("13:00")),
        .. Tale("AW-23", "2026-05-20T04:00:00Z", Authorised("0:30"), Meal("2:10"), ("2:20", "left-for-hospital", new { purpose = "evidence" }), ("2:50", "returned-from-hospital", new { }), Released("5:00")),
        // Rested in two parts, one carried on, one begun anew; three days.
        .. Tale("AW-15", "2026-05-20T08:00:00Z", Authorised("0:30"), ("2:00", "rest-started", new { }), ("7:00", "rest-ended", new { cause = "own-request" }), ("8:00", "rest-started", new { }), ("11:30", "rest-ended", new { cause = "woke" }),
            ("30:00", "rest-started", new { }), ("36:00", "interview-started", new { appropriateAdultPresent = true }), ("36:30", "interview-ended", new { }), ("37:00", "rest-started", new { }), ("44:00", "rest-ended", new { cause = "woke" }), Released("75:00")),
        // Put right: a release taken back and another given, an arrival moved into another month, a refusal of bail that never was, a whole record on the wrong number.
        .. Tale("AW-16", "2026-05-31T22:30:00Z", Authorised("1:00"), Released("3:00")),
        Told.Retracted("AW-16-2", "2026-06-01T04:00:00Z", "AW-16"), .. Later("AW-16", "2026-05-31T22:30:00Z", Released("9:00")),
        Told.Replaced("AW-16-0", "2026-06-01T10:00:00Z", new { time = "2026-05-31T23:10:00Z" }, "AW-16"),
        .. Tale("AW-17", "2026-06-02T12:00:00Z", Authorised("0:30"), Charged("5:00"), Refused("5:10"), Request("5:20", "non-secure"), Released("7:00", "bailed-post-charge")),
        Told.Retracted("AW-17-3", "2026-06-02T20:00:00Z", "AW-17"),
        .. Tale("AW-18", "2026-06-03T12:00:00Z", Authorised("0:30"), Released("7:00")), Told.Retracted("AW-18-0", "2026-06-03T20:00:00Z", "AW-18"),
        .. Tale("AW-19", "2026-06-04T12:00:00Z", Authorised("0:30"), Released("7:00")), Told.Retracted("AW-19-2", "2026-06-04T20:00:00Z", "AW-19", "AW-19-x"), Told.Retracted("AW-19-x", "2026-06-04T21:00:00Z", "AW-19"),
        // Still there: an end never recorded; a review overdue, put off, and owed; a night reached.
        .. Tale("AW-20", "2026-06-20T12:00:00Z", Authorised("0:30"), Visit("1:00")),
        .. Tale("AW-21", "2026-06-30T20:00:00Z", Authorised("0:30"), Charged("1:00"), Refused("1:10"), Request("1:20", "non-secure"), Visit("5:00"), ("6:00", "review-postponed", new { officer = Inspector, ground = "not-practicable", reason = "Flood" })),
        .. Tale("AW-22", "2026-07-01T11:30:00Z", ("0:05", "seen-by-custody-officer", new { officer = Sergeant })),
    ];

    private static (string, string, object) Authorised(string at) => (at, "detention-authorised", new { officer = Sergeant, grounds = new[] { "obtain-evidence-by-questioning" } });
    private static (string, string, object) Level(string at, int level) => (at, "risk-assessed", new { observationLevel = level });
    private static (string, string, object) Changed(string at, int level, int minutes) => (at, "observation-changed", new { observationLevel = level, intervalMinutes = minutes, reason = "Drowsy" });
    private static (string, string, object) Visit(string at) => (at, "visit", new { method = "in-cell", response = "awake" });
    private static (string, string, object) Meal(string at) => (at, "meal-offered", new { kind = "main", outcome = "accepted" });
    private static (string, string, object) Review(string at, string rank) => (at, "review-held", new { officer = new { id = "0210", rank }, method = "in-person", outcome = "continue" });
    private static (string, string, object) Asked(string at) => (at, "aa-requested", new { adult = new { kind = "parent" } });
    private static (string, string, object) Came(string at) => (at, "aa-arrived", new { adult = new { kind = "parent" } });
    private static (string, string, object) Gone(string at) => (at, "aa-left", new { });
    private static (string, string, object) Force(string at) => (at, "force-used", new { kind = "held", reason = "Struck out" });
    private static (string, string, object) Searched(string at, bool adult) => (at, "strip-searched", new { authorisedBy = Inspector, reason = "A blade", intimatePartsExposed = false, appropriateAdultPresent = adult });
    private static (string, string, object) View(string at) => (at, "child-view", new { text = "I want to go home" });
    private static (string, string, object) Charged(string at) => (at, "charged", new { officer = Sergeant, offences = Violent });
    private static (string, string, object) Refused(string at) => (at, "bail-refused", new { officer = Sergeant, grounds = new[] { "prevent-offence" }, reason = "Third this week" });

    private static (string, string, object) Request(string at, string kind, string which = "a") =>
        (at, "accommodation-requested", new { requestId = "~" + which, authority = "E08000099", kind, seriousHarmReason = "Stabbed a stranger and names the next" });

    private static (string, string, object) Answer(string at, string decision, string which = "a") =>
        (at, "accommodation-answered", new { requestId = "~" + which, decision, reasonCode = "no-placement-found", worker = "EDT-7" });

    private static (string, string, object) Certificate(string at, string limb, string circumstances = "") => (at, "certificate-issued", new
    {
        certificateId = "~" + limb,
        limb,
        officer = Sergeant,
        circumstances,
        noSecureSearch = "Rang all three units at 17:00",
        whyOtherInadequate = "He would be with the witness",
        seriousHarmFacts = "He stabbed a stranger and named the next one",
    });

    private static (string, string, object) ToCourt(string at) => (at, "transferred", new { to = "court", court = "Youth court", receiver = "Escort" });
    private static (string, string, object) Ordered(string at, string outcome) => (at, "court-outcome", new { outcome });
    private static (string, string, object) Released(string at, string outcome = "no-further-action") => (at, "released", new { outcome, preReleaseRiskAssessment = true });

    // Numbered in the order told, the arrival being nought.
    private static IReadOnlyList<JsonObject> Tale(string record, string arrived, params (string At, string Type, object Data)[] then) =>
        [Told.Arrived(arrived, record: record, id: record + "-0"), .. Later(record, arrived, then)];

    private static IEnumerable<JsonObject> Later(string record, string arrived, params (string At, string Type, object Data)[] then) => then.Select((one, n) =>
    {
        var hours = one.At.Split(':');
        var at = InstantPattern.General.Parse(arrived).Value + Duration.FromMinutes((60 * int.Parse(hours[0], CultureInfo.InvariantCulture)) + int.Parse(hours[1], CultureInfo.InvariantCulture));
        var told = Told.Event(one.Type, InstantPattern.General.Format(at), one.Data, record, id: then.Length == 1 ? $"{record}-later" : $"{record}-{n + 1}");
        foreach (var name in new[] { "requestId", "certificateId" })
            if (told["data"]![name]?.ToString() is ['~', .. var own])
                told["data"]![name] = $"{record}-{own}";
        return told;
    });

    private static IReadOnlyList<JsonObject> Arriving(this IReadOnlyList<JsonObject> tale, string route, object? carriedForward, string? arrestedAt = null)
    {
        var data = tale[0]["data"]!;
        data["route"] = route;
        if (arrestedAt is not null) data["arrestedAt"] = arrestedAt;
        if (carriedForward is not null) data["carriedForward"] = System.Text.Json.JsonSerializer.SerializeToNode(carriedForward);
        return tale;
    }

    private static IReadOnlyList<JsonObject> Born(this IReadOnlyList<JsonObject> tale, string? date)
    {
        var child = tale[0]["data"]!["child"]!.AsObject();
        child.Remove("dateOfBirth");
        if (date is null) child["apparentAge"] = 15;
        else child["dateOfBirth"] = date;
        if (date is null) child["ageBasis"] = "appears";
        return tale;
    }
}
