using System.ComponentModel.DataAnnotations;
using System.Data.Common;
using CustodyWatch.Storage.Sealing;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace CustodyWatch.Storage;

/// <summary>Where the records are kept; read from <c>CustodyWatch:</c>.</summary>
public sealed record StorageOptions : IValidatableObject
{
    private const string Usual = "data";

    /// <summary>The embedded database and its files.</summary>
    public string DataDirectory { get; init; } = Usual;

    public DatabaseOptions Database { get; init; } = new();

    public KeyOptions Keys { get; init; } = new();

    /// <summary>A relative folder is one beside the program, wherever it is started from.</summary>
    public string DataPath => Path.Combine(AppContext.BaseDirectory, DataDirectory);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if ((Database.Problem ?? Keys.Problem) is { } problem) yield return new(problem);
    }
}

public sealed record DatabaseOptions
{
    private const string Embedded = "sqlite";

    /// <summary><c>sqlite</c> or <c>sqlserver</c>, in any case of letters.</summary>
    public string Provider { get; init; } = Embedded;

    public string? ConnectionString { get; init; }

    public bool IsSqlServer => Is("sqlserver");

    internal string? Problem => !IsSqlServer && !Is(Embedded) ? $"CustodyWatch:Database:Provider is 'sqlite' or 'sqlserver', not '{Provider}'."
        : IsSqlServer && ConnectionString is null ? "CustodyWatch:Database:ConnectionString is needed for SQL Server."
        : Unreadable is { } why ? $"CustodyWatch:Database:ConnectionString cannot be read: {why}" : null;

    // It says which word is wrong, and nothing of what follows the words.
    private string? Unreadable
    {
        get
        {
            if (ConnectionString is null) return null;
            try
            {
                _ = IsSqlServer ? (DbConnectionStringBuilder)new SqlConnectionStringBuilder(ConnectionString) : new SqliteConnectionStringBuilder(ConnectionString);
                return null;
            }
            catch (Exception exception) when (exception is ArgumentException or FormatException or OverflowException)
            {
                return exception.Message;
            }
        }
    }

    private bool Is(string provider) => Provider.Equals(provider, StringComparison.OrdinalIgnoreCase);
}
