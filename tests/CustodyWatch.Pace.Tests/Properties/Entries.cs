using CsCheck;
using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Pace.Tests.Properties;

/// <summary>Entries of a custody record that hang together: a leaving and its return, a rest and its end, charge and bail.</summary>
internal static class Entries
{
    private static readonly Gen<double> Sometime = Gen.Double[0, 1];
    private static readonly Gen<int> Lasting = Gen.Int[1, 140].Select(fives => fives * 5);

    private static readonly Gen<IEnumerable<Entry>> Authorisation = Gen.Int[0, 12].Select(fives => One(0, fives * 5, Facts.Authorised));

    private static readonly Gen<IEnumerable<Entry>> BookingIn = Single(Facts.People, Gen.Double[0, 0.15]);
    private static readonly Gen<IEnumerable<Entry>> Later = Single(Gen.OneOf(Facts.Welfare, Facts.Welfare, Facts.Investigation, Facts.People), Sometime);

    private static readonly Gen<IEnumerable<Entry>> Absence = Gen.Select(Sometime, Lasting, Gen.Bool, Facts.Enum<HospitalPurpose>(),
        (share, minutes, hospital, purpose) => hospital
            ? Two(share, minutes / 3, new LeftForHospital(purpose), new ReturnedFromHospital()).Concat(Bedside(share, minutes))
            : Two(share, minutes / 5, new LeftForOtherStation("NORTH"), new ArrivedAtStation("NORTH", purpose == HospitalPurpose.Evidence)));

    // Questioned at the bedside for the twenty minutes before the entry, in one hospital visit of four.
    private static IEnumerable<Entry> Bedside(double share, int minutes) =>
        minutes % 4 == 0 ? One(share, minutes / 6, new QuestionedInHospital(NodaConstants.UnixEpoch - Duration.FromMinutes(20), NodaConstants.UnixEpoch)) : [];

    private static readonly Gen<IEnumerable<Entry>> Rest = Gen.Select(Sometime, Lasting, Facts.Enum<RestEndCause>(),
        (share, minutes, cause) => Two(share, minutes, new RestStarted(), new RestEnded(cause)));

    private static readonly Gen<IEnumerable<Entry>> Interview = Gen.Select(Sometime, Lasting, Gen.Bool,
        (share, minutes, adult) => Two(share, minutes / 4, new InterviewStarted(adult, minutes % 3 == 0 ? new("1103", Rank.Superintendent) : null), new InterviewEnded()));

    private static readonly Gen<IEnumerable<Entry>> AfterCharge = Gen.Select(
        Sometime, Gen.Int[0, 15].Array[3], Gen.Bool, Gen.Bool, Gen.Select(Gen.Int[-10, 60], Facts.Accommodation).Array[0, 9],
        (share, gaps, refused, changed, after) =>
        {
            var decided = gaps[0] * 5;
            List<Entry> entries = [new(share, 0, Facts.Charged), new(share, decided, refused ? Facts.Refused : Facts.Granted)];
            if (changed) entries.Add(new(share, decided + 5 + (gaps[1] * 5), refused ? Facts.Granted : Facts.Refused));
            if (gaps[2] < 5) entries.AddRange([new(share, decided + (gaps[2] * 5), Facts.PlaceAsked), new(share, decided + 20 + (gaps[2] * 10), Facts.PlaceGiven)]);
            entries.AddRange(after.Select(entry => new Entry(share, entry.Item1 * 5, entry.Item2)));
            return (IEnumerable<Entry>)entries;
        });

    private static readonly Gen<IEnumerable<Entry>> End = Single(Facts.End, Gen.Double[0.2, 1]);

    /// <summary>What happened, with nothing put right.</summary>
    public static readonly Gen<IEnumerable<Entry>> Uncorrected = Gen.Select(
        Perhaps(Authorisation, 9),
        Many(BookingIn, 10),
        Many(Gen.Frequency((6, Later), (1, Absence), (1, Rest), (1, Interview)), 24),
        Perhaps(AfterCharge, 5),
        Perhaps(End, 6),
        (authorisation, booking, stay, charge, end) => (IEnumerable<Entry>)[.. authorisation, .. booking, .. stay, .. charge, .. end]);

    /// <summary>What happened, and up to five corrections of it, of one another, and of entries that never come, often at one time and of the same entry.</summary>
    public static readonly Gen<IEnumerable<Entry>> All = Gen.Select(
        Uncorrected,
        Gen.Select(Gen.OneOf(0, 0.2, 0.4, 0.6, 0.8, 1, 1.2), Gen.Frequency((2, Gen.Int[0, 999]), (1, Gen.Const(7))), Gen.Int[0, 9], Gen.Int[-60, 60]).Array[0, 5],
        (entries, mistakes) =>
        {
            Entry[] happened = [.. entries];
            return (IEnumerable<Entry>)[.. happened, .. mistakes.Select((mistake, n) => PutRight(happened, mistakes.Length, n, mistake))];
        });

    // The arrival comes before all entries, and corrections after them.
    private static Entry PutRight(Entry[] happened, int corrections, int own, (double Share, int Which, int How, int Fives) mistake)
    {
        const int NeverComing = 3;
        var first = happened.Length + 1;
        var target = mistake.How < 3 ? first + (mistake.Which % (corrections + NeverComing)) : mistake.Which % first;
        if (target == first + own) target = 1;
        Instant? time = mistake.How % 3 == 1 ? NodaConstants.UnixEpoch + Duration.FromMinutes(5 * mistake.Fives) : null;
        var data = mistake.How % 3 == 2 && target > 0 && target < first ? Facts.SaidOtherwise(happened[target - 1].Fact) : null;
        var action = time is null && data is null ? CorrectionAction.Retract : CorrectionAction.Replace;
        return new Entry(mistake.Share, 0, new Corrected(Detentions.Id(target), action, "Put right", time, data));
    }

    private static Gen<IEnumerable<Entry>> Single(Gen<Fact> fact, Gen<double> when) =>
        Gen.Select(when, fact, (share, what) => One(share, 0, what));

    private static Gen<IEnumerable<Entry>> Many(Gen<IEnumerable<Entry>> entries, int most) =>
        entries.Array[0, most].Select(groups => groups.SelectMany(group => group));

    private static Gen<IEnumerable<Entry>> Perhaps(Gen<IEnumerable<Entry>> entries, int timesInTen) =>
        Gen.Frequency((timesInTen, entries), (10 - timesInTen, Gen.Const<IEnumerable<Entry>>([])));

    private static IEnumerable<Entry> One(double share, int minutes, Fact fact) => [new(share, minutes, fact)];

    private static IEnumerable<Entry> Two(double share, int minutes, Fact first, Fact then) =>
        [new(share, 0, first), new(share, minutes, then)];
}
