using System.Data.Common;
using System.Globalization;
using CustodyWatch.Pace.Oversight;
using CustodyWatch.Storage;
using Dapper;
using NodaTime;

namespace CustodyWatch.Log.Projections;

/// <summary>How detentions are divided for statistics, beside by force, suite and month.</summary>
public static class Dimensions
{
    public const string All = "all", Ethnicity = "ethnicity", Sex = "sex", Age = "age", LookedAfter = "lookedAfter";

    public static readonly IReadOnlyList<string> Names = [All, Ethnicity, Sex, Age, LookedAfter];

    /// <summary>The same as all, a year and a quarter at a time: so many suites are read month by month only at the ends of a period.</summary>
    public const string Years = "years", Quarters = "quarters";

    /// <summary>All under which totals are kept.</summary>
    public static readonly IReadOnlyList<string> Stored = [.. Names, Years, Quarters];

    /// <summary>As totals of this version are kept, beside those that another version still reads while both run.</summary>
    public static string Kept(string dimension) => string.Create(CultureInfo.InvariantCulture, $"{FiguresRow.Current}:{dimension}");

    /// <summary>That of this version there is a row under it says that its totals hold what was disposed of. It goes when they go.</summary>
    public const string Disposed = "disposed";

    /// <summary>All that this version keeps.</summary>
    public static IReadOnlyList<string> AllKept => [.. Stored.Select(Kept), Kept(Disposed)];

    /// <summary>The quarter of a month, <c>2026-2</c>.</summary>
    public static string QuarterOf(string month) =>
        $"{month[..4]}-{((int.Parse(month.AsSpan(5), CultureInfo.InvariantCulture) + 2) / 3).ToString(CultureInfo.InvariantCulture)}";

    /// <summary>The part of a dimension to which a detention belongs.</summary>
    public static string PartOf(string dimension, DetentionFigures figures) => dimension switch
    {
        Ethnicity => EthnicGroup.Of(figures.Ethnicity),
        Sex => figures.Sex,
        Age => figures.Age.ToString(CultureInfo.InvariantCulture),
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
    private const string DeleteOthers = "DELETE FROM totals WHERE dimension NOT IN @kept";

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

    private const string IsCounted = """
        EXISTS (SELECT 1 FROM totals t WHERE t.dimension = @kept AND t.suite = d.suite AND t.month = d.month AND t.force = d.force AND t.part = d.part)
        """;

    private const string SelectAllCounted = $"SELECT {Columns} FROM disposed_totals d WHERE d.dimension = @dimension AND {IsCounted}";

    private const string InsertAllKept = $"""
        INSERT INTO totals (dimension, suite, month, force, part, content)
        SELECT @kept, d.suite, d.month, d.force, d.part, d.content FROM disposed_totals d WHERE d.dimension = @dimension AND NOT {IsCounted}
        """;

    /// <summary>What is read, of totals named <c>d</c>.</summary>
    public const string Columns = "d.suite, d.month, d.force, d.part, d.content";

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
    public static async Task Begin(DbConnection connection, DbTransaction transaction, Dialect dialect)
    {
        await connection.ExecuteAsync(DeleteAll, transaction: transaction);
        await BringDisposed(connection, transaction, dialect);
    }

    /// <summary>Whether the totals of this version hold what was disposed of.</summary>
    public static async Task<bool> HoldDisposed(DbConnection connection, DbTransaction? transaction = null) =>
        await connection.ExecuteScalarAsync<byte[]?>(SelectContent, OfDisposed, transaction) is not null;

    /// <summary>
    /// Adds what was disposed of to the totals of this version, which it can be worked out for by none: where a version before made no
    /// such totals, or took them away. In a transaction that keeps out other writers.
    /// </summary>
    public static async Task BringDisposed(DbConnection connection, DbTransaction transaction, Dialect dialect)
    {
        if (await HoldDisposed(connection, transaction)) return;
        foreach (var dimension in Dimensions.Stored)
        {
            var (totals, of) = (new TotalsChanges(), new { dimension, kept = Dimensions.Kept(dimension) });
            foreach (var row in await connection.QueryAsync<TotalsRow>(SelectAllCounted, of, transaction)) totals.Add(row with { Dimension = of.kept });
            await totals.Put(connection, transaction, dialect);
            await connection.ExecuteAsync(InsertAllKept, of, transaction);
        }
        await connection.ExecuteAsync(InsertRow, OfDisposed, transaction);
    }

    private static TotalsRow OfDisposed => new() { Dimension = Dimensions.Kept(Dimensions.Disposed) };

    /// <summary>Where a detention belongs.</summary>
    internal static IEnumerable<TotalsRow> Of(FiguresRow one)
    {
        foreach (var (force, suite) in new[] { (one.Force, one.Suite), (one.Force, WholeForce), ("", AllForces) })
        {
            foreach (var dimension in Dimensions.Names) yield return Place(dimension, one.Month!);
            if (suite == AllForces) continue;
            yield return Place(Dimensions.Years, one.Month![..4]);
            yield return Place(Dimensions.Quarters, Dimensions.QuarterOf(one.Month!));

            TotalsRow Place(string dimension, string month) => new()
            {
                Dimension = dimension,
                Suite = suite,
                Month = month,
                Force = force,
                Part = Dimensions.PartOf(dimension, one.Figures!),
            };
        }
    }

    /// <summary>Removes the totals of other versions, once nothing is counted in them alone.</summary>
    public static Task ClearOthers(DbConnection connection, DbTransaction transaction) =>
        connection.ExecuteAsync(DeleteOthers, new { kept = Dimensions.AllKept }, transaction);

    internal Asked<byte[]> Ask(Reads reads) => reads.Of<byte[]>(SelectContent, this);

    /// <summary>Adds what is to be added to the totals of one place, or takes it away.</summary>
    internal void Change(Writes writes, byte[]? stored, Totals change)
    {
        var totals = stored is null ? new Totals() : Totals.FromBytes(stored);
        totals.Add(change);
        writes.Add(stored is null ? InsertRow : totals.IsEmpty ? DeleteRow : UpdateContent, this with { Content = totals.ToBytes() });
    }
}

/// <summary>What is to be added to the totals, put together first: of many detentions most belong in the same places.</summary>
public sealed class TotalsChanges
{
    private readonly Dictionary<TotalsRow, Totals> _changes = [];
    private Dictionary<TotalsRow, Asked<byte[]>> _stored = [];

    /// <summary>Adds an ended detention wherever it belongs, or takes it away again.</summary>
    public void Add(FiguresRow one, Instant now, int sign)
    {
        foreach (var place in TotalsRow.Of(one)) Of(place with { Dimension = Dimensions.Kept(place.Dimension) }).Add(one.Figures!, now, sign);
    }

    /// <summary>Adds what was added up already.</summary>
    internal void Add(TotalsRow row) => Of(row with { Content = [] }).Add(row.Content);

    /// <summary>Asks for what is to be changed.</summary>
    public void Ask(Reads reads) => _stored = _changes.Keys.ToDictionary(place => place, place => place.Ask(reads));

    /// <summary>Puts everything in place, once what is to be changed was fetched.</summary>
    public void Put(Writes writes)
    {
        foreach (var (place, change) in _changes) place.Change(writes, _stored[place].Only, change);
        _changes.Clear();
    }

    /// <summary>All of it, in a transaction that keeps out other writers.</summary>
    public async Task Put(DbConnection connection, DbTransaction transaction, Dialect dialect)
    {
        var (reads, writes) = (new Reads(), new Writes());
        Ask(reads);
        await reads.Fetch(connection, transaction, dialect);
        Put(writes);
        await writes.Send(connection, transaction, dialect);
    }

    private Totals Of(TotalsRow place) => _changes.TryGetValue(place, out var totals) ? totals : _changes[place] = new Totals();
}
