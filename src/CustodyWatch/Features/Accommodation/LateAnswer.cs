namespace CustodyWatch.Features.Accommodation;

/// <summary>What it means of an answer that it is late, for whoever reads it elsewhere: not that it came after its time.</summary>
internal static class LateAnswer
{
    public const string Means = "It came after the request was taken back or the child had left: it is kept, and changes nothing.";

    public const string OfAny = "An answer came after the request was taken back or the child had left: it is kept, and changes nothing.";
}
