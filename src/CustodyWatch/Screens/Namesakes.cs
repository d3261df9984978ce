namespace CustodyWatch.Screens;

/// <summary>Children who share their initials on one page, and so are called by the number of their record as well.</summary>
public static class Namesakes
{
    /// <summary>The initials that more than one of them has.</summary>
    public static IReadOnlySet<string> Of(IEnumerable<string?> initials) =>
        initials.OfType<string>().CountBy(one => one, StringComparer.Ordinal).Where(one => one.Value > 1).Select(one => one.Key).ToHashSet(StringComparer.Ordinal);
}
