using CustodyWatch.Pace.Custody;

namespace CustodyWatch.Pace.Rules.Limits;

/// <summary>Why an extension that was given does not count as one (PACE 1984 s42).</summary>
public enum ExtensionFault
{
    /// <summary>The officer was below superintendent (s42(1)).</summary>
    Rank,

    /// <summary>The second review had not been held (s42(4)).</summary>
    BeforeSecondReview,

    /// <summary>It was given after 24 hours, or a further one after the limit then in force (s42(2), (4)).</summary>
    TooLate,

    /// <summary>It runs past 36 hours (s42(1)).</summary>
    TooLong,

    /// <summary>No offence on the record can be tried in the Crown Court (s42(1)(b)).</summary>
    SummaryOnly,

    /// <summary>It was given after the detention was over.</summary>
    AfterEnd,
}

/// <summary>Tells which extensions count.</summary>
public static class ExtensionFaults
{
    /// <summary>Why an extension does not count, by the test of its gate; null when it counts.</summary>
    /// <param name="record">The custody record, as it stood when or after the extension was given.</param>
    /// <param name="at">The extension's place on the record.</param>
    public static ExtensionFault? Of(CustodyRecord record, CustodyEvent at)
    {
        if (record.EndedAt is not null && !record.Events.Any(entry => entry.CompareTo(at) == 0)) return ExtensionFault.AfterEnd;
        foreach (var (entry, fault) in DetentionLimit.VoidExtensions(record))
            if (entry.CompareTo(at) == 0)
                return fault;
        return null;
    }
}
