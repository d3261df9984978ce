using NodaTime;

namespace CustodyWatch.Pace.Custody;

public sealed record InterviewStarted(bool AppropriateAdultPresent, Officer? UrgentAuthority) : Fact;

public sealed record InterviewEnded : Fact;

/// <summary>A review of detention (PACE 1984 s40).</summary>
public sealed record ReviewHeld(
    Officer Officer,
    ReviewMethod Method,
    ReviewOutcome Outcome,
    bool Asleep,
    IReadOnlyList<Representation> Representations) : Fact;

public sealed record ReviewPostponed(Officer Officer, PostponementGround Ground, string Reason) : Fact;

/// <summary>A superintendent's extension (PACE 1984 s42).</summary>
public sealed record ExtensionAuthorised(Officer Officer, Instant Until, string Reason) : Fact;

public sealed record WarrantApplied : Fact;

/// <summary>A warrant of further detention, from issue (PACE 1984 s43).</summary>
/// <param name="Court">The court that issued it.</param>
/// <param name="Hours">Its length in whole hours, 1 to 36.</param>
public sealed record WarrantGranted(string Court, int Hours) : Fact;

/// <summary>A warrant extended, from issue (PACE 1984 s44).</summary>
/// <param name="Court">The court that issued it.</param>
/// <param name="Hours">Its length in whole hours, 1 to 36.</param>
public sealed record WarrantExtended(string Court, int Hours) : Fact;

public sealed record WarrantRefused(string Court) : Fact;
