using NodaTime;

namespace CustodyWatch.Pace.Custody;

/// <summary>A child arrived at a station, or was arrested there.</summary>
public sealed record Arrived(
    Route Route,
    Instant? ArrestedAt,
    bool DesignatedStation,
    Instant? FirstStationArrivedAt,
    bool QuestionedInArrestingForce,
    Instant? EnteredEnglandAndWalesAt,
    CarriedForward? CarriedForward,
    IReadOnlyList<Offence> Offences,
    Child Child) : Fact;

/// <summary>The custody officer saw the child (Code C 2.1A).</summary>
public sealed record SeenByCustodyOfficer(Officer Officer) : Fact;

/// <summary>Detention authorised under PACE 1984 s37; the review clock starts.</summary>
public sealed record DetentionAuthorised(Officer Officer, IReadOnlyList<DetentionGround> Grounds) : Fact;

/// <summary>Detention refused; ends it.</summary>
public sealed record DetentionRefused(Officer Officer, string Reason) : Fact;

/// <summary>Left for another station of the same force: no limit starts again.</summary>
public sealed record LeftForOtherStation(string Station) : Fact;

/// <summary>Arrived at another station of the same force; a designated one meets PACE 1984 s30(6).</summary>
public sealed record ArrivedAtStation(string Station, bool DesignatedStation) : Fact;
