using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Pace.Oversight;

/// <summary>
/// What statistics are made of: one detention in figures, worked out from its events alone, so that the same events give the
/// same figures whenever they are worked out. What time alone decides is left as an instant to compare with.
/// </summary>
public sealed record DetentionFigures
{
    public Instant ArrivedAt { get; init; }

    /// <summary>When detention was authorised; where that is said to have been before the child came into custody, when the child came.</summary>
    public Instant? AuthorisedAt { get; init; }

    public Instant? ChargedAt { get; init; }

    /// <summary>When bail was first refused to someone still under 18.</summary>
    public Instant? BailRefusedAt { get; init; }

    public Instant? EndedAt { get; init; }

    /// <summary>Detention was not authorised (PACE 1984 s37(2)).</summary>
    public bool DetentionRefused { get; init; }

    /// <summary>Whole years at arrival.</summary>
    public int Age { get; init; }

    public string Sex { get; init; } = "";

    /// <summary>18+1 code as the child defines it.</summary>
    public string Ethnicity { get; init; } = "";

    public bool LookedAfter { get; init; }

    /// <summary>Whole minutes from arrival to the end; null while it goes on.</summary>
    public int? LengthMinutes { get; init; }

    /// <summary>Whole minutes from arrival to an adult first being asked for; null while none has been.</summary>
    public int? AdultAskMinutes { get; init; }

    /// <summary>An adult was asked to come while none was there.</summary>
    public bool AdultAwaited { get; init; }

    /// <summary>Whole minutes from first asking to an adult's arrival; null while none has come, or none was waited for.</summary>
    public int? AdultArrivalMinutes { get; init; }

    /// <summary>Whole minutes from authorisation to an adult first being there; nought when one was there before.</summary>
    public int? AdultWithChildMinutes { get; init; }

    public int ReviewsOnTime { get; init; }
    public int ReviewsLate { get; init; }

    /// <summary>Lawfully put off and held, or put off until the end.</summary>
    public int ReviewsPostponed { get; init; }

    /// <summary>When the review next due falls due; null when none is running, or it is put off.</summary>
    public Instant? ReviewOpenDueAt { get; init; }

    /// <summary>Duties of the first hour that applied, and those done within it.</summary>
    public int FirstHourItems { get; init; }
    public int FirstHourDone { get; init; }

    public Instant FirstHourEndsAt => ArrivedAt + Duration.FromHours(1);

    /// <summary>Recognised mealtimes that had passed, and those at which a meal was offered.</summary>
    public int MealTimes { get; init; }
    public int MealTimesKept { get; init; }

    public int Visits { get; init; }
    public int VisitsKept { get; init; }
    public int RestPeriods { get; init; }
    public int RestPeriodsKept { get; init; }
    public int StripSearches { get; init; }
    public int StripSearchesWithAdult { get; init; }
    public int ForceUses { get; init; }
    public int ForceUsesWithAdult { get; init; }
    public int ChildViews { get; init; }

    /// <summary>Refused bail and then bailed by the police, so that the duty to move the child was over.</summary>
    public bool BailedAfterRefusal { get; init; }

    /// <summary>A place was asked for, at any time, for a child refused bail.</summary>
    public bool Requested { get; init; }
    public bool SecureRequested { get; init; }

    /// <summary>An answer that decides was given to any request, whether or not it still stands.</summary>
    public bool Answered { get; init; }

    public bool Accepted { get; init; }
    public bool OfferedOther { get; init; }
    public bool Declined { get; init; }

    /// <summary>From when a request counts as having had no reply; null when every one was answered or withdrawn in time.</summary>
    public Instant? NoReplyFrom { get; init; }

    /// <summary>Whole minutes from the refusal of bail to the first request; nought when it was made before.</summary>
    public int? RequestMinutes { get; init; }

    /// <summary>Whole minutes from the first request to its first answer.</summary>
    public int? ReplyMinutes { get; init; }

    /// <summary>Refused bail and moved to local authority accommodation, and whole minutes from the refusal to that.</summary>
    public int? TransferMinutes { get; init; }

    /// <summary>Refused bail and taken to court on the local date of the charge.</summary>
    public bool CourtSameDay { get; init; }

    /// <summary>A valid certificate was signed (PACE 1984 s38(6)).</summary>
    public bool Certified { get; init; }

    /// <summary>The court's order, when known.</summary>
    public string? CourtOutcome { get; init; }

    /// <summary>From when the detention counts as overnight by <see cref="OvernightRule.FourHours"/>; null when it ended before that.</summary>
    public Instant? OvernightFrom { get; init; }

    public bool BailRefused => BailRefusedAt is not null;
    public bool Transferred => TransferMinutes is not null;

    /// <summary>Refused bail, not moved to the local authority and not bailed after all.</summary>
    public bool KeptAfterCharge => BailRefused && !Transferred && !BailedAfterRefusal;

    /// <summary>As they stand at an instant: what time alone decides is decided, and what lies ahead of it is not there.</summary>
    public DetentionFigures At(Instant now) => this with
    {
        OvernightFrom = OvernightFrom <= now ? OvernightFrom : null,
        NoReplyFrom = NoReplyFrom <= now ? NoReplyFrom : null,
        ReviewsLate = ReviewsLate + (ReviewOpenDueAt <= now ? 1 : 0),
        ReviewOpenDueAt = ReviewOpenDueAt <= now ? null : ReviewOpenDueAt,
        FirstHourItems = FirstHourItemsAt(now),
    };

    /// <summary>Duties of the first hour that were done or missed by an instant: none is missed before the hour is over.</summary>
    public int FirstHourItemsAt(Instant now) => EndedAt is null && now <= FirstHourEndsAt ? FirstHourDone : FirstHourItems;

    /// <summary>The nights of the detention up to an instant.</summary>
    public IEnumerable<Night> Nights(Instant now) => Night.Of(AuthorisedAt ?? ArrivedAt, EndedAt ?? now, ChargedAt);
}
