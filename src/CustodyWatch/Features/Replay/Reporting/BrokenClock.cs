using CustodyWatch.Log.Projections;
using CustodyWatch.Log.Reference;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Rules;
using NodaTime;

namespace CustodyWatch.Features.Replay.Reporting;

/// <summary>One clock of one record that was broken or met late: a line of the report.</summary>
internal readonly record struct BrokenClock(string CustodyRecordNumber, string Source, Clock Clock, long? LateSeconds)
{
    /// <summary>The columns of the report, in order.</summary>
    public static readonly string[] Columns =
    [
        "custodyRecordNumber", "source", "clock", "sequence", "authority", "citation", "startedAt", "dueAt", "metAt", "state", "lateSeconds",
    ];

    public string ClockWord => Word(Clock);
    public string StateWord => Vocabulary<ClockState>.Word(Clock.State);
    public string AuthorityWord => Authorities[(int)Clock.Basis.Authority];

    private static readonly string[] Authorities = [.. Enum.GetValues<Authority>().Select(ClockRow.Word)];

    /// <summary>What of a record was broken or met late, as the report orders it.</summary>
    public static List<BrokenClock> Of(string number, string source, CustodyRecord record)
    {
        var broken = PaceRules.Broken(record);
        broken.Sort(InOrder);
        return broken.ConvertAll(clock => new BrokenClock(number, source, clock, Late(clock, record.At)));
    }

    private static int InOrder(Clock a, Clock b)
    {
        var order = Nullable.Compare(a.DueAt, b.DueAt);
        if (order == 0 && a.Name != b.Name) order = string.CompareOrdinal(Word(a), Word(b));
        return order == 0 ? a.Sequence.CompareTo(b.Sequence) : order;
    }

    private static string Word(Clock clock) => Vocabulary<ClockName>.Word(clock.Name);

    private static long? Late(Clock clock, Instant at) =>
        clock.IsGate || clock.DueAt is not { } due ? null : (long)Math.Floor(((clock.MetAt ?? clock.Cycle.Stopped ?? at) - due).TotalSeconds);
}
