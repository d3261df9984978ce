namespace CustodyWatch.Pace.Custody;

/// <summary>The custody officer's decision on bail after charge (PACE 1984 s38(1)).</summary>
public static class BailStanding
{
    /// <summary>
    /// The grant or the refusal of bail that stands, by the entries that count, in order. A refusal stands until bail is granted; bail that
    /// was granted ends with a refusal, and with a further charge or authorisation, on which bail is yet to be decided. Null where none stands.
    /// </summary>
    public static CustodyEvent? Of(IReadOnlyList<CustodyEvent> entries)
    {
        CustodyEvent? standing = null;
        foreach (var entry in entries)
            standing = entry.Fact switch
            {
                BailGranted or BailRefused => entry,
                Charged or DetentionAuthorised when standing?.Fact is BailGranted => null,
                _ => standing,
            };
        return standing;
    }
}
