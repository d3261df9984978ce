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
        Dictionary<string, Request>? requests = null;
        foreach (var entry in record.Events)
        {
            switch (entry.Fact)
            {
                case ChildAsked asked:
                    requests ??= new(StringComparer.Ordinal);
                    requests.TryAdd(asked.RequestId, new Request(requests.Count + 1, entry.Occurred, asked.For));
                    break;
                case ChildAnswered answer when requests?.TryGetValue(answer.RequestId, out var request) is true:
                    request.Answered ??= entry.Occurred;
                    break;
            }
        }
        return requests is null ? [] : requests.Values.Select(request => Answering(record, request));
    }

    /// <summary>Something the child asked for.</summary>
    private sealed class Request(int sequence, Instant asked, AskedFor what)
    {
        public int Sequence => sequence;
        public Instant Asked => asked;
        public AskedFor What => what;

        /// <summary>When the first answer came.</summary>
        public Instant? Answered { get; set; }
    }

    private static Cycle Answering(CustodyRecord record, Request request)
    {
        var at = request.Asked;
        var allowed = Duration.FromMinutes(record.Numbers(at).ChildRequestMinutes);
        return new Cycle
        {
            Name = ClockName.ChildRequest,
            Sequence = request.Sequence,
            Start = at,
            Due = at + allowed,
            WarnBefore = [allowed / 2],
            Met = request.Answered,
            Stopped = record.EndedAt,
            Provision = Level,
            Explain = clock => $"The child asked for {What(request.What)} and {clock.Must} be answered by {clock.Time(at + allowed)}: "
                + $"{Say.Length(allowed)} from {clock.Time(at)}.",
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
