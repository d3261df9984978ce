using NodaTime;

namespace CustodyWatch.Pace.Settings;

/// <summary>
/// The LOCAL numbers of a force: service levels where the law says "as soon as practicable" and gives no number. Minutes,
/// hours and years are whole and positive. None of them is law.
/// </summary>
public sealed record LocalNumbers
{
    public int SoftLimitHours { get; init; } = 12;
    public int CourtListingMinutes { get; init; } = 60;
    public int ReleaseAfterReviewMinutes { get; init; } = 30;
    public int CustodyOfficerMinutes { get; init; } = 30;
    public int RightsMinutes { get; init; } = 30;
    public int RightsWithAdultMinutes { get; init; } = 15;
    public int ResponsiblePersonMinutes { get; init; } = 60;
    public int LocalAuthorityMinutes { get; init; } = 60;
    public int AdultRequestedMinutes { get; init; } = 30;
    public int AdultArrivalMinutes { get; init; } = 120;
    public int LegalAdviserMinutes { get; init; } = 120;
    public int RiskAssessmentMinutes { get; init; } = 30;
    public int NamedWomanMinutes { get; init; } = 30;
    public int PersonalNeedsMinutes { get; init; } = 60;
    public int SocialCareMinutes { get; init; } = 120;
    public int ChildRequestMinutes { get; init; } = 15;

    /// <summary>Recognised mealtimes, Europe/London (Code C 8.6), in the order of the day, each once.</summary>
    public IReadOnlyList<LocalTime> MealTimes { get; init => field = [.. value.Distinct().Order()]; } = [new(8, 0), new(12, 30), new(17, 30)];

    public int MealGraceMinutes { get; init; } = 60;
    public int FoodTakenHours { get; init; } = 12;
    public int DrinkHours { get; init; } = 4;
    public int HealthcareMinutes { get; init; } = 60;
    public int HealthcareUrgentMinutes { get; init; } = 15;
    public int BailDecisionMinutes { get; init; } = 30;
    public int AccommodationRequestMinutes { get; init; } = 30;
    public int AccommodationReplyMinutes { get; init; } = 60;
    public int AccommodationTransferMinutes { get; init; } = 120;
    public int CertificateMinutes { get; init; } = 120;
    public int EarlyNoticeHours { get; init; } = 4;
    public LocalTime EarlyNoticeLocalTime { get; init; } = new(17, 0);

    /// <summary>What a day or part of one in a cell costs the force, in pounds; null until the force says so.</summary>
    public int? CellDayPounds { get; init; }

    /// <summary>
    /// Years after release that a record is kept, and after which it is first reviewed, by how grave it is: groups 1 to 3 of the
    /// College of Policing's APP on review, retention and disposal; the NPCC's schedule keeps a custody record seven years.
    /// </summary>
    public int KeepSeriousRecordYears { get; init; } = 90;

    public int ReviewSeriousRecordYears { get; init; } = 10;
    public int KeepViolentRecordYears { get; init; } = 10;
    public int ReviewViolentRecordYears { get; init; } = 10;
    public int KeepOtherRecordYears { get; init; } = 7;
    public int ReviewOtherRecordYears { get; init; } = 7;

    /// <summary>An age before which no record is disposed of: six years from 18 to sue in (Limitation Act 1980 ss2, 28), and one to serve.</summary>
    public int KeepRecordUntilAge { get; init; } = 25;

    /// <summary>
    /// Days after it was readmitted or discarded that what a refused event said is kept, where it belongs to no record. One that nobody
    /// decided about is kept <see cref="KeepOtherRecordYears"/>.
    /// </summary>
    public int KeepDecidedRefusalDays { get; init; } = 31;
}

/// <summary>The LOCAL numbers of a force over time, so that a past night is judged by the settings of that night.</summary>
public sealed class LocalSettings
{
    private readonly (Instant From, LocalNumbers Numbers)[] _dated;

    /// <summary>The defaults, in force always.</summary>
    public static readonly LocalSettings Default = new([]);

    /// <summary>Settings that take effect at given instants; before the first, the defaults hold.</summary>
    public LocalSettings(IEnumerable<(Instant From, LocalNumbers Numbers)> changes)
    {
        _dated = [(Instant.MinValue, new LocalNumbers()), .. changes.OrderBy(change => change.From)];
        EveryMealTime = [.. _dated.SelectMany(dated => dated.Numbers.MealTimes).Distinct().Order()];
    }

    /// <summary>Every mealtime that was recognised at any instant, in the order of the day.</summary>
    public IReadOnlyList<LocalTime> EveryMealTime { get; }

    /// <summary>The numbers in force at an instant; a change holds from its own instant on.</summary>
    public LocalNumbers At(Instant at)
    {
        for (var i = _dated.Length - 1; i > 0; i--)
            if (_dated[i].From <= at)
                return _dated[i].Numbers;
        return _dated[0].Numbers;
    }
}
