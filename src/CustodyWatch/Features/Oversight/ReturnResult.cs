using System.Text;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Storage;
using Dapper;
using NodaTime;

namespace CustodyWatch.Features.Oversight;

/// <summary>
/// Rows of a return as CSV, a stretch at a time however many there are. They stand by month and within it in an order drawn by
/// lot, so that their order tells nothing either.
/// </summary>
internal sealed class ReturnResult(Database database, Return sheet, Scope scope, Period period, Instant now) : IResult
{
    private const int Stretch = 500;

    private const string Select = $"SELECT {FiguresRow.Columns} FROM figures d WHERE d.month = @month AND d.sample_key > @key AND";
    private const string SelectNext = "SELECT MIN(month) FROM figures WHERE month > @month AND month <= @last";

    public async Task ExecuteAsync(HttpContext http)
    {
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"custodywatch-{sheet.Name}.csv\"";
        var text = new StringBuilder(Csv.Line(sheet.Columns.Select(column => column.Heading)));
        await foreach (var row in Rows(http.RequestAborted))
        {
            text.Append(Csv.Line(sheet.Columns.Select(column => column.Cell(row, row.Figures!.At(now)))));
            if (text.Length < 64 * 1024) continue;
            await http.Response.WriteAsync(text.ToString(), http.RequestAborted);
            text.Clear();
        }
        await http.Response.WriteAsync(text.ToString(), http.RequestAborted);
    }

    /// <summary>Every row of the return.</summary>
    public async IAsyncEnumerable<FiguresRow> Rows([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        var (first, last) = period.Months();
        // A month at a time: that is where an index leads to, in one order whatever the scope.
        for (string? month = first; month is not null; month = await connection.ExecuteScalarAsync<string?>(SelectNext, new { month, last }))
        {
            var (key, rows) = (-1L, (List<FiguresRow>?)null);
            do
            {
                var parameters = new DynamicParameters(new { from = period.From, to = period.To, month, key, take = Stretch });
                var sql = $"{Select} {period.Where} AND {scope.Where(parameters, now)} ORDER BY d.sample_key {database.Dialect.First}";
                rows = (await FiguresRow.Read(connection, sql, parameters)).AsList();
                foreach (var row in rows) yield return row;
                if (rows.Count == Stretch) key = FiguresRow.KeyOf(rows[^1].DetentionId);
            }
            while (rows.Count == Stretch);
        }
    }
}
