using System.Globalization;
using CustodyWatch.SqlTests.Schema;
using Microsoft.SqlServer.Dac.Model;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace CustodyWatch.SqlTests.Statements;

/// <summary>
/// Asks the schema model about statements, each as the body of a procedure: whether they can be read, whether every table and
/// column is there, whether a row that is put in place has all it must have, and whether they keep to plain SQL.
/// </summary>
public static class StatementCheck
{
    /// <summary>What is wrong, in words; nothing when SQL Server would take them all.</summary>
    public static IReadOnlyList<string> Problems(IEnumerable<(string Name, string Sql)> statements)
    {
        var schema = SqlServerSchema.Of(Script.Of("sqlserver"));
        var (asked, problems) = (new Dictionary<string, (string Name, string Sql)>(), new List<string>());
        using var model = schema.Model();
        foreach (var statement in statements)
        {
            if (!CanBeRead(statement.Sql, out var script, out var fault))
            {
                problems.Add($"{statement.Name}: {fault}\n{statement.Sql}");
                continue;
            }
            problems.AddRange(Unusual(script).Concat(Missing(script, schema)).Select(problem => $"{statement.Name}: {problem}\n{statement.Sql}"));
            var procedure = string.Create(CultureInfo.InvariantCulture, $"p{asked.Count}");
            asked.Add(procedure, statement);
            model.AddObjects($"CREATE PROCEDURE dbo.{procedure} {Parameters(script)} AS\n{statement.Sql}");
        }
        foreach (var message in model.Validate())
        {
            var procedure = asked.Keys.FirstOrDefault(name => message.Message.Contains($"[dbo].[{name}]", StringComparison.Ordinal));
            var (name, sql) = procedure is null ? ("schema", "") : asked[procedure];
            problems.Add($"{name}: {message.Message}\n{sql}");
        }
        return problems;
    }

    public static bool CanBeRead(string sql, out TSqlScript script, out string fault)
    {
        script = (TSqlScript)new TSql160Parser(initialQuotedIdentifiers: true).Parse(new StringReader(sql), out var errors);
        fault = string.Join("; ", errors.Select(error => error.Message));
        return errors.Count == 0;
    }

    private static string Parameters(TSqlScript script) => string.Join(", ", script.ScriptTokenStream
        .Where(token => token.TokenType == TSqlTokenType.Variable).Select(token => token.Text).Distinct(StringComparer.OrdinalIgnoreCase)
        .Select(name => name + " nvarchar(4000)"));

    private static IEnumerable<string> Missing(TSqlScript script, SqlServerSchema schema)
    {
        foreach (var insert in script.Statements().OfType<InsertStatement>().Select(statement => statement.InsertSpecification))
        {
            var table = ((NamedTableReference)insert.Target).SchemaObject.Name();
            var named = insert.Columns.Select(column => column.MultiPartIdentifier.Identifiers[^1].Value).ToArray();
            var missing = schema.Required(table).Except(named).ToArray();
            if (missing.Length > 0) yield return $"{table} must have {string.Join(", ", missing)}";
            if (insert.InsertSource is ValuesInsertSource { RowValues: var rows } && rows.Any(row => row.ColumnValues.Count != named.Length))
                yield return "there are not as many values as columns";
        }
    }

    private static List<string> Unusual(TSqlScript script)
    {
        var unusual = new PlainSql();
        script.Accept(unusual);
        return unusual.Found;
    }

    /// <summary>What compatible engines do not take; see Plain SQL in db/README.md.</summary>
    private sealed class PlainSql : TSqlFragmentVisitor
    {
        public List<string> Found { get; } = [];

        public override void Visit(MergeStatement node) => Found.Add("MERGE");

        public override void Visit(TableHint node) => Found.Add("a table hint");

        public override void Visit(OptimizerHint node) => Found.Add("a hint to the optimizer");

        public override void Visit(BulkInsertBase node) => Found.Add("bulk copy");

        public override void Visit(CreateOrAlterProcedureStatement node) => Found.Add("CREATE OR ALTER");
    }
}
