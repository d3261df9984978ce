using System.Collections.Frozen;
using System.Data;
using System.Data.Common;
using Dapper;
using EvolveDb.Dialect;
using Microsoft.Data.SqlClient;
using NodaTime;

namespace CustodyWatch.Storage;

/// <summary>A force's data centre: any number of nodes on one database.</summary>
public sealed record SqlServerDialect(string ConnectionString) : Dialect
{
    private const int UniqueIndex = 2601, UniqueConstraint = 2627;

    private static readonly FrozenSet<int> Transient = new[]
    {
        1205, // chosen as the victim of a deadlock
        1222, 3960, // waited too long for a lock; the row changed under a snapshot
        -2, // no answer in time
        -1, 2, 20, 53, 64, 121, 233, 258, 10053, 10054, 10060, 10061, 11001, // the way to the server
        596, 6005, 17142, 17143, // the session was ended; the server stops or is paused
        926, 976, 978, 982, 983, 4060, 4221, // the database moves to another replica, or recovers
        10928, 10929, 40143, 40166, 40197, 40501, 40540, 40613, 49918, 49919, 49920, // a hosted server busy or reconfigured
    }.ToFrozenSet();

    public override string Name => "sqlserver";
    public override DBMS Engine => DBMS.SQLServer;
    public override bool SingleWriter => false;
    public override bool IsDistant => true;
    public override string Moved(string column, Duration by) => $"DATEADD(second, {(long)by.TotalSeconds}, {column})";
    public override string First => "OFFSET 0 ROWS FETCH NEXT @take ROWS ONLY";

    public override string AskTable => "SELECT COUNT(*) FROM sys.tables WHERE object_id = OBJECT_ID(@table)";

    public override DbConnection Connect() => new SqlConnection(ConnectionString);

    public override DbTransaction BeginReading(DbConnection connection) => connection.BeginTransaction(IsolationLevel.Snapshot);

    public override string AtOneMoment(string statements) => $"""
        SET TRANSACTION ISOLATION LEVEL SNAPSHOT;
        BEGIN TRANSACTION;
        {statements};
        COMMIT TRANSACTION
        """;

    /// <remarks>In one journey, unless it has too many parameters for that.</remarks>
    public override async Task<bool> SendAtOnce(DbConnection connection, Writes writes)
    {
        if (Joined.Of(writes.OnlyIf is { } only ? [only, .. writes.Waiting] : writes.Waiting) is not [var joined]) return await base.SendAtOnce(connection, writes);
        var sql = writes.OnlyIf is null ? Whole(joined.Texts) : WholeOnlyIf(joined.Texts[0], [.. joined.Texts.Skip(1)]);
        return await connection.ExecuteScalarAsync<int>(sql, joined.Values) == 1;
    }

    /// <summary>A transaction as one text.</summary>
    internal static string Whole(IReadOnlyList<string> statements) => $"""
        {Beginning}
        {string.Join(";\n", statements)};
        COMMIT TRANSACTION;
        SELECT 1
        """;

    /// <summary>A transaction as one text, of which nothing is carried out when the first changes no row.</summary>
    internal static string WholeOnlyIf(string first, IReadOnlyList<string> statements) => $"""
        {Beginning}
        {first};
        IF @@ROWCOUNT = 0
        BEGIN
        ROLLBACK TRANSACTION;
        SELECT 0;
        END
        ELSE
        BEGIN
        {string.Join(";\n", statements)};
        COMMIT TRANSACTION;
        SELECT 1;
        END
        """;

    private const string Beginning = """
        SET XACT_ABORT ON;
        SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
        BEGIN TRANSACTION;
        """;

    public override bool IsDuplicate(DbException exception) =>
        exception is SqlException { Number: UniqueIndex or UniqueConstraint };

    public override bool IsTransient(DbException exception) =>
        exception.IsTransient || (exception is SqlException { Errors: var errors } && errors.Cast<SqlError>().Any(error => Transient.Contains(error.Number)));
}
