using System.Globalization;
using Dapper;
using Microsoft.Data.SqlClient;

namespace CustodyWatch.Tests.Harness;

/// <summary>
/// The database that belongs to a data folder: a file in it, or, when <c>CUSTODYWATCH_TEST_SQLSERVER</c> says where a SQL Server
/// is, a database there of the folder's own name.
/// </summary>
public static class TestDatabase
{
    public const string Variable = "CUSTODYWATCH_TEST_SQLSERVER";

    // A compatible engine that makes two databases at once may fail at one of them.
    private static readonly SemaphoreSlim OneAtATime = new(1);

    public static string? Server => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } server ? server : null;

    /// <summary>The settings by which a service finds it, made when it is not there.</summary>
    public static async Task<Dictionary<string, string>> SettingsOf(string folder)
    {
        if (Server is null) return [];
        var name = NameOf(folder);
        await InTurn(async connection =>
        {
            if (await connection.ExecuteScalarAsync<int?>("SELECT DB_ID(@name)", new { name }) is not null) return;
            await connection.ExecuteAsync($"CREATE DATABASE {name}");
            await Try(connection, $"ALTER DATABASE {name} SET ALLOW_SNAPSHOT_ISOLATION ON");
            await Try(connection, $"ALTER DATABASE {name} SET READ_COMMITTED_SNAPSHOT ON");
        });
        return new Dictionary<string, string>
        {
            ["CustodyWatch:Database:Provider"] = "sqlserver",
            ["CustodyWatch:Database:ConnectionString"] = new SqlConnectionStringBuilder(Server) { InitialCatalog = name }.ToString(),
        };
    }

    /// <summary>The same as words of a command that works beside the service.</summary>
    public static async Task<string[]> ArgumentsOf(string folder) =>
    [
        "--CustodyWatch:DataDirectory", folder, "--Logging:LogLevel:Default", "Warning",
        .. (await SettingsOf(folder)).SelectMany(setting => new[] { "--" + setting.Key, setting.Value }),
    ];

    /// <summary>Removes the folder and its database.</summary>
    public static async Task Remove(string folder)
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        if (Server is not null)
        {
            SqlConnection.ClearAllPools();
            await InTurn(async connection =>
            {
                await Try(connection, $"ALTER DATABASE {NameOf(folder)} SET SINGLE_USER WITH ROLLBACK IMMEDIATE");
                await Try(connection, $"DROP DATABASE {NameOf(folder)}");
            });
        }
        Directory.Delete(folder, recursive: true);
    }

    private static async Task InTurn(Func<SqlConnection, Task> work)
    {
        await OneAtATime.WaitAsync();
        try
        {
            await using var connection = new SqlConnection(Server);
            await work(connection);
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    private static string NameOf(string folder) => "custodywatch_" + Convert.ToHexStringLower(
        System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Path.GetFullPath(folder))))[..20].ToString(CultureInfo.InvariantCulture);

    // Compatible engines do these by themselves, and refuse to be told.
    private static async Task Try(SqlConnection connection, string sql)
    {
        try
        {
            await connection.ExecuteAsync(sql);
        }
        catch (SqlException)
        {
            // The tests of what was asked for say whether it is there.
        }
    }
}
