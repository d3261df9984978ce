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
    public static async Task<int> Dispose(this CustodySuite suite, params string[] args) => await DisposeCommand.Run(
    [
        .. args, "--CustodyWatch:DataDirectory", suite.Folder, "--Logging:LogLevel:Default", "Warning",
        .. (await TestDatabase.SettingsOf(suite.Folder)).SelectMany(setting => new[] { "--" + setting.Key, setting.Value }),
    ]);

    private static JsonObject Arrived(string record, string born, bool violent, string source) =>
        Harness.Told.Arrived("2012-06-10T14:00:00Z", record: record, source: source).With(told =>
        {
            told["data"]!["child"]!["dateOfBirth"] = born;
            told["data"]!["child"]!["initials"] = Initials;
            told["data"]!["child"]!["language"] = Words;
            told["data"]!["offences"]![0]!["violentOrSexual"] = violent;
        });
}
