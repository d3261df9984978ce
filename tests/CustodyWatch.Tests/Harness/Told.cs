using System.Text.Json;
using System.Text.Json.Nodes;

namespace CustodyWatch.Tests.Harness;

/// <summary>Custody events as a records system would send them, about a girl of fifteen unless a test says otherwise.</summary>
public static class Told
{
    public const string Central = "/forces/99/suites/CENTRAL", North = "/forces/99/suites/NORTH", Other = "/forces/98/suites/OTHER";
    private static int _number;

    /// <param name="type">Without <c>custody.</c></param>
    /// <param name="data">An object, or JSON text.</param>
    public static JsonObject Event(
        string type, string time, object? data = null, string record = "CR-26-00001", string source = Central, string? id = null) => new()
        {
            ["specversion"] = "1.0",
            ["id"] = id ?? $"t-{Interlocked.Increment(ref _number)}",
            ["source"] = source,
            ["type"] = "custody." + type,
            ["subject"] = record,
            ["time"] = time,
            ["data"] = data is string json ? JsonNode.Parse(json) : JsonSerializer.SerializeToNode(data ?? new { }),
        };

    public static JsonObject Arrived(
        string time, string? arrestedAt = null, string record = "CR-26-00001", string source = Central, string? id = null) =>
        Event("arrived", time, new
        {
            route = "arrest",
            arrestedAt = arrestedAt ?? time,
            offences = new[] { new { description = "Theft from a shop", @class = "either-way" } },
            child = new
            {
                dateOfBirth = "2011-03-02",
                ageBasis = "stated",
                sex = "female",
                selfDefinedEthnicity = "W1",
                initials = "AB",
            },
        }, record, source, id);

    public static JsonObject Authorised(string time, string record = "CR-26-00001") => Event("detention-authorised", time, new
    {
        officer = new { id = "4417", rank = "sergeant" },
        grounds = new[] { "obtain-evidence-by-questioning" },
    }, record);

    public static JsonObject Drink(string time, string record = "CR-26-00001", string source = Central, string? id = null) =>
        Event("drink-offered", time, new { outcome = "accepted" }, record, source, id);

    public static JsonObject Released(string time, string record = "CR-26-00001") =>
        Event("released", time, new { outcome = "no-further-action", preReleaseRiskAssessment = true }, record);

    public static JsonObject Retracted(string corrects, string time, string record = "CR-26-00001", string? id = null) =>
        Event("corrected", time, new { corrects, action = "retract", reason = "Wrong record" }, record, id: id);

    public static JsonObject Replaced(
        string corrects, string time, object replacement, string record = "CR-26-00001", string? id = null) =>
        Event("corrected", time, new { corrects, action = "replace", reason = "Keyed wrongly", replacement }, record, id: id);

    /// <summary>The event with its data changed.</summary>
    public static JsonObject With(this JsonObject told, Action<JsonNode> change)
    {
        change(told);
        return told;
    }
}
