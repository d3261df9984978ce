using System.Collections.Frozen;
using System.Data;
using System.Data.Common;
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
    public override bool SingleWriter => false;
    public override bool CommitsMayBeLost => true;
    public override string Moved(string column, Duration by) => $"DATEADD(second, {(long)by.TotalSeconds}, {column})";
    public override string First => "OFFSET 0 ROWS FETCH NEXT @take ROWS ONLY";

    public override DbConnection Connect() => new SqlConnection(ConnectionString);

    public override DbTransaction BeginReading(DbConnection connection) => connection.BeginTransaction(IsolationLevel.Snapshot);

    public override bool IsDuplicate(DbException exception) =>
        exception is SqlException { Number: UniqueIndex or UniqueConstraint };

    public override bool IsTransient(DbException exception) =>
        exception.IsTransient || (exception is SqlException { Errors: var errors } && errors.Cast<SqlError>().Any(error => Transient.Contains(error.Number)));
}
