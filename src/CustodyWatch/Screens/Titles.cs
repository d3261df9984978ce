namespace CustodyWatch.Screens;

/// <summary>What a browser's tab says: where you are, and how many alerts are open there.</summary>
public static class Titles
{
    public static string Of(string page, int? openAlerts) => Counted(page, openAlerts, "open");

    /// <summary>The same for one whom not every open alert calls.</summary>
    public static string ForReader(string page, int? alerts) => Counted(page, alerts, "for you");

    private static string Counted(string page, int? alerts, string of) => alerts switch
    {
        null => page,
        0 => $"{page} - no alerts {of}",
        1 => $"{page} - 1 alert {of}",
        _ => $"{page} - {alerts} alerts {of}",
    };
}
