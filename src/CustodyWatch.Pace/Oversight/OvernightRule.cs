namespace CustodyWatch.Pace.Oversight;

/// <summary>
/// What counts as a child held overnight. Nobody has one definition, so each is named, never changed, and said with every
/// number that rests on it.
/// </summary>
/// <param name="Name">Its name for ever.</param>
/// <param name="Definition">In a sentence.</param>
/// <param name="LeastMinutes">How much of one night makes it count.</param>
public sealed record OvernightRule(string Name, string Definition, int LeastMinutes)
{
    /// <summary>The definition that campaigners ask forces by.</summary>
    public static readonly OvernightRule FourHours = new(
        "foi-4h-0000-0800",
        "In police detention for four hours or more between 00:00 and 08:00, Europe/London, of one night: elapsed time from when "
        + "detention was authorised (from arrival while it has not been) to its end, time at hospital or between stations included.",
        LeastMinutes: 240);

    /// <summary>Any part of a night at all.</summary>
    public static readonly OvernightRule AnyPart = new(
        "any-minute-0000-0800",
        "In police detention for a minute or more between 00:00 and 08:00, Europe/London, of one night.",
        LeastMinutes: 1);

    public static readonly IReadOnlyList<OvernightRule> All = [FourHours, AnyPart];

    public static OvernightRule? Find(string name) => All.FirstOrDefault(rule => rule.Name == name);

    public bool Counts(Night night) => night.Minutes >= LeastMinutes;
}
