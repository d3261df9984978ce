using NodaTime;

namespace CustodyWatch.Pace.Custody;

/// <summary>When the limits on detention without charge start (PACE 1984 s41(2) to (5)).</summary>
public static class RelevantTime
{
    private static readonly Duration AnotherAreaAtMost = Duration.FromHours(24);

    /// <summary>Arrival for the clocks: the arrival itself, or the arrest of one who came of their own accord (s41(2)(c)).</summary>
    public static Instant ArrivalForClocks(Arrived arrived, Instant time) =>
        arrived.Route == Route.Voluntary ? arrived.ArrestedAt ?? time : time;

    /// <summary>The relevant time of an arrival recorded at a time.</summary>
    public static Instant Of(Arrived arrived, Instant time) => arrived.Route switch
    {
        Route.Arrest => Earlier(time, arrived.FirstStationArrivedAt),
        Route.Voluntary or Route.CourtWarrant => arrived.ArrestedAt ?? time,
        Route.OtherForce when arrived.QuestionedInArrestingForce => Earlier(time, arrived.FirstStationArrivedAt),
        Route.OtherForce => Earlier(time, arrived.ArrestedAt + AnotherAreaAtMost),
        Route.OutsideEnglandAndWales => Earlier(time, arrived.EnteredEnglandAndWalesAt + AnotherAreaAtMost),
        Route.BailReturn or Route.BailBreach => time - (arrived.CarriedForward?.LimitElapsed ?? Duration.Zero),
        _ => time,
    };

    private static Instant Earlier(Instant one, Instant? other) => other is { } known ? Instant.Min(one, known) : one;
}
