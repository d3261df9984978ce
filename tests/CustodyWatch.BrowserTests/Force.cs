using System.Text.Json;
using System.Text.Json.Nodes;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.BrowserTests;

/// <summary>What happens in a force so that every page has something on it, told through the door that other systems use.</summary>
internal static class Force
{
    private static readonly object Sergeant = new { id = "4417", rank = "sergeant" };

    /// <summary>Children in every state, and something of everything else; what to write for each name in the address of a state.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> AtWork(Station station)
    {
        await station.Feed(Night.Suite());
        await station.Feed(RetentionTests.Ended("CR-OLD"));
        await station.Feed(RetentionTests.Ended("CR-HELD"));
        await station.Feed([.. Gone(), .. Moved(), .. Certified(), .. Girl(), .. Again()]);
        foreach (var outcome in new[] { "spilt", "drunk" }) await station.FeedRefused(Told.Event("CR-1", "drink-offered", 5, new { outcome }));
        await station.FeedRefused(Told.Event("CR-9", "meal-offered", 30, new { kind = "breakfast" }));
        var names = new Dictionary<string, string> { ["PAST"] = Told.Ago(600) };
        foreach (var number in new[] { "CR-1", "CR-2", "CR-3", "CR-4", "CR-5", "CR-6", "CR-7", "CR-OLD", "CR-HELD" }) names[number] = await station.DetentionOf(number);

        var held = (await station.Read("admin-01", "quarantine?state=held")).GetProperty("items");
        await station.Post("admin-01", $"quarantine/{held[0].GetProperty("id")}/discard", new { reason = "Sent twice by the records system" });
        names["HELD"] = held[1].GetProperty("id").GetString()!;
        var signed = await station.Post("sgt-01", $"detentions/{names["CR-6"]}/certificates", new
        {
            limb = "impracticable",
            circumstances = "Snow has closed the A57 since 20:00; the gritters were asked at 20:40 and do not expect to reach the pass before 06:00",
            custodyOfficer = new { id = "4417", rank = "sergeant", name = "A. Sample" },
            confirmations = new { bailConsidered = true, childAndAdultTold = true, independent = true },
        });
        (names["CERTIFICATE"], names["NUMBER"], names["CODE"]) = (Of("id"), Of("number"), Of("verificationCode"));
        var turn = await station.Post("insp-01", "rota", new { suite = "CENTRAL", audience = "custody-sergeant", person = "Sergeant on nights", channel = "text", address = "07700 900123", until = Told.Ago(-480) });
        names["TURN"] = turn.GetProperty("id").GetString()!;
        await station.Post("insp-01", "rota", new { audience = "custody-inspector", person = "Inspector on days", channel = "email", address = "days@example.invalid", from = Told.Ago(-480), until = Told.Ago(-960) });
        await station.Post("insp-01", "silences", new { force = "99", suite = "CENTRAL", clock = "drink", until = Told.Ago(-120), reason = "The kitchen is being cleaned and the trolley goes round by hand" });
        await station.Post("insp-01", "silences", new { detention = names["CR-2"], clock = "exercise", until = Told.Ago(-60), reason = "Asleep" });
        await station.Post("supt-01", $"detentions/{names["CR-HELD"]}/holds", new { kind = "complaint", reason = "IOPC 12" });
        await station.Post("admin-01", "settings", new { numbers = new { adultArrivalMinutes = 90 }, reason = "The scheme has a second adult on call from this month" });
        await station.Post("admin-01", "settings/ladders", new { clock = "drink", ladder = new { warning = new { to = new[] { "custody-sergeant" } }, due = new { to = new[] { "custody-sergeant" } }, escalations = new[] { new { afterMinutes = 30, to = new[] { "custody-inspector" } } } }, reason = "A girl went without for a night" });
        var alerts = await Eventually.Finds(
            async () => (await station.Read("insp-01", "alerts?suite=CENTRAL&state=open&limit=500")).GetProperty("items").EnumerateArray(), alerts => alerts.Any(IsOfVisit));
        names["ALERT"] = alerts.First(IsOfVisit).GetProperty("id").GetString()!;
        return names;

        string Of(string member) => signed.GetProperty(member).GetString()!;
        static bool IsOfVisit(JsonElement alert) => alert.GetProperty("clock").GetString() == "visit";
    }

    /// <summary>Thirty children more, ten of them refused bail and asked for.</summary>
    public static async Task Fills(Station station)
    {
        for (var child = 0; child < 30; child++)
        {
            var (number, arrived) = ($"CR-{100 + child}", 15 + child * 37);
            await station.Feed(
                Told.Arrival(number, arrived, $"{(char)('A' + child % 26)}{(char)('B' + child % 7)}", child % 3 == 0 ? "female" : "male"), Told.Authorised(number, arrived - 6),
                Told.Event(number, "cell-placed", arrived - 8, new { cell = $"F{child}", reason = "No other secure room" }),
                Told.Event(number, "visit", child % 9, new { method = "in-cell", response = "awake" }));
            if (child >= 20) await station.Feed([.. Refused(number, 120 + child, $"p-{number}", child % 4 == 0)]);
            await station.FeedRefused(Told.Event(number, "visit", 5, new { method = "window" }));
        }
    }

    private static JsonObject[] Gone() =>
    [
        Told.Arrival("CR-4", 700, "WB"), Told.Authorised("CR-4", 690), Told.Event("CR-4", "rights-given", 680, new { appropriateAdultPresent = false }),
        Told.Event("CR-4", "drink-offered", 600, new { outcome = "accepted" }), Told.Event("CR-4", "released", 300, new { outcome = "under-investigation", preReleaseRiskAssessment = true }),
    ];

    private static JsonObject[] Moved() =>
    [
        Told.Arrival("CR-5", 800, "RP", "female"), Told.Authorised("CR-5", 790), .. Refused("CR-5", 500, "p-5", secure: false),
        Told.Event("CR-5", "accommodation-answered", 470, new { requestId = "p-5", decision = "accepted", worker = "EDT-7", placement = new { kind = "foster", readyAt = Told.Ago(420), transportBy = "authority" } }),
        Told.Event("CR-5", "transferred", 400, new { to = "local-authority", authority = "E08000099", receiver = "Duty foster carer" }),
    ];

    private static JsonObject[] Certified() =>
    [
        Told.Arrival("CR-6", 620, "SN"), Told.Authorised("CR-6", 610), .. Refused("CR-6", 320, "p-6", secure: true),
        Told.Event("CR-6", "review-held", 300, new { officer = Sergeant, method = "in-person", outcome = "continue", representations = new[] { "child" } }),
        Told.Event("CR-6", "court-listed", 30, new { court = "Westmarch Youth Court", sittingAt = Told.Ago(-600) }),
    ];

    // Looked after, known to be in danger, taken in this evening; one entry wrong, one copied from paper.
    private static JsonObject[] Girl()
    {
        var arrived = Told.Arrival("CR-7", 130, "ZQ", "female");
        var child = arrived["data"]!["child"]!;
        (child["apparentAge"], child["lookedAfter"], child["lookedAfterBy"]) = (13, true, "E08000099");
        child["vulnerabilities"] = JsonSerializer.SerializeToNode(new[] { "missing", "exploitation-concern", "self-harm" });
        child["disabilities"] = JsonSerializer.SerializeToNode(new[] { "Hearing loss in the left ear" });
        child["language"] = "Welsh";
        var paper = Told.Event("CR-7", "drink-offered", 100, new { outcome = "accepted" });
        (paper["recordedtime"], paper["recordedby"], paper["medium"]) = (Told.Ago(20), "3310", "paper");
        return
        [
            arrived, Told.Authorised("CR-7", 120), paper,
            Told.Event("CR-7", "aa-requested", 110, new { adult = new { kind = "scheme", provider = "Westmarch volunteers" } }),
            Told.Event("CR-7", "aa-accepted", 90, new { expectedAt = Told.Ago(-300), adult = new { kind = "scheme", provider = "Westmarch volunteers" } }),
            Told.Event("CR-7", "strip-searched", 95, new { authorisedBy = new { id = "8123", rank = "inspector" }, reason = "Feared a blade", intimatePartsExposed = false, appropriateAdultPresent = false }),
            Told.Event("CR-7", "meal-offered", 80, new { kind = "main", outcome = "accepted" }).As("wrong-meal"),
            Told.Event("CR-7", "visit", 70, new { method = "camera" }).As("no-visit"),
            Told.Event("CR-7", "corrected", 60, new { corrects = "wrong-meal", action = "replace", reason = "It was a sandwich", replacement = new { time = Told.Ago(78), data = new { kind = "light", outcome = "accepted" } } }),
            Told.Event("CR-7", "corrected", 55, new { corrects = "no-visit", action = "retract", reason = "Written under the wrong child" }),
            Told.Event("CR-7", "accommodation-likely", 50, new { authority = "E08000099", reason = "Her home will not have her back tonight" }),
        ];
    }

    private static JsonObject[] Again() =>
    [
        Told.Arrival("CR-8", 1500, "MO"), Told.Authorised("CR-8", 1490), .. Refused("CR-8", 1100, "p-8", secure: false),
        Told.Event("CR-8", "accommodation-answered", 1060, new { requestId = "p-8", decision = "declined", reasonCode = "no-placement-found", text = "No foster carer and no home within sixty miles", worker = "EDT-7" }),
        Told.Event("CR-8", "transferred", 500, new { to = "court", court = "Westmarch Youth Court", receiver = "Escort" }),
    ];

    private static IEnumerable<JsonObject> Refused(string number, double ago, string request, bool secure) =>
    [
        Told.Event(number, "charged", ago, new { officer = Sergeant, offences = new[] { new { description = "Wounding", @class = "either-way", violentOrSexual = true } } }),
        Told.Event(number, "bail-refused", ago - 10, new { officer = Sergeant, grounds = new[] { "prevent-offence" }, reason = "Third this week" }),
        Told.Event(number, "accommodation-requested", ago - 15, secure
            ? (object)new { requestId = request, authority = "E08000099", kind = "secure", seriousHarmReason = "Stabbed a stranger and names the next" }
            : new { requestId = request, authority = "E08000099", kind = "non-secure" }),
    ];
}
