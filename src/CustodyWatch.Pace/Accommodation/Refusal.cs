namespace CustodyWatch.Pace.Accommodation;

/// <summary>Why something may not be asked for or signed.</summary>
/// <param name="Field">The field that is wrong, as it travels.</param>
/// <param name="Text">The rule, in one plain sentence.</param>
/// <param name="Citation">The provision.</param>
public sealed record Refusal(string Field, string Text, string Citation)
{
    /// <summary>The sentence with its provision: what the person is shown.</summary>
    public string Sentence => $"{Text} ({Citation}).";
}
