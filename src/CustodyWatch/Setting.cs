namespace CustodyWatch;

internal static class Setting
{
    /// <summary>What a setting says; one that is left empty says nothing.</summary>
    public static string? Said(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
