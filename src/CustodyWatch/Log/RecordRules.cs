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

    /// <summary>Why an entry cannot join what is known of its record; null when it can.</summary>
    public static Refusal? Check(IReadOnlyCollection<CustodyEvent> known, CustodyEvent entry, Instant now)
    {
        if (entry.Fact is Corrected correction && CheckCorrection(known, entry, correction, now) is { } refusal) return refusal;
        if (entry.Kind.IsEnd()) return CheckEnd(known, entry);
        if (entry.Fact is not (Arrived or Corrected)) return null;

        var standing = Corrections.Apply([.. known, entry]);
        var arrivals = standing.Where(one => one.Fact is Arrived).Take(2).ToArray();
        if (arrivals.Length == 0) return null;
        if (arrivals.Length == 2)
            return Refusal.Invalid(Blame(entry, "type"), "the record already has an arrival, and a child arrives once");
        return ImpossibleArrival.Of((Arrived)arrivals[0].Fact, arrivals[0].Occurred) is ({ } field, { } why)
            ? Refusal.Invalid(Blame(entry, field), why)
            : null;
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
        if (correction.ReplacementTime > now + EnvelopeReader.ClockSkew)
            return Refusal.Invalid("data.replacement.time", "lies more than two minutes in the future");
        var target = known.FirstOrDefault(one => one.Source == entry.Source && one.Id == correction.Corrects);
        if (correction.Action == CorrectionAction.Retract) return null;
        var latest = now + EnvelopeReader.ClockSkew;
        if (target is null) return correction.ReplacementData is { } unseen ? CheckUnseen(unseen, latest) : null;
        if (target.Fact is Corrected)
            return Refusal.Invalid("data.action", "must be retract: a correction can be taken back, not replaced");
        var problems = new Problems();
        var fact = correction.ReplacementData is { } data ? Corrections.Replacement(target.Kind, data, problems) : target.Fact;
        if (fact is not null) Future.Note(fact, latest, "data", problems);
        if (problems.Any) return Within(problems);
        return fact is Arrived arrived && ImpossibleArrival.Of(arrived, correction.ReplacementTime ?? target.Occurred) is (_, { } why)
            ? Refusal.Invalid(Blame(entry, "data"), why)
            : null;
    }

    // What kind of entry it replaces is not known yet: it may tell nothing of the future as any kind whose shape it has.
    private static Refusal? CheckUnseen(string data, Instant latest)
    {
        foreach (var kind in Future.Kinds)
        {
            var problems = new Problems();
            if (Corrections.Replacement(kind, data, new Problems()) is { } fact) Future.Note(fact, latest, "data", problems);
            if (problems.Any) return Within(problems);
        }
        return null;
    }

    private static Refusal Within(Problems problems) =>
        Refusal.Invalid(problems.Errors.ToDictionary(error => "data.replacement." + error.Key, error => error.Value));

    private static string Blame(CustodyEvent entry, string path) => entry.Fact is Corrected ? "data.corrects" : path;
}
