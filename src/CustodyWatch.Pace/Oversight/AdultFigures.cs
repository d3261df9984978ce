using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Pace.Oversight;

/// <summary>The wait for an appropriate adult, split into late to ask and late to come, and what was done without one.</summary>
internal static class AdultFigures
{
    public static DetentionFigures Add(DetentionFigures figures, CustodyRecord record)
    {
        var present = false;
        Instant? asked = null, awaited = null, came = null, withChild = null;
        foreach (var (at, fact) in record.Events.Select(entry => (entry.Occurred, entry.Fact)))
        {
            switch (fact)
            {
                case AaRequested:
                    asked ??= at;
                    if (!present) awaited ??= at;
                    break;
                case AaArrived:
                    (present, asked, withChild) = (true, asked ?? at, withChild ?? at);
                    if (awaited is not null) came ??= at;
                    break;
                case AaLeft:
                    present = false;
                    break;
                case StripSearched search:
                    figures = figures with
                    {
                        StripSearches = figures.StripSearches + 1,
                        StripSearchesWithAdult = figures.StripSearchesWithAdult + (search.AppropriateAdultPresent ? 1 : 0),
                    };
                    break;
                case ForceUsed:
                    figures = figures with
                    {
                        ForceUses = figures.ForceUses + 1,
                        ForceUsesWithAdult = figures.ForceUsesWithAdult + (present ? 1 : 0),
                    };
                    break;
            }
        }
        return figures with
        {
            AdultAskMinutes = asked is { } first ? FiguresOf.Minutes(figures.ArrivedAt, first) : null,
            AdultAwaited = awaited is not null,
            AdultArrivalMinutes = awaited is { } from && came is { } to ? FiguresOf.Minutes(from, to) : null,
            AdultWithChildMinutes = figures.AuthorisedAt is { } authorised && withChild is { } there
                ? FiguresOf.Minutes(authorised, there)
                : null,
        };
    }
}
