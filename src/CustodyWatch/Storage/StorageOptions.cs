using System.ComponentModel.DataAnnotations;
using CustodyWatch.Storage.Sealing;

namespace CustodyWatch.Storage;

/// <summary>Where the records are kept; read from <c>CustodyWatch:</c>.</summary>
public sealed record StorageOptions
{
    /// <summary>The embedded database and its files.</summary>
    [Required]
    public string DataDirectory { get; init; } = "data";

    public DatabaseOptions Database { get; init; } = new();

    public KeyOptions Keys { get; init; } = new();

    /// <summary>A relative folder is one beside the program, wherever it is started from.</summary>
    public string DataPath => Path.Combine(AppContext.BaseDirectory, DataDirectory);
}

public sealed record DatabaseOptions
{
    /// <summary><c>sqlite</c>, embedded, or <c>sqlserver</c>; in capitals or not.</summary>
    public string Provider { get; init; } = "sqlite";

    public string? ConnectionString { get; init; }

    public bool IsSqlServer => Provider.Equals("sqlserver", StringComparison.OrdinalIgnoreCase);

    internal bool IsKnown => IsSqlServer || Provider.Equals("sqlite", StringComparison.OrdinalIgnoreCase);
}
