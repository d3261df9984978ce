using System.Text.Json.Nodes;
using NodaTime;

namespace CustodyWatch.Tests.Oversight;

/// <summary>
/// The same figures by another way: counted over the raw events in the plainest code there is, sharing nothing with the service.
/// </summary>
internal sealed class ByHand(IEnumerable<JsonObject> told)
{
    private static readonly DateTimeZone London = DateTimeZoneProviders.Tzdb["Europe/London"];
    private readonly ILookup<string, JsonObject> _records = told.ToLookup(one => one["subject"]!.ToString());

    public IReadOnlyList<string> Records => [.. _records.Select(record => record.Key)];

    public Instant Arrived(string record) => Of(record, "arrived")!.At();

    public string Ethnicity(string record) => Child(record)["selfDefinedEthnicity"]!.ToString();

    public string Sex(string record) => Child(record)["sex"]!.ToString();

    public bool LookedAfter(string record) => Child(record)["lookedAfter"]?.GetValue<bool>() == true;

    public bool Has(string record, string type) => Of(record, type) is not null;

    public bool Moved(string record) => Of(record, "transferred")?["data"]!["to"]!.ToString() == "local-authority";

    public Instant Left(string record) => (Of(record, "released") ?? Of(record, "transferred"))!.At();

    public int Length(string record) => (int)(Left(record) - Arrived(record)).TotalMinutes;

    public int? Wait(string record) => Of(record, "aa-arrived") is { } came ? (int)(came.At() - Of(record, "aa-requested")!.At()).TotalMinutes : null;

    /// <summary>Walks the detention minute by minute with a clock on the wall.</summary>
    public IReadOnlyDictionary<LocalDate, int> Nights(string record)
    {
        var nights = new Dictionary<LocalDate, int>();
        for (var minute = Of(record, "detention-authorised")!.At(); minute < Left(record); minute += Duration.FromMinutes(1))
        {
            var wall = minute.InZone(London);
            if (wall.Hour < 8) nights[wall.Date] = nights.GetValueOrDefault(wall.Date) + 1;
        }
        return nights;
    }

    public bool Overnight(string record) => Nights(record).Values.Any(minutes => minutes >= 240);

    public static double Median(IEnumerable<int> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2.0;
    }

    private JsonNode Child(string record) => Of(record, "arrived")!["data"]!["child"]!;

    private JsonObject? Of(string record, string type) => _records[record].FirstOrDefault(one => one["type"]!.ToString() == "custody." + type);
}
