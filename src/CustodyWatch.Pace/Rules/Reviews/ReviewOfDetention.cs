using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Pace.Rules.Reviews;

/// <summary>
/// Reviews of detention (PACE 1984 s40): the first within six hours of authorisation, each later one within nine hours of
/// the one before, or of when that was due if it was held late. An inspector reviews before charge, the custody officer after.
/// </summary>
internal static class ReviewOfDetention
{
    private static readonly Duration ToTheFirst = Duration.FromHours(6);
    private static readonly Duration Between = Duration.FromHours(9);
    private static readonly Provision[] S40 =
    [
        Provision.Statute("PACE 1984 s40(3)(a)"),
        Provision.Statute("PACE 1984 s40(3)(b)"),
        Provision.Statute("PACE 1984 s40(3)(c)"),
    ];

    private static readonly Provision S40Officer = Provision.Statute("PACE 1984 s40(1)");

    public static IEnumerable<Cycle> Arising(CustodyRecord record)
    {
        var cycles = new List<Cycle>();
        ReviewCycle? open = null;
        var (charged, wrongRanks) = (false, 0);
        for (var i = 0; i < record.Events.Count; i++)
        {
            var (at, fact) = (record.Events[i].Occurred, record.Events[i].Fact);
            switch (fact)
            {
                case DetentionAuthorised when open is null:
                    open = First(record, at);
                    break;
                case Charged:
                    charged = true;
                    break;
                case ReviewPostponed when open is not null && !(open.Due(record, at) < at):
                    open = open with { Postponed = true };
                    break;
                case ReviewHeld review when open is not null && !RightRank(review, charged):
                    cycles.Add(WrongRank(record, ++wrongRanks, i, review, charged));
                    break;
                case ReviewHeld when open is not null:
                    cycles.Add(open.ToCycle(record, held: at));
                    open = open.Next(Instant.Min(at, open.Due(record, at) ?? at) + Between, at);
                    break;
            }
        }
        if (open is not null) cycles.Add(open.ToCycle(record, held: null));
        return cycles;
    }

    /// <summary>How many proper reviews were held before a place in the record.</summary>
    public static int HeldBefore(CustodyRecord record, int index)
    {
        var (authorised, charged, held) = (false, false, 0);
        for (var i = 0; i < index; i++)
        {
            var fact = record.Events[i].Fact;
            authorised |= fact is DetentionAuthorised;
            charged |= fact is Charged;
            if (authorised && fact is ReviewHeld review && RightRank(review, charged)) held++;
        }
        return held;
    }

    /// <summary>Inspector or above before charge, the custody officer (sergeant or above) after (PACE 1984 s40(1)).</summary>
    public static bool RightRank(ReviewHeld review, bool charged) => review.Officer.Rank >= RankNeeded(charged);

    public static Rank RankNeeded(bool charged) => charged ? Rank.Sergeant : Rank.Inspector;

    public static Provision ProvisionOf(int sequence) => S40[Math.Min(sequence, S40.Length) - 1];

    // After a return on bail the earlier of two readings counts (decision 0003).
    private static ReviewCycle First(CustodyRecord record, Instant authorised)
    {
        var due = authorised + ToTheFirst;
        if (record.Arrived is not { Route: Route.BailReturn or Route.BailBreach, CarriedForward: { } used })
            return new ReviewCycle(1, authorised, due, time => $"6 hours from detention being authorised at {time(authorised)}");
        var carried = record.ArrivedAt!.Value + Between - used.SinceLastReview;
        return new ReviewCycle(1, authorised, Instant.Min(due, carried), time =>
            $"9 hours less {Say.Length(used.SinceLastReview)} since the last review before bail gives {time(carried)}, "
            + $"6 hours from authorisation gives {time(due)}; the earlier counts");
    }

    private static Cycle WrongRank(CustodyRecord record, int sequence, int index, ReviewHeld review, bool charged)
    {
        var laterCharged = charged;
        Instant? proper = null;
        for (var i = index + 1; i < record.Events.Count && proper is null; i++)
        {
            laterCharged |= record.Events[i].Fact is Charged;
            if (record.Events[i].Fact is ReviewHeld later && RightRank(later, laterCharged)) proper = record.Events[i].Occurred;
        }
        var at = record.Events[index].Occurred;
        var needed = charged ? "a sergeant or above" : "an inspector or above";
        return Duty.Gate(ClockName.ReviewWrongRank, sequence, at, proper, S40Officer, now =>
            $"The review at {Say.Time(at, now)} does not count: {InWords(review.Officer.Rank)} is too low in rank, and " + (proper, record.EndedAt) switch
            {
                ({ } held, _) => $"until a proper one was held at {Say.Time(held, now)} the review was still owed.",
                (null, { } left) => $"when the child left at {Say.Time(left, now)} the review was still owed.",
                _ => $"until {needed} holds it the review is still owed.",
            });

        static string InWords(Rank rank) => rank switch
        {
            Rank.Staff => "a member of staff",
            Rank.Constable => "a constable",
            _ => "a sergeant",
        };
    }
}
