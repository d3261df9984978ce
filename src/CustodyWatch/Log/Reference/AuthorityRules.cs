using CustodyWatch.Http;
using CustodyWatch.Pace;
using CustodyWatch.Pace.Custody;
using NodaTime;
using NodaTime.Text;

namespace CustodyWatch.Log.Reference;

/// <summary>What an authority's name and contacts must be.</summary>
public static class AuthorityRules
{
    private const int LongestName = 100, LongestContact = 200;

    /// <summary>What is wrong, by the fields of the call; nothing when all is well.</summary>
    public static SortedDictionary<string, string[]> Errors(AuthorityRow row, string? reason, Instant now)
    {
        var errors = new SortedDictionary<string, string[]>(StringComparer.Ordinal);
        Note("code", AuthorityCode.Refusal(row.Code));
        Note("name", Worded.Required(row.Name, LongestName));
        Note("dayContact", Worded.TooLong(row.DayContact, LongestContact) ?? Reachable.Slip(row.DayContact));
        Note("nightContact", Worded.TooLong(row.NightContact, LongestContact) ?? Reachable.Slip(row.NightContact));
        Note("headOfServiceContact", Worded.TooLong(row.HeadOfServiceContact, LongestContact) ?? Reachable.Slip(row.HeadOfServiceContact));
        Note("lastTested", row.LastTested is not { } tested ? null
            : LocalDatePattern.Iso.Parse(tested) is not { Success: true, Value: var date } ? "must be a date, yyyy-MM-dd"
            : date > LondonTime.DateAt(now) ? "lies in the future" : null);
        Note("reason", Worded.Reason(reason));
        return errors;

        void Note(string field, string? sentence)
        {
            if (sentence is not null) errors[field] = [sentence];
        }
    }
}
