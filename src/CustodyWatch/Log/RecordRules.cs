using CustodyWatch.Pace;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Custody.Reading;
using NodaTime;

namespace CustodyWatch.Log;

/// <summary>
/// What cannot be true of a custody record, judged with everything known of it. Misconduct is never refused here: a late
/// review happened.
/// </summary>
public static class RecordRules
{
    private const string SignedAlready = "names a certificate that was signed here, and what was signed never changes";
    private static readonly Duration ClockSkew = Duration.FromMinutes(2);

    // 1 January 1986 (SI 1985/1934).
    private static readonly Instant InForce = Instant.FromUtc(1986, 1, 1, 0, 0);

    /// <summary>Why an entry cannot join what is known of its record; null when it can.</summary>
    public static Refusal? Check(IReadOnlyCollection<CustodyEvent> known, CustodyEvent entry, Instant now)
    {
        if (entry.Fact is Corrected correction && CheckCorrection(known, entry, correction, now) is { } refusal) return refusal;
        if (entry.Fact is Released or DetentionRefused or Transferred) return CheckEnd(known, entry);
        if (entry.Fact is not (Arrived or Corrected)) return null;

        var standing = Corrections.Apply([.. known, entry]);
        var arrivals = standing.Where(one => one.Fact is Arrived).Take(2).ToArray();
        if (arrivals.Length == 0) return null;
        if (arrivals.Length == 2)
            return Refusal.Invalid(Blame(entry, "type"), "the record already has an arrival, and a child arrives once");
        var (arrival, arrived) = (arrivals[0].Occurred, (Arrived)arrivals[0].Fact);
        if (arrived.Child.DateOfBirth > LondonTime.DateAt(arrival))
            return Refusal.Invalid(Blame(entry, "data.child.dateOfBirth"), "lies after the arrival");
        if (arrived.Child.AgeAt(arrival) >= Ages.Adult)
            return Refusal.Invalid(
                Blame(entry, arrived.Child.DateOfBirth is null ? "data.child.apparentAge" : "data.child.dateOfBirth"),
                "is 18 or over on arrival, so not a child");
        return TooEarly(arrived, arrival) is ({ } field, { } why) ? Refusal.Invalid(Blame(entry, field), why) : null;
    }

    /// <summary>
    /// Which time of an arrival cannot be true, and why: it lies before the child was born, or before the Act came into force. A slip in the
    /// year would have the clocks go round for centuries.
    /// </summary>
    internal static (string? Field, string? Why) TooEarly(Arrived arrived, Instant arrival)
    {
        (string Field, Instant? At)[] times =
        [
            ("time", arrival),
            ("data.arrestedAt", arrived.ArrestedAt),
            ("data.firstStationArrivedAt", arrived.FirstStationArrivedAt),
            ("data.enteredEnglandAndWalesAt", arrived.EnteredEnglandAndWalesAt),
        ];
        foreach (var (field, at) in times)
        {
            if (at < InForce) return (field, "lies before 1986, when the Police and Criminal Evidence Act 1984 came into force: check the year");
            if (at is { } known && arrived.Child.DateOfBirth > LondonTime.DateAt(known)) return (field, "lies before the child was born: check the year");
        }
        return default;
    }

    /// <summary>
    /// Why an entry may not be made of a certificate that was signed here; null when it may. What was signed never changes: its entry can be
    /// taken back by a person, and another certificate signed.
    /// </summary>
    /// <param name="known">What is known of the record.</param>
    /// <param name="entry">What is to be entered.</param>
    /// <param name="signed">The ids of the record's certificates that were signed here.</param>
    /// <param name="byFeed">Whether a records system enters it.</param>
    public static Refusal? CheckSigned(IReadOnlyCollection<CustodyEvent> known, CustodyEvent entry, IReadOnlyCollection<string> signed, bool byFeed)
    {
        if (signed.Count == 0) return null;
        if (byFeed && entry.Fact is Corrected { Action: CorrectionAction.Retract } && TakesBack(known, entry) is CertificateIssued gone && signed.Contains(gone.CertificateId))
            return Refusal.Invalid("data.action", "may not be retract: a certificate never changes once it is signed, and only a person takes it back, or lets it stand again");
        if (entry.Fact is Corrected { Action: CorrectionAction.Replace } correction
            && known.FirstOrDefault(one => one.Source == entry.Source && one.Id == correction.Corrects) is { Fact: CertificateIssued issued } target)
        {
            if (signed.Contains(issued.CertificateId))
                return Refusal.Invalid("data.action", "must be retract: a certificate never changes once it is signed, and a later one takes its place");
            return correction.ReplacementData is { } data
                && Corrections.Replacement(target.Kind, data, new Problems()) is CertificateIssued made && signed.Contains(made.CertificateId)
                ? Refusal.Invalid("data.replacement.data.certificateId", SignedAlready)
                : null;
        }
        if (entry.Fact is not CertificateIssued) return null;
        // The entry that a certificate is signed with is the first of it.
        return Corrections.Apply([.. known, entry]).FirstOrDefault(one => one.Source == entry.Source && one.Id == entry.Id)?.Fact is CertificateIssued standing
            && signed.Contains(standing.CertificateId)
            && known.Any(one => one.Fact is CertificateIssued before && before.CertificateId == standing.CertificateId)
            ? Refusal.Invalid("data.certificateId", SignedAlready)
            : null;
    }

    // What a retraction, or the retraction of one, is about in the end.
    private static Fact? TakesBack(IReadOnlyCollection<CustodyEvent> known, CustodyEvent entry)
    {
        for (var seen = 0; entry.Fact is Corrected correction && seen <= known.Count; seen++)
        {
            if (known.FirstOrDefault(one => one.Source == entry.Source && one.Id == correction.Corrects) is not { } target) return null;
            entry = target;
        }
        return entry.Fact;
    }

    // An end that is told before its arrival is taken: there is nothing yet to judge it by. Only an entry that says the end is judged,
    // because a record that is put right one entry at a time may be impossible for a while.
    private static Refusal? CheckEnd(IReadOnlyCollection<CustodyEvent> known, CustodyEvent end)
    {
        if (Corrections.Apply(known).FirstOrDefault(one => one.Fact is Arrived) is not { Fact: Arrived arrived, Occurred: var arrival }) return null;
        var begun = arrived is { Route: Pace.Custody.Route.Voluntary, ArrestedAt: { } arrested } ? Instant.Max(arrival, arrested) : arrival;
        return end.Occurred < begun ? Refusal.Invalid("time", "the detention would have ended before the arrest or the arrival") : null;
    }

    private static Refusal? CheckCorrection(IReadOnlyCollection<CustodyEvent> known, CustodyEvent entry, Corrected correction, Instant now)
    {
        if (correction.Corrects == entry.Id) return Refusal.Invalid("data.corrects", "names the correction itself");
        if (correction.ReplacementTime > now + ClockSkew)
            return Refusal.Invalid("data.replacement.time", "lies more than two minutes in the future");
        var target = known.FirstOrDefault(one => one.Source == entry.Source && one.Id == correction.Corrects);
        if (target is null || correction.Action == CorrectionAction.Retract) return null;
        if (target.Fact is Corrected)
            return Refusal.Invalid("data.action", "must be retract: a correction can be taken back, not replaced");
        if (correction.ReplacementData is not { } data) return null;
        var problems = new Problems();
        if (Corrections.Replacement(target.Kind, data, problems) is { } fact) Future.Note(fact, now + ClockSkew, "data", problems);
        return problems.Any
            ? Refusal.Invalid(problems.Errors.ToDictionary(error => "data.replacement." + error.Key, error => error.Value))
            : null;
    }

    private static string Blame(CustodyEvent entry, string path) => entry.Fact is Corrected ? "data.corrects" : path;
}
