using NodaTime;

namespace CustodyWatch.Pace.Custody;

/// <summary>An interview began; without the appropriate adult only on the urgent authority of a superintendent or above (Code C 11.15, 11.18).</summary>
public sealed record InterviewStarted(bool AppropriateAdultPresent, Officer? UrgentAuthority) : Fact;

/// <summary>An interview ended; visits are due again from here (Code C 9.3).</summary>
public sealed record InterviewEnded : Fact;

/// <summary>A review of detention (PACE 1984 s40).</summary>
public sealed record ReviewHeld(
    Officer Officer,
    ReviewMethod Method,
    ReviewOutcome Outcome,
    bool Asleep,
    IReadOnlyList<Representation> Representations) : Fact;

/// <summary>The review next due was put off, and no other (PACE 1984 s40(4)).</summary>
public sealed record ReviewPostponed(Officer Officer, PostponementGround Ground, string Reason) : Fact;

/// <summary>A superintendent's extension (PACE 1984 s42).</summary>
public sealed record ExtensionAuthorised(Officer Officer, Instant Until, string Reason) : Fact;

/// <summary>A warrant of further detention was applied for (PACE 1984 s43).</summary>
public sealed record WarrantApplied : Fact;

/// <summary>A warrant of further detention, from issue (PACE 1984 s43).</summary>
/// <param name="Court">The court that issued it.</param>
/// <param name="Hours">Its length in whole hours, 1 to 36.</param>
public sealed record WarrantGranted(string Court, int Hours) : Fact;

/// <summary>A warrant extended, from issue (PACE 1984 s44).</summary>
/// <param name="Court">The court that issued it.</param>
/// <param name="Hours">Its length in whole hours, 1 to 36.</param>
public sealed record WarrantExtended(string Court, int Hours) : Fact;

/// <summary>A court refused a warrant of further detention (PACE 1984 s43).</summary>
public sealed record WarrantRefused(string Court) : Fact;
