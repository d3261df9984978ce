using NodaTime;

namespace CustodyWatch.Pace.Custody;

/// <summary>A risk assessment (Code C 3.6); sets observation level and rousing whole.</summary>
public sealed record RiskAssessed(int ObservationLevel, bool Rouse, Instant? LastAteAt, Instant? LastSleptAt) : Fact;

/// <summary>A change of observation; replaces level, rousing and interval whole.</summary>
public sealed record ObservationChanged(int ObservationLevel, bool Rouse, int? IntervalMinutes, string Reason) : Fact;

/// <summary>A look at the child in the cell (Code C 9.3); by camera it never counts, and where rousing is required it counts only in the cell with rousing.</summary>
public sealed record Visit(VisitMethod Method, bool Roused, VisitResponse? Response) : Fact;

/// <summary>A meal offered: two light ones and a main one in any 24 hours (Code C 8.6).</summary>
public sealed record MealOffered(MealKind Kind, OfferOutcome Outcome) : Fact;

/// <summary>A drink offered (Code C 8.6); the hours from one to the next are local.</summary>
public sealed record DrinkOffered(OfferOutcome Outcome) : Fact;

/// <summary>Rest began: 8 continuous hours in any 24 (Code C 12.2).</summary>
public sealed record RestStarted : Fact;

/// <summary>Rest ended; its cause says whether the 8 hours of Code C 12.2 begin again or carry on.</summary>
public sealed record RestEnded(RestEndCause Cause) : Fact;

/// <summary>Exercise offered: daily, where practicable (Code C 8.7).</summary>
public sealed record ExerciseOffered(OfferOutcome Outcome) : Fact;

/// <summary>A healthcare professional was called (Code C 9.5); the time to come is local.</summary>
public sealed record HealthcareRequested(string Reason, bool Urgent) : Fact;

/// <summary>A healthcare professional saw the child (Code C 9.5), and what they found.</summary>
public sealed record HealthcareAttended(HealthcareFinding Finding, string? Instructions) : Fact;

/// <summary>Put in a cell, with why nowhere else was secure and why a cell (Code C 8.8, 8.10).</summary>
public sealed record CellPlaced(string Cell, string Reason, bool WithAdult) : Fact;

/// <summary>Taken out of the cell.</summary>
public sealed record CellLeft : Fact;

/// <summary>The named woman caring for a girl (CYPA 1933 s31).</summary>
public sealed record WomanAssigned(Officer Officer) : Fact;

/// <summary>A named woman no longer cares for the girl (CYPA 1933 s31).</summary>
public sealed record WomanUnassigned(Officer Officer) : Fact;

/// <summary>The child was asked about personal needs, menstrual products among them (Code C 9.3A).</summary>
public sealed record PersonalNeedsAsked(MenstrualProducts? MenstrualProducts) : Fact;

/// <summary>A strip search; without the appropriate adult only in the exceptions of Code C Annex A 11(c).</summary>
public sealed record StripSearched(
    Officer AuthorisedBy,
    string Reason,
    bool IntimatePartsExposed,
    bool AppropriateAdultPresent,
    StripSearchException Exception) : Fact;

/// <summary>Force was used on a child.</summary>
public sealed record ForceUsed(string ForceKind, string Reason) : Fact;

/// <summary>Left for hospital; time there for treatment does not count towards the limit (PACE 1984 s41(6)).</summary>
public sealed record LeftForHospital(HospitalPurpose Purpose) : Fact;

/// <summary>Time at hospital spent questioning, which counts towards the limit (PACE 1984 s41(6)).</summary>
public sealed record QuestionedInHospital(Instant From, Instant To) : Fact;

/// <summary>Came back from hospital; the limit counts on (PACE 1984 s41(6)).</summary>
public sealed record ReturnedFromHospital : Fact;
