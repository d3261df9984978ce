namespace CustodyWatch.Screens.Entries;

/// <summary>The 18+1 codes of self-defined ethnicity, in the words of the census.</summary>
internal static class Ethnicities
{
    /// <summary>The 6+1 codes an officer uses.</summary>
    public static readonly Option[] ByOfficer =
    [
        new("1", "White, north European"), new("2", "White, south European"), new("3", "Black"), new("4", "Asian"),
        new("5", "Chinese, Japanese or south east Asian"), new("6", "Middle Eastern"), new("0", "Not known"),
    ];

    public static readonly Option[] All =
    [
        new("W1", "White: British"), new("W2", "White: Irish"), new("W3", "White: Gypsy or Irish Traveller"),
        new("W4", "White: Roma"), new("W9", "White: any other"),
        new("M1", "Mixed: White and Black Caribbean"), new("M2", "Mixed: White and Black African"),
        new("M3", "Mixed: White and Asian"), new("M9", "Mixed: any other"),
        new("A1", "Asian: Indian"), new("A2", "Asian: Pakistani"), new("A3", "Asian: Bangladeshi"),
        new("A4", "Asian: Chinese"), new("A9", "Asian: any other"),
        new("B1", "Black: Caribbean"), new("B2", "Black: African"), new("B9", "Black: any other"),
        new("O2", "Arab"), new("O9", "Any other"), new("NS", "Not stated"),
    ];

    public static string NameOf(string code) => All.FirstOrDefault(one => one.Value == code)?.Text ?? code;
}
