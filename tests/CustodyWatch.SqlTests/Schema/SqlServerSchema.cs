using Microsoft.SqlServer.Dac.Model;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace CustodyWatch.SqlTests.Schema;

/// <summary>
/// What the SQL Server migrations come to, with no server: each change is made to the tables before it, and the result is given
/// to the schema model that resolves every name.
/// </summary>
public sealed class SqlServerSchema
{
    private readonly Dictionary<string, CreateTableStatement> _tables = [];
    private readonly Dictionary<string, CreateIndexStatement> _indexes = [];
    private readonly List<TSqlStatement> _data = [];

    private SqlServerSchema(IEnumerable<Script> scripts)
    {
        foreach (var script in scripts)
            foreach (var statement in TSql.Parse(script.Sql, script.Name).Statements())
                Make(script.Name, statement);
    }

    public static SqlServerSchema Of(IEnumerable<Script> scripts) => new(scripts);

    public IReadOnlyCollection<string> Tables => _tables.Keys;

    /// <summary>The rows that migrations write.</summary>
    public IReadOnlyList<TSqlStatement> Data => _data;

    /// <summary>Every column of text with the order it is compared by.</summary>
    public IEnumerable<(string Column, string? Collation)> Texts =>
        from table in _tables
        from column in table.Value.Definition.ColumnDefinitions
        where Storage(column) == "TEXT"
        select ($"{table.Key}.{column.ColumnIdentifier.Value}", column.Collation?.Value);

    /// <summary>The columns that a new row must be given.</summary>
    public IEnumerable<string> Required(string table) =>
        from column in _tables[table].Definition.ColumnDefinitions
        where column.DefaultConstraint is null && column.Constraints.OfType<NullableConstraintDefinition>().Any(one => !one.Nullable)
        select column.ColumnIdentifier.Value;

    public TSqlModel Model()
    {
        var model = new TSqlModel(SqlServerVersion.Sql160, new TSqlModelOptions());
        var write = new Sql160ScriptGenerator();
        foreach (var statement in _tables.Values.Concat<TSqlStatement>(_indexes.Values))
        {
            write.GenerateScript(statement, out var sql);
            model.AddObjects(sql);
        }
        return model;
    }

    public IReadOnlySet<string> Sentences()
    {
        var said = new HashSet<string>();
        foreach (var (name, table) in _tables) said.UnionWith(Sentences(name, table.Definition));
        foreach (var index in _indexes.Values)
            said.Add(Say.Index(
                index.Name.Value, index.Unique, index.OnName.Name(), index.Columns.Select(TSql.Name), index.FilterPredicate?.Text()));
        return said;
    }

    private static IEnumerable<string> Sentences(string table, TableDefinition definition)
    {
        foreach (var column in definition.ColumnDefinitions)
        {
            var (name, nullable) = (column.ColumnIdentifier.Value, column.Constraints.OfType<NullableConstraintDefinition>().SingleOrDefault());
            Assert.True(nullable is not null, $"{table}.{name} does not say whether it may be null.");
            yield return Say.Column(table, name, Storage(column), nullable.Nullable);
            foreach (var key in column.Constraints.OfType<UniqueConstraintDefinition>().Where(key => key.IsPrimaryKey))
                yield return Say.PrimaryKey(table, [name]);
            foreach (var key in column.Constraints.OfType<ForeignKeyConstraintDefinition>())
                yield return Say.ForeignKey(table, name, key.ReferenceTableName.Name(), key.ReferencedTableColumns.Single().Value);
        }
        foreach (var key in definition.TableConstraints.OfType<UniqueConstraintDefinition>().Where(key => key.IsPrimaryKey))
            yield return Say.PrimaryKey(table, key.Columns.Select(TSql.Name));
    }

    /// <summary>As which of SQLite's kinds the same column is kept there.</summary>
    private static string Storage(ColumnDefinition column) => ((SqlDataTypeReference)column.DataType).SqlDataTypeOption switch
    {
        SqlDataTypeOption.BigInt or SqlDataTypeOption.Int or SqlDataTypeOption.Bit or SqlDataTypeOption.DateTime2 => "INTEGER",
        SqlDataTypeOption.NVarChar => "TEXT",
        SqlDataTypeOption.VarBinary => "BLOB",
        SqlDataTypeOption.Float => "REAL",
        var other => $"{other}, which db/README.md does not name",
    };

    private void Make(string script, TSqlStatement statement)
    {
        switch (statement)
        {
            case CreateTableStatement table:
                _tables.Add(table.SchemaObjectName.Name(), table);
                break;
            case CreateIndexStatement index:
                _indexes.Add(index.Name.Value, index);
                break;
            case AlterTableAddTableElementStatement { Definition: var added } altered:
                Assert.True(added.ColumnDefinitions.Count < 2, $"{script} adds several columns in one statement; see Plain SQL in db/README.md.");
                var definition = _tables[altered.SchemaObjectName.Name()].Definition;
                foreach (var column in added.ColumnDefinitions) definition.ColumnDefinitions.Add(column);
                foreach (var constraint in added.TableConstraints) definition.TableConstraints.Add(constraint);
                break;
            case DropIndexStatement dropped:
                foreach (var clause in dropped.DropIndexClauses.Cast<DropIndexClause>()) _indexes.Remove(clause.Index.Value);
                break;
            case DropTableStatement dropped:
                foreach (var name in dropped.Objects) _tables.Remove(name.Name());
                break;
            case InsertStatement or UpdateStatement or DeleteStatement:
                _data.Add(statement);
                break;
            // SQL Server passes it over.
            case IfStatement only when only.Predicate.Text() == "SERVERPROPERTY('Babelfish') = 1":
                break;
            default:
                Assert.Fail($"{script}: SqlServerSchema does not know what {statement.GetType().Name} makes of a schema. Teach it.");
                break;
        }
    }
}
