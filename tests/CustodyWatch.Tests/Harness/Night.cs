using System.Text.Json.Nodes;

namespace CustodyWatch.Tests.Harness;

/// <summary>A charged child who was refused bail on the evening of 10 June 2026, and what is then asked and answered.</summary>
public static class Night
{
    public const string Snow = "Heavy snow has closed every road out of the town since 20:00";
    private static readonly object Sergeant = new { id = "4417", rank = "sergeant" };

    public static IReadOnlyList<JsonObject> Refused(string born = "2011-03-02", bool violent = true, string record = "CR-26-00001") =>
    [
        Told.Arrived("2026-06-10T13:40:00Z", record: record).With(told => told["data"]!["child"]!["dateOfBirth"] = born),
        Told.Authorised("2026-06-10T13:52:00Z", record),
        Told.Event("charged", "2026-06-10T18:05:00Z", new
        {
            officer = Sergeant,
            offences = new[] { new { description = "Wounding", @class = "either-way", violentOrSexual = violent } },
        }, record),
        Told.Event("bail-refused", "2026-06-10T18:20:00Z",
            new { officer = Sergeant, grounds = new[] { "prevent-offence" }, reason = "Third this week" }, record),
    ];

    public static JsonObject Request(string kind = "non-secure") => kind == "secure"
        ? new() { ["authority"] = "E08000099", ["kind"] = kind, ["seriousHarmReason"] = "Stabbed a stranger and names the next" }
        : new() { ["authority"] = "E08000099", ["kind"] = kind };

    public static JsonObject Certificate(string limb = "impracticable") => new()
    {
        ["limb"] = limb,
        ["circumstances"] = limb == "no-secure" ? null : Snow,
        ["custodyOfficer"] = new JsonObject { ["id"] = "4417", ["rank"] = "sergeant" },
        ["confirmations"] = new JsonObject { ["bailConsidered"] = true, ["childAndAdultTold"] = true },
    };

    /// <summary>The authority's failure, stated to the court on these requests.</summary>
    public static JsonObject Statement(params IEnumerable<string> requests)
    {
        var body = Certificate("la-failure");
        (body["circumstances"], body["escalation"]) = ("Asked twice and never answered", "Duty manager rung 20:10, no answer; custody inspector told 20:15");
        body["requests"] = new JsonArray([.. requests.Select(id => (JsonNode)id)]);
        return body;
    }

    public static async Task<string> Asks(this HttpClient sergeant, string detention, string kind = "non-secure") =>
        (await sergeant.Call($"/detentions/{detention}/accommodation-requests", Request(kind))).Text("requestId")!;

    public static Task<Answer> Declines(this HttpClient desk, string request) => desk.Call($"/accommodation-requests/{request}/answer",
        new JsonObject { ["decision"] = "declined", ["reasonCode"] = "no-placement-found", ["worker"] = "EDT-7", ["confirm"] = "duty-understood" });

    public static Task<Answer> Accepts(this HttpClient desk, string request, string worker = "EDT-7") => desk.Call(
        $"/accommodation-requests/{request}/answer",
        new JsonObject { ["decision"] = "accepted", ["placement"] = new JsonObject { ["kind"] = "foster" }, ["worker"] = worker });
}
