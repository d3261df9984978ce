namespace CustodyWatch.Features.Replay.Reporting;

/// <summary>Orders text by code point, which for pairs of surrogates is not the order of their halves.</summary>
internal static class CodePoints
{
    public static int Compare(string a, string b)
    {
        var same = a.AsSpan().CommonPrefixLength(b);
        if (same == a.Length || same == b.Length) return a.Length.CompareTo(b.Length);
        return Weight(a[same]).CompareTo(Weight(b[same]));
    }

    // Half a pair stands for a code point above every other character.
    private static int Weight(char c) => char.IsSurrogate(c) ? c + 0x10000 : c;
}
