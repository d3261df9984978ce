namespace CustodyWatch.Pace.Custody.Reading;

/// <summary>Reads what an event says happened from the JSON of its data.</summary>
public static class FactReader
{
    /// <summary>The fact, or null when a field is wrong; what is wrong is in <paramref name="problems"/>.</summary>
    public static Fact? Read(EventKind kind, ReadOnlySpan<byte> dataJson, Problems problems)
    {
        problems.Add(kind.TypeName(), "");
        return null;
    }
}
