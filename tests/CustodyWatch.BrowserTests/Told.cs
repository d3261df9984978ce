using System.Globalization;
using System.Text.Json.Nodes;

namespace CustodyWatch.BrowserTests;

/// <summary>Custody events as a records system tells them, so many minutes before now: the service runs on the machine's clock.</summary>
internal static class Told
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

    public static string Ago(double minutes) => In(-minutes).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>So many minutes from now, as a field for a date and time takes it.</summary>
    public static string InLondon(double minutes) =>
        TimeZoneInfo.ConvertTimeBySystemTimeZoneId(In(minutes), "Europe/London").ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);

    private static DateTimeOffset In(double minutes)
    {
#pragma warning disable RS0030 // the service under test is a process of its own and reads the machine's clock
        return DateTimeOffset.UtcNow.AddMinutes(minutes);
#pragma warning restore RS0030
    }
}
