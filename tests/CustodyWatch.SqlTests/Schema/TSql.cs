using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace CustodyWatch.SqlTests.Schema;

/// <summary>Reads T-SQL.</summary>
public static class TSql
{
    public static TSqlScript Parse(string sql, string name)
    {
        var script = (TSqlScript)new TSql160Parser(initialQuotedIdentifiers: true).Parse(new StringReader(sql), out var errors);
        Assert.True(errors.Count == 0, $"{name}: {string.Join("; ", errors.Select(error => $"line {error.Line}: {error.Message}"))}\n{sql}");
        return script;
    }

    public static IEnumerable<TSqlStatement> Statements(this TSqlScript script) => script.Batches.SelectMany(batch => batch.Statements);

    /// <summary>A part as it was written.</summary>
    public static string Text(this TSqlFragment part) => string.Concat(
        part.ScriptTokenStream.Skip(part.FirstTokenIndex).Take(part.LastTokenIndex - part.FirstTokenIndex + 1).Select(token => token.Text));

    public static string Name(this ColumnWithSortOrder column) => column.Column.MultiPartIdentifier.Identifiers[^1].Value;

    public static string Name(this SchemaObjectName name) => name.BaseIdentifier.Value;
}
