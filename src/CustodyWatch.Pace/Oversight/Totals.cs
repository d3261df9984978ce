using System.Runtime.InteropServices;
using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Pace.Oversight;

/// <summary>
/// A set of detentions added up: every count, and how often each length in minutes occurred, so that medians stay exact when
/// sets are put together.
/// </summary>
public sealed class Totals
{
    private static readonly int Tallies = Enum.GetValues<Tally>().Length, Waits = Enum.GetValues<Wait>().Length;

    /// <summary>
    /// Nobody is lawfully held for longer before charge, time in hospital apart (PACE 1984 s44(3)): whoever has no end by then is taken
    /// to lack one on the record.
    /// </summary>
    public static readonly Duration LongestLawful = Duration.FromHours(96);

    private readonly int[] _counts = new int[Tallies];
    private readonly Dictionary<int, int>[] _minutes = [.. Enumerable.Range(0, Waits).Select(_ => new Dictionary<int, int>())];
    private readonly int[] _known = new int[Waits];
    // In order of length, until another is added.
    private readonly (int Minutes, int Times)[]?[] _ordered = new (int, int)[]?[Waits];

    public int this[Tally tally] => _counts[(int)tally];

    /// <summary>How many detentions have a value of this wait.</summary>
    public int Known(Wait wait) => _known[(int)wait];

    /// <summary>Detentions whose end has to be recorded: all but those that may still be going on.</summary>
    public int EndsDue => this[Tally.Detentions] - StillHeld;

    /// <summary>Detentions that may still be going on: with no end recorded, and not past what is lawful at the longest.</summary>
    public int StillHeld => this[Tally.EndKnown] - this[Tally.Ended];

    public bool IsEmpty => Array.TrueForAll(_counts, count => count == 0);

    /// <summary>Adds a detention, or with a sign of -1 takes it away again.</summary>
    /// <param name="one">The detention.</param>
    /// <param name="now">Decides what time alone decides while a detention goes on.</param>
    /// <param name="sign">1 or -1.</param>
    public void Add(DetentionFigures one, Instant now, int sign = 1)
    {
        Count(Tally.Detentions);
        Count(Tally.EndKnown, one.EndedAt is not null || now - one.ArrivedAt <= LongestLawful);
        Count(Tally.Ended, one.EndedAt is not null);
        Count(Tally.DetentionRefused, one.DetentionRefused);
        Count(Tally.Overnight, one.OvernightFrom <= now);
        Count(Tally.OvernightAfterCharge, one.OvernightFrom <= now && one.ChargedAt <= one.OvernightFrom);
        Count(Tally.Charged, one.ChargedAt is not null);
        Count(Tally.LookedAfter, one.LookedAfter);
        Count(Tally.EthnicityStated, EthnicGroup.Of(one.Ethnicity) != EthnicGroup.NotStated);
        Count(Tally.SexKnown, one.Sex != Vocabulary<Sex>.Word(Sex.NotKnown));
        Count(Tally.Authorised, one.AuthorisedAt is not null);
        Count(Tally.AdultAwaited, one.AdultAwaited);
        AddPlace(one, now, Count);
        var overdue = one.ReviewOpenDueAt <= now ? 1 : 0;
        Sum(Tally.Reviews, one.ReviewsOnTime + one.ReviewsLate + overdue);
        Sum(Tally.ReviewsOnTime, one.ReviewsOnTime);
        Sum(Tally.ReviewsPostponed, one.ReviewsPostponed);
        Sum(Tally.FirstHourItems, one.FirstHourItemsAt(now));
        Sum(Tally.FirstHourDone, one.FirstHourDone);
        Sum(Tally.MealTimes, one.MealTimes);
        Sum(Tally.MealTimesKept, one.MealTimesKept);
        Sum(Tally.Visits, one.Visits);
        Sum(Tally.VisitsKept, one.VisitsKept);
        Sum(Tally.RestPeriods, one.RestPeriods);
        Sum(Tally.RestPeriodsKept, one.RestPeriodsKept);
        Count(Tally.StripSearched, one.StripSearches > 0);
        Sum(Tally.StripSearches, one.StripSearches);
        Sum(Tally.StripSearchesWithAdult, one.StripSearchesWithAdult);
        Count(Tally.ForceUsed, one.ForceUses > 0);
        Sum(Tally.ForceUses, one.ForceUses);
        Sum(Tally.ForceUsesWithAdult, one.ForceUsesWithAdult);
        Count(Tally.ChildViews, one.ChildViews > 0);
        Lasted(Wait.Length, one.LengthMinutes);
        Lasted(Wait.AdultAsk, one.AdultAskMinutes);
        Lasted(Wait.AdultArrival, one.AdultArrivalMinutes);
        Lasted(Wait.AdultWithChild, one.AdultWithChildMinutes);
        Lasted(Wait.Request, one.RequestMinutes);
        Lasted(Wait.Reply, one.ReplyMinutes);
        Lasted(Wait.Transfer, one.TransferMinutes);

        void Count(Tally tally, bool counts = true) => Sum(tally, counts ? 1 : 0);
        void Sum(Tally tally, int number) => _counts[(int)tally] += sign * number;

        void Lasted(Wait wait, int? minutes)
        {
            if (minutes is { } known) AddMinutes(wait, known, sign);
        }
    }

    public void Add(Totals other)
    {
        for (var i = 0; i < Tallies; i++) _counts[i] += other._counts[i];
        for (var i = 0; i < Waits; i++)
            foreach (var (minutes, times) in other._minutes[i])
                AddMinutes((Wait)i, minutes, times);
    }

    /// <summary>The value below which a share of the known lengths lies, between two of them by straight line; null when none is known.</summary>
    public double? Quantile(Wait wait, double share)
    {
        var known = Known(wait);
        if (known == 0) return null;
        var place = (known - 1) * share;
        var (below, above) = (At(wait, (int)Math.Floor(place)), At(wait, (int)Math.Ceiling(place)));
        return below + (above - below) * (place - Math.Floor(place));
    }

    /// <summary>The shortest known length, in minutes, that a share of those known do not exceed; null when none is known.</summary>
    public int? NearestRank(Wait wait, double share) =>
        Known(wait) is > 0 and var known ? At(wait, Math.Max(1, (int)Math.Ceiling(known * (decimal)share)) - 1) : null;

    public byte[] ToBytes()
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write7BitEncodedInt(Tallies);
        foreach (var count in _counts) writer.Write7BitEncodedInt(count);
        writer.Write7BitEncodedInt(Waits);
        for (var i = 0; i < Waits; i++)
        {
            writer.Write7BitEncodedInt(_minutes[i].Count);
            var last = 0;
            foreach (var (length, times) in InOrder((Wait)i))
            {
                writer.Write7BitEncodedInt(length - last);
                writer.Write7BitEncodedInt(times);
                last = length;
            }
        }
        writer.Flush();
        return bytes.ToArray();
    }

    /// <summary>Several sets put together.</summary>
    public static Totals Of(IEnumerable<Totals> parts)
    {
        var all = new Totals();
        foreach (var part in parts) all.Add(part);
        return all;
    }

    public static Totals FromBytes(byte[] bytes)
    {
        var totals = new Totals();
        totals.Add(bytes);
        return totals;
    }

    /// <summary>Adds what <see cref="ToBytes"/> wrote of another set, without making that set again: there may be thousands.</summary>
    public void Add(ReadOnlySpan<byte> other)
    {
        for (int i = 0, tallies = Next(ref other); i < tallies; i++) _counts[i] += Next(ref other);
        for (int i = 0, waits = Next(ref other); i < waits; i++)
        {
            var length = 0;
            for (var entries = Next(ref other); entries > 0; entries--)
            {
                length += Next(ref other);
                AddMinutes((Wait)i, length, Next(ref other));
            }
        }
    }

    // Seven bits a byte, the least first; a set top bit says that more follow.
    private static int Next(ref ReadOnlySpan<byte> bytes)
    {
        uint value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = bytes[0];
            bytes = bytes[1..];
            value |= (next & 0x7Fu) << shift;
            if (next < 0x80) return (int)value;
        }
    }

    private static void AddPlace(DetentionFigures one, Instant now, Action<Tally, bool> count)
    {
        count(Tally.BailRefused, one.BailRefused);
        count(Tally.Requested, one.Requested);
        count(Tally.SecureRequested, one.SecureRequested);
        count(Tally.Accepted, one.Accepted);
        count(Tally.OfferedOther, one.OfferedOther);
        count(Tally.Declined, one.Declined);
        count(Tally.Answered, one.Answered);
        count(Tally.NoReply, one.NoReplyFrom <= now);
        count(Tally.Transferred, one.Transferred);
        count(Tally.RefusedNotSameDay, one.BailRefused && !one.CourtSameDay);
        count(Tally.TransferredNotSameDay, one.Transferred && !one.CourtSameDay);
        count(Tally.KeptAfterCharge, one.KeptAfterCharge);
        count(Tally.Certified, one is { KeptAfterCharge: true, Certified: true });
        if (!one.BailRefused) return;
        count(Tally.CourtKnown, one.CourtOutcome is not null);
        count(Tally.CourtBailed, Ordered(CourtOutcomeKind.Bailed));
        count(Tally.CourtRemandedToAuthority, Ordered(CourtOutcomeKind.RemandedLocalAuthority));
        count(Tally.CourtRemandedToYouthDetention, Ordered(CourtOutcomeKind.RemandedYouthDetention));

        bool Ordered(CourtOutcomeKind order) => one.CourtOutcome == Vocabulary<CourtOutcomeKind>.Word(order);
    }

    private int At(Wait wait, int place)
    {
        foreach (var (minutes, times) in InOrder(wait))
            if ((place -= times) < 0)
                return minutes;
        throw new ArgumentOutOfRangeException(nameof(place));
    }

    private (int Minutes, int Times)[] InOrder(Wait wait) =>
        _ordered[(int)wait] ??= [.. _minutes[(int)wait].OrderBy(length => length.Key).Select(length => (length.Key, length.Value))];

    private void AddMinutes(Wait wait, int minutes, int times)
    {
        _ordered[(int)wait] = null;
        _known[(int)wait] += times;
        var lengths = _minutes[(int)wait];
        ref var now = ref CollectionsMarshal.GetValueRefOrAddDefault(lengths, minutes, out _);
        if ((now += times) == 0) lengths.Remove(minutes);
    }
}
