using CustodyWatch.Http;
using CustodyWatch.Log.Keeping;
using CustodyWatch.Log.Projections;
using CustodyWatch.Log.Reference;
using CustodyWatch.Pace;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Retention;
using CustodyWatch.Storage;
using Dapper;
using NodaTime;
using NodaTime.Text;

namespace CustodyWatch.Features.Retention;

/// <summary>The records of a force that are due for review, that are to be disposed of, or that something holds.</summary>
public static class RetentionList
{
    public const string Due = "due", Decided = "decided", Held = "held";

    private static readonly string Serious = Vocabulary<RecordGrade>.Word(RecordGrade.Serious);

    public static readonly IReadOnlyList<string> States = [Due, Decided, Held];

    private const string Select = $"""
        SELECT x.id, x.custody_record_number, x.force, x.suite, x.version, x.status, d.grade, d.ended_at, {RetentionRow.Birth}
        FROM detentions x LEFT JOIN retention d ON d.detention_id = x.id
        """;

    private const string SelectOne = $"{Select} WHERE x.id = @id";

    // A serious record is reviewed at its own time; no other before it could be disposed of at all. A birth date is sealed, so the
    // statement goes by the earliest that it can be, and whoever is younger is left out afterwards.
    private const string SelectDue = $"""
        {Select}
        WHERE d.force = @force AND d.detention_id > @after
            AND ((d.grade = 'serious' AND d.ended_at < @serious)
                OR (d.born <= @bornBy AND ((d.grade = 'violent' AND d.ended_at < @violent) OR (d.grade = 'other' AND d.ended_at < @other))))
            AND NOT {HoldRow.Holds}
            AND NOT EXISTS (SELECT 1 FROM retention_decisions r WHERE r.detention_id = x.id AND {RetentionDecisionRow.Stands}
                AND (r.review_at > @now OR (r.decision = 'dispose' AND r.version = x.version)))
        ORDER BY d.detention_id
        """;

    private const string SelectDecided = $"""
        {Select}
        WHERE x.id > @after AND x.id IN (SELECT r.detention_id FROM retention_decisions r
            WHERE r.force = @force AND r.decision = 'dispose' AND {RetentionDecisionRow.Stands})
        ORDER BY x.id
        """;

    private const string SelectHeld = $"""
        {Select} WHERE x.id > @after AND x.id IN (SELECT held.detention_id FROM holds held WHERE held.force = @force) AND {HoldRow.Holds} ORDER BY x.id
        """;

    public static async Task<Page<KeptRecord>> Read(
        Database database, string force, string state, Paging paging, Instant now, CancellationToken cancel)
    {
        return await database.Read(
            async (connection, transaction) =>
            {
                var numbers = (await LocalNumbersRow.Of(connection, force, transaction)).At(now);
                var today = LondonTime.DateAt(now);
                var bornBy = today.PlusYears(-numbers.KeepRecordUntilAge);
                var parameters = new DynamicParameters(new
                {
                    force,
                    now,
                    after = paging.Text ?? "",
                    take = paging.Limit + 1,
                    serious = Before(RecordGrade.Serious),
                    violent = Before(RecordGrade.Violent),
                    other = Before(RecordGrade.Other),
                    bornBy = LocalDatePattern.Iso.Format(bornBy),
                });
                var sql = state == Due ? SelectDue : state == Decided ? SelectDecided : SelectHeld;
                var (rows, kept) = (new List<KeptRow>(), new List<KeptRow>());
                do
                {
                    if (rows.Count > 0) parameters.Add("after", rows[^1].Id);
                    rows = (await connection.QueryAsync<KeptRow>($"{sql} {database.Dialect.First}", parameters, transaction)).AsList();
                    kept.AddRange(rows.Where(row => state != Due || row.Grade == Serious || row.Retention!.BornOn <= bornBy));
                }
                while (kept.Count <= paging.Limit && rows.Count > paging.Limit);
                var page = await KeptRecord.Of(connection, transaction, [.. kept.Take(paging.Limit + 1)], numbers, now);
                return paging.Of(page, one => one, one => one.DetentionId);

                Instant Before(RecordGrade grade) => LondonTime.At(
                    today.PlusYears(-KeepingRule.For(grade, numbers).ReviewYears).PlusDays(1), LocalTime.Midnight);
            },
            cancel);
    }

    /// <summary>How long one record is kept, and all that was decided about it.</summary>
    public static Task<KeptRecord> One(Database database, DetentionRow detention, Instant now, CancellationToken cancel) => database.Read(
        async (connection, transaction) =>
        {
            var numbers = (await LocalNumbersRow.Of(connection, detention.Force, transaction)).At(now);
            var row = await connection.QuerySingleAsync<KeptRow>(SelectOne, new { id = detention.Id }, transaction);
            return (await KeptRecord.Of(connection, transaction, [row], numbers, now))[0];
        },
        cancel);
}
