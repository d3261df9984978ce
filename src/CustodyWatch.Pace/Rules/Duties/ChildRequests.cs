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
        HashSet<string>? seen = null;
        for (var i = 0; i < record.Events.Count; i++)
        {
            if (record.Events[i].Fact is ChildAsked asked && (seen ??= new(StringComparer.Ordinal)).Add(asked.RequestId))
                yield return Answering(record, i, asked, seen.Count);
        }
    }

    private static Cycle Answering(CustodyRecord record, int index, ChildAsked asked, int sequence)
    {
        var at = record.Events[index].Occurred;
        var allowed = Duration.FromMinutes(record.Numbers(at).ChildRequestMinutes);
        return new Cycle
        {
            Name = ClockName.ChildRequest,
            Sequence = sequence,
            Start = at,
            Due = at + allowed,
            WarnBefore = [allowed / 2],
            Met = Duty.FirstDoneAfter(record, index, fact => fact is ChildAnswered answer && answer.RequestId == asked.RequestId),
            Stopped = record.EndedAt,
            Provision = Level,
            Explain = cycle => $"The child asked for {What(asked.For)} and must be answered by {Say.Time(cycle.Due!.Value, at)}: "
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
