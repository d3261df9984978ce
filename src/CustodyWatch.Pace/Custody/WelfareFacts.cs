using NodaTime;

namespace CustodyWatch.Pace.Custody;

/// <summary>A risk assessment (Code C 3.6); sets observation level and rousing whole.</summary>
public sealed record RiskAssessed(int ObservationLevel, bool Rouse, Instant? LastAteAt, Instant? LastSleptAt) : Fact;

/// <summary>A change of observation; replaces level, rousing and interval whole.</summary>
public sealed record ObservationChanged(int ObservationLevel, bool Rouse, int? IntervalMinutes, string Reason) : Fact;

public sealed record Visit(VisitMethod Method, bool Roused, VisitResponse? Response) : Fact;

public sealed record MealOffered(MealKind Kind, OfferOutcome Outcome) : Fact;

public sealed record DrinkOffered(OfferOutcome Outcome) : Fact;

public sealed record RestStarted : Fact;

public sealed record RestEnded(RestEndCause Cause) : Fact;

public sealed record ExerciseOffered(OfferOutcome Outcome) : Fact;

public sealed record HealthcareRequested(string Reason, bool Urgent) : Fact;

public sealed record HealthcareAttended(HealthcareFinding Finding, string? Instructions) : Fact;

public sealed record CellPlaced(string Cell, string Reason, bool WithAdult) : Fact;

public sealed record CellLeft : Fact;

/// <summary>The named woman caring for a girl (CYPA 1933 s31).</summary>
public sealed record WomanAssigned(Officer Officer) : Fact;

public sealed record WomanUnassigned(Officer Officer) : Fact;

public sealed record PersonalNeedsAsked(MenstrualProducts? MenstrualProducts) : Fact;

public sealed record StripSearched(
    Officer AuthorisedBy,
    string Reason,
    bool IntimatePartsExposed,
    bool AppropriateAdultPresent,
    StripSearchException Exception) : Fact;

/// <summary>Force was used on a child.</summary>
public sealed record ForceUsed(string ForceKind, string Reason) : Fact;

public sealed record LeftForHospital(HospitalPurpose Purpose) : Fact;

/// <summary>Time at hospital spent questioning, which counts towards the limit (PACE 1984 s41(6)).</summary>
public sealed record QuestionedInHospital(Instant From, Instant To) : Fact;

public sealed record ReturnedFromHospital : Fact;
