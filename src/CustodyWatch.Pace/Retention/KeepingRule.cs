using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Settings;
using NodaTime;

namespace CustodyWatch.Pace.Retention;

/// <summary>
/// How grave the offences on a custody record are, after the review groups 1 to 3 of the College of Policing's APP on review,
/// retention and disposal: violent or sexual and triable only on indictment; violent or sexual; any other. Who was arrested
/// counts as who was charged.
/// </summary>
public enum RecordGrade { Serious, Violent, Other }

/// <summary>
/// How long a custody record of one grade is kept after the detention ended, and when it is reviewed, in whole years by the LOCAL
/// numbers of the force. A claim in tort may be brought for six years after the child's eighteenth birthday (Limitation Act 1980
/// ss2, 28), so no record goes before an age either.
/// </summary>
public sealed record KeepingRule
{
    private KeepingRule(RecordGrade grade, int keepYears, int reviewYears, int untilAge) =>
        (Grade, KeepYears, ReviewYears, UntilAge) = (grade, keepYears, reviewYears, untilAge);

    /// <summary>The grade it is for.</summary>
    public RecordGrade Grade { get; }

    /// <summary>Years after the end of the detention before which it is never disposed of.</summary>
    public int KeepYears { get; }

    /// <summary>Years after the end of the detention when it is first reviewed.</summary>
    public int ReviewYears { get; }

    /// <summary>The age in years before which it is never disposed of.</summary>
    public int UntilAge { get; }

    /// <summary>The rule for a grade, by the numbers in force.</summary>
    public static KeepingRule For(RecordGrade grade, LocalNumbers numbers) => grade switch
    {
        RecordGrade.Serious => new(grade, numbers.KeepSeriousRecordYears, numbers.ReviewSeriousRecordYears, numbers.KeepRecordUntilAge),
        RecordGrade.Violent => new(grade, numbers.KeepViolentRecordYears, numbers.ReviewViolentRecordYears, numbers.KeepRecordUntilAge),
        _ => new(grade, numbers.KeepOtherRecordYears, numbers.ReviewOtherRecordYears, numbers.KeepRecordUntilAge),
    };

    /// <summary>The grade of a record, by every offence the child was arrested for or charged with.</summary>
    public static RecordGrade GradeOf(CustodyRecord record)
    {
        var offences = record.EventsAndAfterEnd
            .SelectMany(one => one.Fact switch { Arrived arrived => arrived.Offences, Charged charged => charged.Offences, _ => [] })
            .Where(offence => offence.ViolentOrSexual).ToArray();
        return offences.Any(offence => offence.Class == OffenceClass.IndictableOnly) ? RecordGrade.Serious
            : offences.Length > 0 ? RecordGrade.Violent : RecordGrade.Other;
    }

    /// <summary>
    /// The child's date of birth, or the latest it can be, on a record that ended at an instant: one of no known age is taken to be the
    /// youngest who can be held.
    /// </summary>
    public static LocalDate LatestBirth(Child? child, Instant ended) =>
        child?.DateOfBirth ?? LondonTime.DateAt(ended).PlusYears(-(child?.ApparentAge ?? Ages.Criminal));

    /// <summary>The first day on which it may be disposed of.</summary>
    public LocalDate KeptUntil(LocalDate ended, LocalDate born) => LocalDate.Max(ended.PlusYears(KeepYears), born.PlusYears(UntilAge));

    /// <summary>The day of the first review: of a serious record its own; of another, not before it may be disposed of at all.</summary>
    public LocalDate FirstReview(LocalDate ended, LocalDate born) => Grade == RecordGrade.Serious
        ? ended.PlusYears(ReviewYears)
        : LocalDate.Max(ended.PlusYears(ReviewYears), born.PlusYears(UntilAge));

    /// <summary>
    /// The first day on which what a refused event said may go, where it belongs to no record: as many years after it was received as the
    /// least grave record is kept, or some days after somebody decided about it.
    /// </summary>
    public static LocalDate RefusedUntil(LocalDate received, LocalDate? decided, LocalNumbers numbers) =>
        decided?.PlusDays(numbers.KeepDecidedRefusalDays) ?? received.PlusYears(numbers.KeepOtherRecordYears);

    /// <summary>The rule in words, as it is kept of a record that was disposed of.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{Vocabulary<RecordGrade>.Word(Grade)}: kept {KeepYears} years after the detention ended and until the age of {UntilAge}");
}
