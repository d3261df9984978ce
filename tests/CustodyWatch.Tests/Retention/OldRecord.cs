using System.Net;
using System.Text.Json.Nodes;
using CustodyWatch.Features.Retention.Disposal;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Retention;

/// <summary>A boy of fifteen who was in custody in June 2012, everything that can be written about him, and his record fourteen years later.</summary>
internal static class OldRecord
{
    public const string Number = "CR-12-ZEBRA", Initials = "QXZJW", Born = "1997-03-02", Words = "Zebrafinch";

    public static IEnumerable<JsonObject> Told(string record = Number, string born = Born, bool violent = false, string source = Harness.Told.Central) =>
    [
        Arrived(record, born, violent, source),
        Harness.Told.Event("detention-authorised", "2012-06-10T14:20:00Z",
            new { officer = new { id = "4417", rank = "sergeant" }, grounds = new[] { "secure-or-preserve-evidence" } }, record, source),
    ];

    public static JsonObject Released(string record = Number, string source = Harness.Told.Central) => Harness.Told.Event(
        "released", "2012-06-11T09:00:00Z", new { outcome = "to-court", preReleaseRiskAssessment = true, note = Words }, record, source);

    /// <summary>A record that ended in 2012, in a suite whose clock stands in 2026.</summary>
    public static async Task<string> Ended(CustodySuite suite, string record = Number, string born = Born, bool violent = false) =>
        await suite.As("feed-01").Taken([.. Told(record, born, violent), Released(record)]);

    public static Task<Answer> Dispose(this HttpClient client, string id) =>
        client.Call($"/detentions/{id}/retention", new JsonObject { ["decision"] = "dispose" });

    /// <summary>Runs the command as its user would, beside the service.</summary>
    public static async Task<int> Dispose(this CustodySuite suite, params string[] args) =>
        await DisposeCommand.Run([.. args, .. await TestDatabase.ArgumentsOf(suite.Folder)]);

    /// <summary>Whatever the service can be told or tells about one child, with the same word everywhere and another beside it.</summary>
    public static async Task<(string Id, Answer Paper)> Everything(CustodySuite suite, string record = Number)
    {
        var (feed, sergeant, inspector) = (suite.As("feed-01"), suite.As("sgt-01"), suite.As("insp-01"));
        var id = await feed.Taken([.. Told(record)]);
        await feed.Tell(Harness.Told.Event("drink-offered", "2012-06-10T14:25:00Z", new { outcome = $"{Words} refused" }, record));
        await feed.Taken(
            Harness.Told.Event("child-view", "2012-06-10T14:26:00Z", new { text = $"{Words} wants his mother" }, record),
            Harness.Told.Event("charged", "2012-06-10T14:27:00Z", new { officer = new { id = "4417", rank = "sergeant" }, offences = new[] { new { description = $"{Words} charged", @class = "summary" } } }, record),
            Harness.Told.Event("bail-refused", "2012-06-10T14:28:00Z", new { officer = new { id = "4417", rank = "sergeant" }, grounds = new[] { "own-interests" }, reason = $"{Words} bailed" }, record));
        var reader = suite.As("sgt-01");
        reader.DefaultRequestHeaders.Add("X-Access-Reason", $"{Words} looked");
        await reader.Read($"/detentions/{id}");
        var request = (await sergeant.Call($"/detentions/{id}/accommodation-requests", new JsonObject { ["authority"] = "E08000099", ["kind"] = "non-secure", ["notes"] = $"{Words} asked" })).Text("requestId")!;
        await sergeant.Call($"/accommodation-requests/{request}/link", new JsonObject());
        await suite.As("desk-01").Declines(request);
        var certificate = Night.Certificate();
        certificate["circumstances"] = "Snowedin since 12:00 and every road out of the town is shut by the police";
        var paper = await sergeant.Call($"/detentions/{id}/certificates", certificate);
        Assert.Equal(HttpStatusCode.Created, paper.Status);
        await inspector.Call($"/certificates/{paper.Text("id")}/countersign", new JsonObject { ["note"] = $"{Words} countersigned" });
        await suite.Look();
        var alert = (await sergeant.Alerts()).First(one => one["detentionId"]?.ToString() == id)["id"]!.ToString();
        await sergeant.Call($"/alerts/{alert}/acknowledge", new JsonObject { ["note"] = $"{Words} acknowledged" });
        var silence = await inspector.Call("/silences", new JsonObject { ["detention"] = id, ["clock"] = "drink", ["until"] = "2012-06-10T16:00:00Z", ["reason"] = $"{Words} silenced" });
        await inspector.Call($"/silences/{silence.Text("id")}/lift", new JsonObject { ["reason"] = $"{Words} heard" });
        await sergeant.Call("/suites/CENTRAL/handover", new JsonObject { ["to"] = "sgt-02" });
        await inspector.Call($"/detentions/{id}/open-for-inspection", new JsonObject { ["until"] = "2012-06-20T16:00:00Z", ["reason"] = $"{Words} opened" });
        await suite.LookAt("2012-06-11T09:30:00Z");
        await feed.Taken(Released(record));
        await inspector.Call($"/audits/{id}/grade", new JsonObject { ["grade"] = "good", ["note"] = $"{Words} graded" });
        var hold = await inspector.Call($"/detentions/{id}/holds", new JsonObject { ["kind"] = "complaint", ["reason"] = $"{Words} held" });
        Assert.Equal(HttpStatusCode.OK, (await suite.As("supt-01").Call($"/holds/{hold.Text("id")}/lift", new JsonObject { ["reason"] = $"{Words} lifted" })).Status);
        await inspector.Call($"/detentions/{id}/retention", new JsonObject { ["decision"] = "keep", ["reason"] = $"{Words} kept", ["reviewAt"] = "2020-01-01T00:00:00Z" });
        // What his going closes is closed before anybody reads what became of him.
        await suite.Look();
        return (id, paper);
    }

    private static JsonObject Arrived(string record, string born, bool violent, string source) =>
        Harness.Told.Arrived("2012-06-10T14:00:00Z", record: record, source: source).With(told =>
        {
            told["data"]!["child"]!["dateOfBirth"] = born;
            told["data"]!["child"]!["initials"] = Initials;
            told["data"]!["child"]!["language"] = Words;
            told["data"]!["offences"]![0]!["violentOrSexual"] = violent;
        });
}
