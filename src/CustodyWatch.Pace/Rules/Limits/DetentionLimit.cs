using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Rules.Reviews;
using NodaTime;

namespace CustodyWatch.Pace.Rules.Limits;

/// <summary>
/// The limit on detention without charge: 24 hours from the relevant time (PACE 1984 s41), to 36 hours by a superintendent
/// (s42), further by warrant (s43, s44), never past 96 hours. Excluded time is added (s41(6)).
/// </summary>
internal static class DetentionLimit
{
    private static readonly Provision S41 = Provision.Statute("PACE 1984 s41(1)");
    private static readonly Provision S42 = Provision.Statute("PACE 1984 s42(1)");
    private static readonly Provision S43 = Provision.Statute("PACE 1984 s43(12)");
    private static readonly Provision S44 = Provision.Statute("PACE 1984 s44(3)");

    // What an extension that does not count breaks: the rank and the 36 hours, the offence, a further one in time, the first in its own.
    private static readonly Provision Power = Void("PACE 1984 s42(1)");
    private static readonly Provision Offence = Void("PACE 1984 s42(1)(b)");
    private static readonly Provision Further = Void("PACE 1984 s42(2)");
    private static readonly Provision Window = Void("PACE 1984 s42(4)");

    public static IEnumerable<Cycle> Arising(CustodyRecord record)
    {
        var cycles = new List<Cycle>();
        Follow(record, cycles, null);
        return cycles;
    }

    /// <summary>The extensions on a record that count for nothing, with why.</summary>
    public static IReadOnlyList<(CustodyEvent Entry, ExtensionFault Fault)> VoidExtensions(CustodyRecord record)
    {
        var empty = new List<(CustodyEvent, ExtensionFault)>();
        if (record.Arrived is not null) Follow(record, [], empty);
        return empty;
    }

    private static void Follow(CustodyRecord record, List<Cycle> cycles, List<(CustodyEvent, ExtensionFault)>? empty)
    {
        var limited = record.Arrived!.Route != Route.MentalHealth;
        var relevant = record.RelevantTime!.Value;
        var limit = new LimitInForce(relevant, relevant, LimitInForce.WithoutExtension, LimitInForce.WithoutExtension, S41,
            time => FromRelevantTime.Words(record, LimitInForce.WithoutExtension, time));
        var (extensions, refused, sequence, charged) = (0, 0, 1, false);

        for (var i = 0; i < record.Events.Count; i++)
        {
            var entry = record.Events[i];
            charged |= entry.Fact is Charged;
            if (entry.Fact is not (ExtensionAuthorised or WarrantGranted or WarrantExtended)) continue;
            var inForce = limit.Due(record, entry.Occurred)!.Value;
            switch (entry.Fact)
            {
                case ExtensionAuthorised extension when WhyVoid(record, extension, i, extensions == 0, inForce) is (var fault, { } broken, var why):
                    empty?.Add((entry, fault));
                    cycles.Add(Duty.Gate(ClockName.ExtensionVoid, ++refused, entry.Occurred, null, broken, why) with
                    {
                        WhenBroken = charged || !limited ? null : clock => $"The limit stayed at {clock.Time(inForce)}.",
                    });
                    break;
                case ExtensionAuthorised extension:
                    extensions++;
                    if (extension.Until > inForce && inForce >= entry.Occurred && !charged) limit = limit.Extended(entry.Occurred, extension.Until, S42);
                    break;
                case WarrantGranted or WarrantExtended when !charged && limited:
                    var overtaken = inForce < entry.Occurred;
                    if (overtaken) cycles.Add(limit.ToCycle(record, sequence++, entry.Occurred));
                    limit = entry.Fact is WarrantGranted granted
                        ? limit.UnderWarrant(entry.Occurred, granted.Hours, S43, overtaken)
                        : limit.UnderWarrant(entry.Occurred, ((WarrantExtended)entry.Fact).Hours, S44, overtaken);
                    break;
            }
        }
        if (limited) cycles.Add(limit.ToCycle(record, sequence, overtakenAt: null));
    }

    private static Provision Void(string citation) => Provision.Statute(citation) with { WhenBroken = "The limit stands where it stood." };

    /// <summary>What an extension that does not count breaks, and why; null when it counts (PACE 1984 s42(1), (2), (4)).</summary>
    private static (ExtensionFault Fault, Provision Broken, Func<Instant, string> Why)? WhyVoid(CustodyRecord record, ExtensionAuthorised extension, int index, bool first, Instant inForce)
    {
        var given = record.Events[index].Occurred;
        var relevant = record.RelevantTime!.Value;
        var latest = first ? Countdown.Due(relevant, LimitInForce.WithoutExtension, record.ExcludedTime, given)!.Value : inForce;
        var furthest = relevant + LimitInForce.BySuperintendent + Excluded.Within(record.ExcludedTime, relevant, given);
        if (extension.Officer.Rank < Rank.Superintendent)
            return (ExtensionFault.Rank, Power, _ => "The extension does not count: only a superintendent or above may give one.");
        if (ReviewOfDetention.HeldBefore(record, index) < 2)
            return (ExtensionFault.BeforeSecondReview, Window, now => $"The extension given at {Say.Time(given, now)} does not count: the second review had not been held.");
        if (given > latest)
            return (ExtensionFault.TooLate, first ? Window : Further, now => $"The extension given at {Say.Exactly(given, now)} does not count: it had to be given by {Say.Exactly(latest, now)}.");
        if (extension.Until > furthest)
            return (ExtensionFault.TooLong, Power, now => $"The extension does not count: it runs to {Say.Exactly(extension.Until, now)}, past 36 hours, which end at {Say.Exactly(furthest, now)}.");
        if (record.OffencesBefore(index).All(offence => offence.Class == OffenceClass.Summary))
            return (ExtensionFault.SummaryOnly, Offence, _ => "The extension does not count: no offence on the record can be tried in the Crown Court.");
        return null;
    }
}
