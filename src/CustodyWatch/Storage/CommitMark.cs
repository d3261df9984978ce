using System.Data.Common;
using Dapper;

namespace CustodyWatch.Storage;

/// <summary>
/// A row that a transaction leaves behind, so that whoever lost the answer to its commit can ask whether it was written. The
/// asking puts the same row in place: that waits for a commit still under way, fails when it was made, and once it succeeds the
/// transaction can never be made after all. The row says whose it is, as the answer to the asking may be lost as well.
/// </summary>
internal sealed class CommitMark
{
    private const int OneIn = 1000;
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);
    private static int _left;

    // Its time is its order: an id of version 7 begins with it.
    private readonly Guid _id = Guid.CreateVersion7();

    private const string InsertRow = "INSERT INTO commit_marks (id) VALUES (@id)";
    private const string InsertAsking = "INSERT INTO commit_marks (id, asked) VALUES (@id, 1)";
    private const string SelectAsked = "SELECT asked FROM commit_marks WHERE id = @id";
    private const string DeleteOld = "DELETE FROM commit_marks WHERE id < @before";

    public static async Task<CommitMark> Leave(DbConnection connection, DbTransaction transaction, Dialect dialect)
    {
        var writes = new Writes();
        var mark = Leave(writes);
        await writes.Send(connection, transaction, dialect);
        return mark;
    }

    public static CommitMark Leave(Writes writes)
    {
        var mark = new CommitMark();
        writes.Add(InsertRow, new { id = mark._id.ToString() });
        if (Interlocked.Increment(ref _left) % OneIn == 0)
            writes.Add(DeleteOld, new { before = Guid.CreateVersion7(MadeAt(mark._id) - Kept).ToString() });
        return mark;
    }

    /// <summary>Whether the transaction was made; when it was not, it never will be.</summary>
    public async Task<bool> IsThere(DbConnection connection, Dialect dialect)
    {
        var row = new { id = _id.ToString() };
        try
        {
            await connection.ExecuteAsync(InsertAsking, row);
            return false;
        }
        catch (DbException exception) when (dialect.IsDuplicate(exception))
        {
            return await connection.ExecuteScalarAsync<bool?>(SelectAsked, row) is not true;
        }
    }

    internal static DateTimeOffset MadeAt(Guid id) =>
        DateTimeOffset.FromUnixTimeMilliseconds((long)(System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(id.ToByteArray(bigEndian: true)) >> 16));
}
