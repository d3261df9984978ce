using System.Data.Common;
using Dapper;

namespace CustodyWatch.Storage.Sealing;

/// <summary>A key as the database keeps it: wrapped by the ring outside.</summary>
internal sealed record DataKeyRow
{
    /// <summary>The one key that marks: it seals nothing, and is never renewed, because what it marked could be found by no other.</summary>
    public static readonly string Marking = Guid.Empty.ToString();

    /// <summary>In the order of making.</summary>
    public string Id { get; init; } = "";

    public byte[] Content { get; init; } = [];

    private const string SelectAll = "SELECT id, content FROM data_keys ORDER BY id";
    private const string UpdateRow = "UPDATE data_keys SET content = @Content WHERE id = @Id";
    private const string DeleteRow = "DELETE FROM data_keys WHERE id = @id";
    private const string CountRecords = "SELECT COUNT(*) FROM records";

    private const string InsertRow = """
        INSERT INTO data_keys (id, content) SELECT @Id, @Content WHERE NOT EXISTS (SELECT 1 FROM data_keys WHERE id = @Id)
        """;

    public static async Task<IReadOnlyList<DataKeyRow>> All(DbConnection connection, DbTransaction? transaction = null) =>
        (await connection.QueryAsync<DataKeyRow>(SelectAll, transaction: transaction)).AsList();

    /// <summary>Whether nothing was ever recorded.</summary>
    public static async Task<bool> IsEmpty(DbConnection connection) => await connection.ExecuteScalarAsync<long>(CountRecords) == 0;

    public Task Insert(DbConnection connection, DbTransaction transaction) => connection.ExecuteAsync(InsertRow, this, transaction);

    public Task Update(DbConnection connection, DbTransaction transaction) => connection.ExecuteAsync(UpdateRow, this, transaction);

    public static Task Delete(DbConnection connection, DbTransaction transaction, string id) =>
        connection.ExecuteAsync(DeleteRow, new { id }, transaction);
}
