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
            if (record.Events[i].Fact is not ChildAsked asked || !(seen ??= new(StringComparer.Ordinal)).Add(asked.RequestId)) continue;
            var at = record.Events[i].Occurred;
            yield return Duty.Once(record, ClockName.ChildRequest, at, record.Numbers(at).ChildRequestMinutes, Level, _ => false,
                $"The child asked for {What(asked.For)} and must be answered") with
            {
                Sequence = seen.Count,
                Met = Duty.FirstDoneAfter(record, i, fact => fact is ChildAnswered answer && answer.RequestId == asked.RequestId),
            };
        }
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
