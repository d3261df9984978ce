using System.Data.Common;
using CustodyWatch.Pace;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Retention;
using CustodyWatch.Pace.Settings;
using CustodyWatch.Storage;
using CustodyWatch.Storage.Sealing;
using Dapper;
using NodaTime;
using NodaTime.Text;

namespace CustodyWatch.Log.Projections;

/// <summary>What the time of keeping of a record that has ended goes by. A record whose child is in custody has none.</summary>
public sealed record RetentionRow
{
    public string DetentionId { get; init; } = "";
    public string Force { get; init; } = "";
    public string Suite { get; init; } = "";
    public string Grade { get; init; } = "";
    public Instant EndedAt { get; init; }

    /// <summary>The date of birth, or the latest it can be.</summary>
    public Sealed Born { get; init; } = "";

    /// <summary>The earliest it can be, told by the child's age alone.</summary>
    public string BornFrom { get; init; } = "";

    private const string DeleteRow = "DELETE FROM retention WHERE detention_id = @DetentionId";

    private const string InsertRow = """
        INSERT INTO retention (detention_id, force, suite, grade, ended_at, born, birth)
        VALUES (@DetentionId, @Force, @Suite, @Grade, @EndedAt, @BornFrom, @Born)
        """;

    /// <summary>The date of birth, of a retention named <c>d</c>.</summary>
    public const string Birth = "COALESCE(d.birth, d.born) AS born";

    private const string SelectOne = $"SELECT d.detention_id, d.force, d.suite, d.grade, d.ended_at, {Birth} FROM retention d WHERE d.detention_id = @detentionId";

    public LocalDate EndedOn => LondonTime.DateAt(EndedAt);

    public LocalDate BornOn => LocalDatePattern.Iso.Parse(Born.Text).Value;

    public KeepingRule Rule(LocalNumbers numbers) => KeepingRule.For(Vocabulary<RecordGrade>.Parse(Grade)!.Value, numbers);

    public LocalDate KeptUntil(LocalNumbers numbers) => Rule(numbers).KeptUntil(EndedOn, BornOn);

    public static Task<RetentionRow?> Find(DbConnection connection, string detentionId, DbTransaction? transaction = null) =>
        connection.QuerySingleOrDefaultAsync<RetentionRow>(SelectOne, new { detentionId }, transaction);

    /// <summary>Puts a record's row in place. Where an arrival never came, its time runs from the last that happened.</summary>
    public static void Replace(Writes writes, Record record, DetentionRow detention, ClockSheet sheet, bool isThere)
    {
        if (isThere) writes.Add(DeleteRow, new { record.DetentionId });
        var ended = detention.Status == DetentionRow.Awaited ? record.Events.Max(entry => entry.Occurred) : detention.EndedAt;
        if (ended is not { } endedAt) return;
        var born = KeepingRule.LatestBirth(sheet.Record.Arrived?.Child, endedAt);
        writes.Add(
            InsertRow,
            new RetentionRow
            {
                DetentionId = record.DetentionId,
                Force = record.Force,
                Suite = detention.Suite,
                Grade = Vocabulary<RecordGrade>.Word(KeepingRule.GradeOf(sheet.Record)),
                EndedAt = endedAt,
                Born = LocalDatePattern.Iso.Format(born),
                BornFrom = LocalDatePattern.Iso.Format(EarliestBirth(born, LondonTime.DateAt(endedAt))),
            });
    }

    private static LocalDate EarliestBirth(LocalDate born, LocalDate on) => on.PlusYears(-1 - Period.Between(born, on, PeriodUnits.Years).Years);
}
