namespace CustodyWatch.SqlTests.Schema;

/// <summary>Both engines hold the same: a migration that is made on one side only fails here.</summary>
public sealed class ParityTests
{
    private static readonly IReadOnlyList<Script> Sqlite = Script.Of("sqlite"), SqlServer = Script.Of("sqlserver");

    [Fact]
    public void Each_migration_stands_in_both_folders_under_the_same_number_and_name()
    {
        Assert.NotEmpty(Sqlite);
        Assert.Equal(Sqlite.Select(script => script.Name), SqlServer.Select(script => script.Name));
    }

    [Fact]
    public void Tables_columns_nullability_keys_and_indexes_are_the_same() =>
        Assert.Empty(Differences(Sqlite, SqlServer));

    [Fact]
    public void The_schema_model_of_SQL_Server_finds_nothing_to_say()
    {
        using var model = SqlServerSchema.Of(SqlServer).Model();
        Assert.Empty(model.Validate().Select(message => message.ToString()));
    }

    [Fact]
    public void Text_is_compared_by_code_point_whatever_the_server_prefers() =>
        Assert.All(SqlServerSchema.Of(SqlServer).Texts, text => Assert.True(text.Collation == "Latin1_General_100_BIN2", text.Column));

    [Theory]
    [InlineData("ALTER TABLE alerts ADD COLUMN shade TEXT NULL;", "ALTER TABLE alerts ADD shade nvarchar(9) COLLATE Latin1_General_100_BIN2 NULL;", 0)]
    [InlineData("ALTER TABLE alerts ADD COLUMN shade TEXT NULL;", "-- nothing", 1)]
    [InlineData("-- nothing yet", "ALTER TABLE alerts ADD shade int NULL;", 1)]
    [InlineData("ALTER TABLE alerts ADD COLUMN shade TEXT NULL;", "ALTER TABLE alerts ADD shade int NULL;", 2)]
    [InlineData("ALTER TABLE alerts ADD COLUMN shade INTEGER NULL;", "ALTER TABLE alerts ADD shade int NOT NULL;", 2)]
    [InlineData("CREATE INDEX ix ON alerts (due_at);", "CREATE UNIQUE INDEX ix ON alerts (due_at);", 2)]
    [InlineData("CREATE INDEX ix ON alerts (due_at) WHERE due_at IS NOT NULL;", "CREATE INDEX ix ON alerts (due_at);", 2)]
    [InlineData("CREATE TABLE one (id INTEGER NOT NULL PRIMARY KEY);", "CREATE TABLE one (id int NOT NULL);", 1)]
    public void A_change_on_one_side_only_is_noticed(string sqlite, string sqlServer, int differences) =>
        Assert.Equal(differences, Differences([.. Sqlite, new("9999.sql", sqlite)], [.. SqlServer, new("9999.sql", sqlServer)]).Count);

    private static List<string> Differences(IEnumerable<Script> sqlite, IEnumerable<Script> sqlServer)
    {
        var (one, other) = (SqliteSchema.Of(sqlite), SqlServerSchema.Of(sqlServer).Sentences());
        return
        [
            .. one.Except(other).Order().Select(said => $"only in SQLite: {said}"),
            .. other.Except(one).Order().Select(said => $"only in SQL Server: {said}"),
        ];
    }
}
