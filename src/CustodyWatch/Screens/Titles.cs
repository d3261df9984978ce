namespace CustodyWatch.Screens;

/// <summary>What a browser's tab says: where you are, and how many alerts are open there.</summary>
public static class Titles
{
    public static string Of(string page, int? openAlerts) => openAlerts switch
    {
        null => page,
        0 => $"{page} - no alerts open",
        1 => $"{page} - 1 alert open",
        _ => $"{page} - {openAlerts} alerts open",
    };

    /// <summary>The same for one whom not every open alert calls.</summary>
    public static string ForReader(string page, int? alerts) => alerts switch
    {
        null => page,
        0 => $"{page} - no alerts for you",
        1 => $"{page} - 1 alert for you",
        _ => $"{page} - {alerts} alerts for you",
    };
}
