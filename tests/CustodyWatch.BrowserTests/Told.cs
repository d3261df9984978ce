using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CustodyWatch.BrowserTests;

/// <summary>Custody events as a records system tells them, so many minutes before now: the service runs on the machine's clock.</summary>
internal static partial class Told
{
    private static int _number;

    public static JsonObject Event(string number, string type, double minutesAgo, object? data = null) => new()
    {
        ["specversion"] = "1.0",
        ["id"] = $"told-{Interlocked.Increment(ref _number)}",
        ["source"] = "/forces/99/suites/CENTRAL",
        ["type"] = "custody." + type,
        ["subject"] = number,
        ["time"] = Ago(minutesAgo),
        ["data"] = System.Text.Json.JsonSerializer.SerializeToNode(data ?? new { }),
    };

    /// <summary>The event under an id of its own.</summary>
    public static JsonObject As(this JsonObject told, string id)
    {
        told["id"] = id;
        return told;
    }

    public static JsonObject Arrival(string number, double minutesAgo, string initials, string sex = "male") => Event(
        number, "arrived", minutesAgo, new
        {
            route = "arrest",
            arrestedAt = Ago(minutesAgo + 20),
            offences = new[] { new { description = "Theft", @class = "either-way" } },
            child = new { apparentAge = 15, ageBasis = "appears", sex, selfDefinedEthnicity = "W1", initials },
        });

    public static JsonObject Authorised(string number, double minutesAgo) => Event(
        number, "detention-authorised", minutesAgo,
        new { officer = new { id = "4417", rank = "sergeant" }, grounds = new[] { "obtain-evidence-by-questioning" } });

    /// <summary>The same events as if they were told then.</summary>
    public static JsonObject[] AsOf(DateTimeOffset then, IEnumerable<JsonObject> told)
    {
        var shift = then - In(0);
        return [.. told.Select(one => JsonNode.Parse(Times().Replace(one.ToJsonString(), time => Text(DateTimeOffset.Parse(time.Value, CultureInfo.InvariantCulture) + shift)))!.AsObject())];
    }

    public static string Ago(double minutes) => Text(In(-minutes));

    /// <summary>So many minutes from now, as a field for a date and time takes it.</summary>
    public static string InLondon(double minutes) =>
        TimeZoneInfo.ConvertTimeBySystemTimeZoneId(In(minutes), "Europe/London").ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);

    private static string Text(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")]
    private static partial Regex Times();

    private static DateTimeOffset In(double minutes)
    {
#pragma warning disable RS0030 // the service under test is a process of its own and reads the machine's clock
        return DateTimeOffset.UtcNow.AddMinutes(minutes);
#pragma warning restore RS0030
    }
}
