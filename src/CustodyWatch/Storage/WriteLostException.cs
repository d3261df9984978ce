namespace CustodyWatch.Storage;

/// <summary>It is not known whether what was being written is there.</summary>
public sealed class WriteLostException(Exception inner)
    : TimeoutException("The database went away while it was writing; it is not known whether it did.", inner);
