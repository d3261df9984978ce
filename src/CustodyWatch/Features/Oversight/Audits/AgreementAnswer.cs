using System.Text;
using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Oversight;
using CustodyWatch.Storage;
using Dapper;
using NodaTime;

namespace CustodyWatch.Features.Oversight.Audits;

/// <summary>Agreement in the cases that the inspectorate graded in one month.</summary>
/// <param name="SelfHigher">Cases that the force graded better than the inspectorate did.</param>
public sealed record MonthAgreement(string Month, int Pairs, int Agree, int SelfHigher, int SelfLower, double? WeightedKappa);

/// <summary>How far the force's grades and the inspectorate's agree, and how that drifts over the months.</summary>
public sealed record AgreementAnswer(
    int Pairs, int Agree, double? WeightedKappa, string Weights, int SelfHigher, int SelfLower, IReadOnlyList<MonthAgreement> Months)
{
    private const string Select = $"""
        SELECT {GradeRow.Columns} FROM audit_grades d
        WHERE {GradeRow.IsLatest} AND EXISTS (SELECT 1 FROM audit_grades other WHERE other.detention_id = d.detention_id AND other.side <> d.side)
            AND
        """;

    public static async Task<AgreementAnswer> Read(
        Database database, Scope scope, Instant? from, Instant? to, Instant now, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        var parameters = new DynamicParameters();
        var rows = await connection.QueryAsync<GradeRow>($"{Select} {scope.Where(parameters, now)}", parameters);
        var pairs = rows.GroupBy(row => row.DetentionId)
            .Select(both => (
                Self: both.Single(row => row.Side == GradeRow.Self), Inspector: both.Single(row => row.Side == GradeRow.Inspector)))
            .Where(pair => !(pair.Inspector.GradedAt < from) && !(pair.Inspector.GradedAt >= to)).ToArray();
        var all = MonthOf("", pairs);
        return new(
            all.Pairs, all.Agree, all.WeightedKappa, "linear", all.SelfHigher, all.SelfLower,
            [.. pairs.GroupBy(pair => FiguresRow.MonthOf(pair.Inspector.GradedAt)).OrderBy(month => month.Key, StringComparer.Ordinal)
                .Select(month => MonthOf(month.Key, [.. month]))]);
    }

    private static MonthAgreement MonthOf(string month, IReadOnlyCollection<(GradeRow Self, GradeRow Inspector)> pairs)
    {
        var grades = pairs.Select(pair => (Self: GradeOf(pair.Self), Inspector: GradeOf(pair.Inspector))).ToArray();
        var agreement = Agreement.Of(grades);
        return new(
            month, agreement.Pairs, agreement.Agree, grades.Count(pair => pair.Self < pair.Inspector),
            grades.Count(pair => pair.Self > pair.Inspector), agreement.WeightedKappa);
    }

    private static Grade GradeOf(GradeRow row) => Vocabulary<Grade>.Parse(Encoding.UTF8.GetBytes(row.Grade))
        ?? throw new InvalidDataException($"Grade {row.Id} is no grade.");
}
