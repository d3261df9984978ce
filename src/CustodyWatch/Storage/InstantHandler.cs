using System.Data;
using Dapper;
using Microsoft.Data.SqlClient;
using NodaTime;

namespace CustodyWatch.Storage;

/// <summary>An instant in a column: whole milliseconds since 1970 in SQLite, <c>datetime2(3)</c> in UTC in SQL Server.</summary>
public sealed class InstantHandler : SqlMapper.TypeHandler<Instant>
{
    // A time in the first hour of the year 1 has its warning in the year before, which datetime2 does not know.
    private static readonly Instant First = Instant.FromUtc(1, 1, 1, 0, 0);

    public override void SetValue(IDbDataParameter parameter, Instant value)
    {
        if (parameter is SqlParameter sqlServer)
        {
            sqlServer.SqlDbType = SqlDbType.DateTime2;
            sqlServer.Scale = 3;
            sqlServer.Value = Instant.Max(value, First).ToDateTimeUtc();
            return;
        }
        parameter.DbType = DbType.Int64;
        parameter.Value = value.ToUnixTimeMilliseconds();
    }

    public override Instant Parse(object value) => value is DateTime utc
        ? Instant.FromDateTimeUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc))
        : Instant.FromUnixTimeMilliseconds((long)value);
}
