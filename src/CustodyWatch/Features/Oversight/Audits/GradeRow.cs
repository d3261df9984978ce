using System.Data.Common;
using System.Text.Json;
using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Pace.Oversight;
using CustodyWatch.Storage.Sealing;
using Dapper;
using NodaTime;

namespace CustodyWatch.Features.Oversight.Audits;

/// <summary>One grading of one case by one side.</summary>
public sealed record GradeRow
{
    /// <summary>The force's own grade, and the inspectorate's.</summary>
    public const string Self = "self", Inspector = "inspector";

    public string Id { get; init; } = "";
    public string DetentionId { get; init; } = "";
    public string Force { get; init; } = "";
    public string Suite { get; init; } = "";
    public string Side { get; init; } = "";
    public string Grade { get; init; } = "";
    public Sealed Note { get; init; } = "";

    /// <summary>Grades and reasons by area, as JSON.</summary>
    public Sealed Areas { get; init; } = "{}";

    public string GradedBy { get; init; } = "";
    public Instant GradedAt { get; init; }

    public const string Columns = "d.id, d.detention_id, d.force, d.suite, d.side, d.grade, d.note, d.areas, d.graded_by, d.graded_at";

    /// <summary>Among grades named <c>d</c>, the last that a side gave a case.</summary>
    public const string IsLatest = """
        NOT EXISTS (SELECT 1 FROM audit_grades later WHERE later.detention_id = d.detention_id AND later.side = d.side AND later.sequence > d.sequence)
        """;

    /// <summary>Which side somebody grades for.</summary>
    public static string SideOf(Caller caller) => caller.Role == Role.Inspectorate ? Inspector : Self;

    private const string InsertRow = """
        INSERT INTO audit_grades (id, detention_id, sequence, force, suite, side, grade, note, areas, graded_by, graded_at)
        SELECT @Id, @DetentionId, COUNT(*) + 1, @Force, @Suite, @Side, @Grade, @Note, @Areas, @GradedBy, @GradedAt
        FROM audit_grades WHERE detention_id = @DetentionId
        """;

    private const string SelectLatest = $"SELECT {Columns} FROM audit_grades d WHERE d.detention_id IN @ids AND {IsLatest} ORDER BY d.side";

    public Task Insert(DbConnection connection, DbTransaction transaction) => connection.ExecuteAsync(InsertRow, this, transaction);

    public static async Task<IReadOnlyList<GradeRow>> Latest(DbConnection connection, IEnumerable<string> ids, DbTransaction? transaction = null) =>
        [.. await connection.QueryAsync<GradeRow>(SelectLatest, new { ids = ids.ToArray() }, transaction)];
}

/// <summary>
/// What a side is told of the grades of a case: nothing of the other's before it has given its own, or their agreement would say
/// how often one was copied.
/// </summary>
/// <param name="Told">The grades it is told.</param>
/// <param name="Withheld">The side that has graded the case and is not told yet; null when there is none.</param>
public sealed record GradesTold(IReadOnlyList<GradeView> Told, string? Withheld)
{
    /// <param name="grades">The latest of each side.</param>
    /// <param name="side">Which side is told.</param>
    public static GradesTold To(string side, IEnumerable<GradeRow> grades)
    {
        var all = grades.ToArray();
        var tells = all.ToLookup(row => row.Side == side || Array.Exists(all, own => own.Side == side));
        return new([.. tells[true].Select(GradeView.Of)], tells[false].FirstOrDefault()?.Side);
    }
}

/// <summary>A grade as it is shown.</summary>
public sealed record GradeView(
    string Side, string Grade, string Note, IReadOnlyDictionary<string, AreaGrade> Areas, string GradedBy, Instant GradedAt)
{
    public static GradeView Of(GradeRow row) => new(
        row.Side, row.Grade, row.Note.Text, JsonSerializer.Deserialize<Dictionary<string, AreaGrade>>(row.Areas.Text, Json.Options)!, row.GradedBy, row.GradedAt);
}

/// <summary>What one area of a case is graded, and why.</summary>
public sealed record AreaGrade([Grades] string? Grade, [MayBeLeftOut] string? Reason);

/// <summary>The areas of a case that are read for themselves.</summary>
public static class Areas
{
    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>
    {
        ["necessity"] = "Was detention needed, and for so long?",
        ["adult"] = "Was an appropriate adult there without delay?",
        ["safeguarding"] = "Was vulnerability seen and acted on?",
        ["welfare"] = "Was the child fed, rested, visited and heard?",
        ["accommodation"] = "Was a place sought, and was any certificate right?",
        ["record"] = "Can what happened be told from the record?",
    };

    public static readonly IReadOnlyList<string> Grades = Pace.Custody.Vocabulary<Grade>.Words;
}
