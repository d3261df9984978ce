using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Rules.AfterCharge;
using CustodyWatch.Pace.Rules.Duties;
using CustodyWatch.Pace.Rules.Limits;
using CustodyWatch.Pace.Rules.Reviews;
using CustodyWatch.Pace.Rules.Safeguards;
using CustodyWatch.Pace.Rules.Welfare;
using CustodyWatch.Pace.Settings;
using NodaTime;

namespace CustodyWatch.Pace.Rules;

/// <summary>The table of contents of the law: every rule, in statute order.</summary>
public static class PaceRules
{
    private static readonly Func<CustodyRecord, IEnumerable<Cycle>>[] Contents =
    [
        DetentionLimit.Arising,
        ReviewOfDetention.Arising,
        ReleaseAfterReview.Arising,
        DesignatedStation.Arising,
        SoftLimit.Arising,
        CourtAppearance.Arising,

        record => [CustodyOfficerSees.Arising(record)],
        Duties.Rights.Arising,
        FamilyTold.Arising,
        AppropriateAdult.Arising,
        LegalAdviser.Arising,
        record => [RiskAssessment.Arising(record)],
        NamedWoman.Arising,
        record => [PersonalNeeds.Arising(record)],
        SocialCare.Arising,
        ChildRequests.Arising,

        Welfare.Meals.Arising,
        Welfare.MealTime.Arising,
        Welfare.FoodTaken.Arising,
        Welfare.Drink.Arising,
        Visits.Arising,
        Welfare.Rest.Arising,
        Welfare.Healthcare.Arising,
        Welfare.Exercise.Arising,

        AfterCharge.BailDecision.Arising,
        AfterCharge.AccommodationRequest.Arising,
        AfterCharge.AccommodationReply.Arising,
        AfterCharge.AccommodationTransfer.Arising,
        Certificates.Arising,
        AfterCharge.EarlyNotice.Arising,

        Gates.Arising,
    ];

    /// <summary>
    /// Every clock of a detention at an instant. Only events that had occurred by then count; every correction counts,
    /// whatever its own time. The same events, settings and instant always give the same answer.
    /// </summary>
    public static ClockSheet Clocks(IReadOnlyCollection<CustodyEvent> events, LocalSettings settings, Instant at)
    {
        var record = CustodyRecord.Fold(events, settings, at);
        if (record.Arrived is null) return new ClockSheet(at, record, [], [], record.NextEntry);
        var history = new List<Clock>(64);
        Instant? begins = null;
        foreach (var rule in Contents)
        {
            foreach (var cycle in rule(record))
            {
                if (!IsInForce(cycle, record)) continue;
                if (cycle.Start <= at) history.Add(cycle.Judge(at));
                else begins = Duty.Earlier(begins, cycle.Start);
            }
        }
        history.Sort(ByNameThenSequence);
        return new ClockSheet(at, record, history, Current(history), Duty.Earlier(begins, NextChange(record)));
    }

    /// <summary>The clocks of a record's history that were broken or met late: all that an audit of a year of records asks for.</summary>
    public static List<Clock> Broken(CustodyRecord record)
    {
        var broken = new List<Clock>();
        if (record.Arrived is null) return broken;
        foreach (var rule in Contents)
            foreach (var cycle in rule(record))
                if (cycle.Start <= record.At && cycle.IsBrokenAt(record.At) && IsInForce(cycle, record))
                    broken.Add(cycle.Judge(record.At));
        return broken;
    }

    // A time long before the arrival is a slip in the year, or the child's own word: the duty it starts is owed since the child came.
    private static bool IsInForce(Cycle cycle, CustodyRecord record) =>
        cycle.Provision.InForceAt(Instant.Max(cycle.Start, record.ArrivedAt!.Value));

    private static int ByNameThenSequence(Clock one, Clock other) =>
        one.Name == other.Name ? one.Sequence - other.Sequence : (int)one.Name - (int)other.Name;

    private static List<Clock> Current(List<Clock> history)
    {
        var current = new List<Clock>(history.Count);
        for (var i = 0; i < history.Count; i++)
        {
            var latest = i + 1 == history.Count || history[i + 1].Name != history[i].Name;
            if (latest || (history[i].IsOfOneEvent && history[i].MetAt is null)) current.Add(history[i]);
        }
        return current;
    }

    private static Instant? NextChange(CustodyRecord record) =>
        Duty.Earlier(
            Duty.Earlier(record.NextEntry, AppropriateAdult.NextChange(record)),
            Duty.Earlier(
                Duty.Earlier(Welfare.MealTime.NextStart(record), Welfare.Rest.NextChange(record)),
                Duty.Earlier(Visits.NextChange(record), Welfare.Drink.NextChange(record))));
}
