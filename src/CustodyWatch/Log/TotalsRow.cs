using System.Data.Common;
using CustodyWatch.Pace.Oversight;
using Dapper;
using NodaTime;

namespace CustodyWatch.Log;

/// <summary>How detentions are divided for statistics, beside by force, suite and month.</summary>
public static class Dimensions
{
    public const string All = "all", Ethnicity = "ethnicity", Sex = "sex", Age = "age", LookedAfter = "lookedAfter";

    public static readonly IReadOnlyList<string> Names = [All, Ethnicity, Sex, Age, LookedAfter];

    /// <summary>The part of a dimension to which a detention belongs.</summary>
    public static string PartOf(string dimension, DetentionFigures figures) => dimension switch
    {
        Ethnicity => EthnicGroup.Of(figures.Ethnicity),
        Sex => figures.Sex,
        Age => figures.Age.ToString(System.Globalization.CultureInfo.InvariantCulture),
        LookedAfter => figures.LookedAfter ? "true" : "false",
        _ => "",
    };
}

/// <summary>Ended detentions of one month added up: of a suite, of a whole force, or of all forces together.</summary>
public sealed record TotalsRow
{
    /// <summary>What stands in the place of the suite.</summary>
    public const string WholeForce = "", AllForces = "*";

    public string Dimension { get; init; } = "";
    public string Suite { get; init; } = "";
    public string Month { get; init; } = "";
    public string Force { get; init; } = "";
    public string Part { get; init; } = "";
    public byte[] Content { get; init; } = [];

    private const string SameRow =
        "WHERE dimension = @Dimension AND suite = @Suite AND month = @Month AND force = @Force AND part = @Part";

    private const string SelectContent = $"SELECT content FROM totals {SameRow}";
    private const string UpdateContent = $"UPDATE totals SET content = @Content {SameRow}";
    private const string DeleteRow = $"DELETE FROM totals {SameRow}";
    private const string DeleteAll = "DELETE FROM totals";

    private const string InsertRow = """
        INSERT INTO totals (dimension, suite, month, force, part, content)
        VALUES (@Dimension, @Suite, @Month, @Force, @Part, @Content)
        """;

    private const string SelectKept = $"SELECT content FROM disposed_totals {SameRow}";
    private const string UpdateKept = $"UPDATE disposed_totals SET content = @Content {SameRow}";

    private const string InsertKept = """
        INSERT INTO disposed_totals (dimension, suite, month, force, part, content)
        VALUES (@Dimension, @Suite, @Month, @Force, @Part, @Content)
        """;

    private const string InsertAllKept = """
        INSERT INTO totals (dimension, suite, month, force, part, content)
        SELECT dimension, suite, month, force, part, content FROM disposed_totals
        """;

    /// <summary>What is read, of totals named <c>d</c>.</summary>
    public const string Columns = "d.suite, d.month, d.force, d.part, d.content";

    /// <summary>Adds an ended detention wherever it belongs, or takes it away again.</summary>
    public static async Task Add(DbConnection connection, DbTransaction transaction, FiguresRow one, Instant now, int sign)
    {
        foreach (var row in Of(one)) await row.Change(connection, transaction, one.Figures!, now, sign);
    }

    /// <summary>Keeps the part of a detention that is to be disposed of, so that the totals can be worked out again without it.</summary>
    public static async Task Keep(DbConnection connection, DbTransaction transaction, FiguresRow one, Instant now)
    {
        foreach (var row in Of(one))
        {
            var stored = await connection.ExecuteScalarAsync<byte[]?>(SelectKept, row, transaction);
            var totals = stored is null ? new Totals() : Totals.FromBytes(stored);
            totals.Add(one.Figures!, now, 1);
            await connection.ExecuteAsync(stored is null ? InsertKept : UpdateKept, row with { Content = totals.ToBytes() }, transaction);
        }
    }

    /// <summary>Empties the totals of everything but what was disposed of.</summary>
    public static async Task Begin(DbConnection connection, DbTransaction transaction)
    {
        await connection.ExecuteAsync(DeleteAll, transaction: transaction);
        await connection.ExecuteAsync(InsertAllKept, transaction: transaction);
    }

    private static IEnumerable<TotalsRow> Of(FiguresRow one) =>
        from place in new[] { (one.Force, one.Suite), (one.Force, WholeForce), ("", AllForces) }
        from dimension in Dimensions.Names
        select new TotalsRow
        {
            Dimension = dimension,
            Suite = place.Item2,
            Month = one.Month!,
            Force = place.Item1,
            Part = Dimensions.PartOf(dimension, one.Figures!),
        };

    private async Task Change(DbConnection connection, DbTransaction transaction, DetentionFigures figures, Instant now, int sign)
    {
        var stored = await connection.ExecuteScalarAsync<byte[]?>(SelectContent, this, transaction);
        var totals = stored is null ? new Totals() : Totals.FromBytes(stored);
        totals.Add(figures, now, sign);
        var sql = stored is null ? InsertRow : totals.IsEmpty ? DeleteRow : UpdateContent;
        await connection.ExecuteAsync(sql, this with { Content = totals.ToBytes() }, transaction);
    }
}
