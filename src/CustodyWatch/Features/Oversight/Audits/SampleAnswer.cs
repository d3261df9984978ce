using System.Data.Common;
using System.Globalization;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Pace.Oversight;
using CustodyWatch.Storage;
using Dapper;
using NodaTime;

namespace CustodyWatch.Features.Oversight.Audits;

/// <summary>How many cases, and the seed that draws the same ones again.</summary>
public sealed record SampleRequest(int Size, string Seed, Instant? From, Instant? To)
{
    internal const int Usual = 10, Most = 500, LongestSeed = 100;

    public static SampleRequest Read(Query query, string? size, string? seed, string? from, string? to)
    {
        var count = Usual;
        if (Query.Given(size) is { } text && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count) || count is < 1 or > Most))
            query.Wrong("size", $"must be a number from 1 to {Most}");
        var drawn = Query.Given(seed) ?? "1";
        if (Worded.TooLong(drawn, LongestSeed) is { } wrong) query.Wrong("seed", wrong);
        var (since, until) = query.Between(from, to);
        return new(count, drawn, since, until);
    }
}

/// <summary>A case drawn for audit.</summary>
/// <param name="Id">By which it is graded.</param>
/// <param name="Grades">What has been said of it so far, the latest of each side; the other side's once one's own is given.</param>
/// <param name="Withheld">The side whose grade is not told before one's own is given; null when there is none.</param>
public sealed record SampledCase(
    string Id, string CustodyRecordNumber, string Force, string Suite, string Stratum, Instant ArrivedAt, Instant EndedAt,
    IReadOnlyList<GradeView> Grades, string? Withheld);

/// <summary>Cases drawn by lot from each stratum in turn, so that the rare kinds are among them; the same seed draws the same.</summary>
public sealed record SampleAnswer(int Size, string Seed, IReadOnlyList<SampledCase> Items, string? Next = null)
{
    private const string Select = """
        SELECT d.detention_id, d.force, d.suite, d.stratum, d.sample_key, d.arrived_at, d.ended_at, r.custody_record_number
        FROM figures d JOIN records r ON r.detention_id = d.detention_id
        WHERE d.stratum = @stratum AND
        """;

    private sealed record Row
    {
        public string DetentionId { get; init; } = "";
        public string Force { get; init; } = "";
        public string Suite { get; init; } = "";
        public string Stratum { get; init; } = "";
        public string CustodyRecordNumber { get; init; } = "";
        public Instant ArrivedAt { get; init; }
        public Instant EndedAt { get; init; }
    }

    /// <summary>The part of it that is asked for; the place where a page ends is how many came before.</summary>
    public SampleAnswer Part(Paging paging)
    {
        var passed = (int)Math.Clamp(paging.Number ?? 0, 0, Items.Count);
        var page = paging.Of([.. Items.Skip(passed).Take(paging.Limit + 1)], item => item, _ => passed + paging.Limit);
        return this with { Items = page.Items, Next = page.Next };
    }

    /// <param name="side">For which side it is drawn.</param>
    public static Task<SampleAnswer> Read(
        Database database, Scope scope, SampleRequest asked, string side, Instant now, CancellationToken cancel) => database.Read(
        async (connection, transaction) =>
        {
            // An equal share of each is enough, unless one has too few.
            var share = (asked.Size + CaseStratum.All.Count - 1) / CaseStratum.All.Count;
            var strata = await Draw(share);
            if (strata.Exists(stratum => stratum.Count < share)) strata = await Draw(asked.Size);
            var drawn = new List<Row>();
            while (drawn.Count < asked.Size && strata.Exists(stratum => stratum.Count > 0))
                foreach (var stratum in strata)
                    if (drawn.Count < asked.Size && stratum.TryDequeue(out var next))
                        drawn.Add(next);
            var grades = (await GradeRow.Latest(connection, drawn.Select(row => row.DetentionId), transaction)).ToLookup(row => row.DetentionId);
            return new SampleAnswer(asked.Size, asked.Seed,
            [
                .. drawn.Select(row =>
                {
                    var (told, withheld) = GradesTold.To(side, grades[row.DetentionId]);
                    return new SampledCase(
                        row.DetentionId, row.CustodyRecordNumber, row.Force, row.Suite, row.Stratum, row.ArrivedAt, row.EndedAt, told, withheld);
                }),
            ]);

            async Task<List<Queue<Row>>> Draw(int size)
            {
                var drawn = new List<Queue<Row>>();
                foreach (var stratum in CaseStratum.All)
                    drawn.Add(new(await SampleAnswer.Draw(connection, transaction, database.Dialect, scope, asked with { Size = size }, stratum, now)));
                return drawn;
            }
        },
        cancel);

    // All cases of a stratum stand in one order drawn by lot; a seed says where in it to begin, and after the last comes the first.
    private static async Task<IReadOnlyList<Row>> Draw(
        DbConnection connection, DbTransaction transaction, Dialect dialect, Scope scope, SampleRequest asked, string stratum, Instant now)
    {
        var start = FiguresRow.KeyOf($"{asked.Seed}/{stratum}");
        var (period, rows) = (new Period(asked.From, asked.To), new List<Row>());
        foreach (var side in new[] { "d.sample_key >= @start", "d.sample_key < @start" })
        {
            if (rows.Count >= asked.Size) break;
            var parameters = new DynamicParameters(new { stratum, start, from = asked.From, to = asked.To, take = asked.Size - rows.Count });
            rows.AddRange(await connection.QueryAsync<Row>(
                $"{Select} {side} AND {period.Where} AND {scope.Where(parameters, now)} ORDER BY d.sample_key {dialect.First}", parameters, transaction));
        }
        return rows;
    }
}
