using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Pace.Rules.Duties;

/// <summary>What a child asks for is answered, yes or no, within local minutes. One clock a request.</summary>
internal static class ChildRequests
{
    private static readonly Provision Level = Provision.Local("childRequestMinutes");

    public static IEnumerable<Cycle> Arising(CustodyRecord record)
    {
        var cycles = new List<Cycle>();
        Dictionary<string, int>? places = null;
        foreach (var entry in record.Events)
        {
            if (entry.Fact is ChildAsked asked && (places ??= new(StringComparer.Ordinal)).TryAdd(asked.RequestId, cycles.Count))
                cycles.Add(Answering(record, entry.Occurred, asked.For, cycles.Count + 1));
            else if (entry.Fact is ChildAnswered answer && places?.TryGetValue(answer.RequestId, out var place) is true)
                cycles[place] = cycles[place] with { Met = cycles[place].Met ?? entry.Occurred };
        }
        return cycles;
    }

    private static Cycle Answering(CustodyRecord record, Instant at, AskedFor what, int sequence)
    {
        var allowed = Duration.FromMinutes(record.Numbers(at).ChildRequestMinutes);
        return new Cycle
        {
            Name = ClockName.ChildRequest,
            Sequence = sequence,
            Start = at,
            Due = at + allowed,
            WarnBefore = [allowed / 2],
            Stopped = record.EndedAt,
            Provision = Level,
            Explain = cycle => $"The child asked for {What(what)} and must be answered by {Say.Time(cycle.Due!.Value, at)}: "
                + $"{Say.Length(allowed)} from {Say.Time(at, at)}.",
        };
    }

    private static string What(AskedFor what) => what switch
    {
        AskedFor.PhoneCall => "a phone call",
        AskedFor.AppropriateAdult => "an appropriate adult",
        AskedFor.Toilet => "the toilet",
        AskedFor.Solicitor => "a solicitor",
        AskedFor.Healthcare => "healthcare",
        AskedFor.Reading => "something to read",
        AskedFor.Food => "food",
        AskedFor.Other => "something",
        _ => "a " + Vocabulary<AskedFor>.Word(what),
    };
}
