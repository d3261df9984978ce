using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Pace.Accommodation;

/// <summary>
/// What keeping a child whom no authority took may cost the authority of the child's home (Children Act 1989 s21(3)). A child
/// gives one claim, however many requests were made; one refused bail again after it was granted, that of the last refusal that gives one.
/// </summary>
/// <param name="RequestId">The request whose failure begins it.</param>
/// <param name="Against">The authority in whose area the child ordinarily lives (GSS code); the one asked where no home is known.</param>
/// <param name="From">When the authority had failed: it declined, or its time to answer was up. Never before bail was refused.</param>
/// <param name="Until">When the child left, or bail was granted after all; null while the child is kept.</param>
public sealed record CostClaim(string RequestId, string Against, Instant From, Instant? Until)
{
    /// <summary>The law and the promise it rests on.</summary>
    public const string Basis = "Children Act 1989 s21(3); Concordat on Children in Custody, principle 6";

    private static readonly Duration Day = Duration.FromHours(24);

    /// <summary>The claim a record gives, from an instant on that may still lie ahead; null when it gives none.</summary>
    /// <param name="entries">The entries that count, in order.</param>
    /// <param name="replyWithin">How long an authority asked at an instant has to answer.</param>
    public static CostClaim? Of(IReadOnlyList<CustodyEvent> entries, Func<Instant, Duration> replyWithin)
    {
        if (entries.Select(entry => entry.Fact).OfType<Arrived>().FirstOrDefault()?.Child is not { } child) return null;
        var leftAt = PlaceRequests.LeftAt(entries);
        var during = new Timeline([.. entries.Where(entry => !(entry.Occurred > leftAt))]);
        var requests = PlaceRequests.Of(entries);
        foreach (var refusal in BailRefusal.Of(during, child).Reverse())
            if (refusal.IsChild && Since(refusal, leftAt, requests, child, replyWithin) is { } claim)
                return claim;
        return null;
    }

    private static CostClaim? Since(
        BailRefusal refusal, Instant? leftAt, IReadOnlyList<PlaceRequest> requests, Child child, Func<Instant, Duration> replyWithin)
    {
        var until = refusal.GrantedAt ?? leftAt;
        var failures = requests.Where(request => request.NeedEndedAt == until)
            .Select(request => (request.Asked, At: FailedAt(request, replyWithin))).Where(one => one.At is not null);
        if (failures.OrderBy(one => one.At).FirstOrDefault() is not { Asked: { } asked, At: { } failedAt }) return null;
        var from = Instant.Max(failedAt, refusal.At);
        return until <= from ? null : new(asked.RequestId, child.HomeAuthority ?? asked.Authority, from, until);
    }

    /// <summary>Days and parts of a day in police detention; none before it begins.</summary>
    public static int DaysFrom(Instant from, Instant until) =>
        Math.Max(0, (int)Math.Ceiling((until - from) / Day));

    private static Instant? FailedAt(PlaceRequest request, Func<Instant, Duration> replyWithin)
    {
        var due = request.AskedAt + replyWithin(request.AskedAt);
        Instant? failedAt = request.LastReply?.Said.Decision == AccommodationDecision.Declined
            ? Instant.Min(request.Answers.First(answer => !answer.Late && answer.Said.Decision == AccommodationDecision.Declined).At, due)
            : request.FirstReply?.At <= due ? null : due;
        // To withdraw it afterwards takes nothing back, nor does bail granted afterwards.
        return request.WithdrawnAt <= failedAt || request.NeedEndedAt <= failedAt ? null : failedAt;
    }
}
