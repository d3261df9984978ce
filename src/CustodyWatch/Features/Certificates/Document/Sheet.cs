namespace CustodyWatch.Features.Certificates.Document;

/// <summary>A certificate as it is laid out, the same on paper and on screen.</summary>
/// <param name="Title">What it is.</param>
/// <param name="Statute">The provision it is made under.</param>
/// <param name="Number">Its number.</param>
/// <param name="Form">The form and its version.</param>
/// <param name="Notice">A warning that must not be missed; null for a certificate.</param>
/// <param name="Parts">What it says, in order.</param>
/// <param name="Check">How anyone finds out whether it is genuine; null while it is not signed.</param>
public sealed record Sheet(
    string Title, string Statute, string Number, string Form, string? Notice, IReadOnlyList<SheetPart> Parts, SheetCheck? Check)
{
    /// <summary>Whether each page can be read by itself: tables say on it again what heads them, and a part that is kept whole is.</summary>
    public bool HasWholePages => Form is not (CertificateContent.SecondForm or CertificateContent.ThirdForm);

    /// <summary>What is printed for a letter that the typeface does not have: a box, since a question mark reads as doubt of the officer's.</summary>
    public char Unprintable => HasWholePages && Form is not CertificateContent.FourthForm ? '\u25A1' : '?';
}

/// <summary>One part under its heading: a sentence, labelled values and a table, each where there is one.</summary>
public sealed record SheetPart(string Heading)
{
    public string? Lead { get; init; }
    public IReadOnlyList<SheetField> Fields { get; init; } = [];
    public SheetTable? Table { get; init; }

    /// <summary>Never broken over two pages.</summary>
    public bool IsKeptWhole { get; init; }
}

/// <summary>A labelled value.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Value">What it says; null for a space to be filled in by hand.</param>
/// <param name="Wide">Whether it needs the whole width of the page.</param>
public sealed record SheetField(string Label, string? Value, bool Wide = false)
{
    public const string ByHand = "(by hand)";
}

/// <summary>A table; every row has a cell for every head.</summary>
/// <param name="Heads">The heads of its columns.</param>
/// <param name="Shares">How wide each column is, as a share of the whole.</param>
/// <param name="Rows">Its rows.</param>
public sealed record SheetTable(IReadOnlyList<string> Heads, IReadOnlyList<double> Shares, IReadOnlyList<IReadOnlyList<string>> Rows);

/// <summary>The address to ask, the code to give, and the hash that the answer must show.</summary>
public sealed record SheetCheck(string Address, string Code, string Hash)
{
    /// <summary>What a camera reads.</summary>
    public string Url => $"{Address}?code={Code}";
}
