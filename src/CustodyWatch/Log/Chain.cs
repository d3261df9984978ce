using System.Buffers.Binary;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using CustodyWatch.Storage;
using CustodyWatch.Storage.Sealing;
using Dapper;
using NodaTime;

namespace CustodyWatch.Log;

public sealed record ChainLink
{
    public long Position { get; init; }
    public string Kind { get; init; } = "";
    public byte[] ContentHash { get; init; } = [];
    public byte[] PreviousHash { get; init; } = [];
    public byte[] Hash { get; init; } = [];
}

/// <summary>
/// The chain of hashes, within one transaction: every event, alert and certificate is a link over its content and the link
/// before. Taking the head locks out every other writer until the transaction ends, so that links are made one at a time.
/// </summary>
public sealed class Chain
{
    public const string Event = "event", Alert = "alert", Certificate = "certificate", Countersignature = "countersignature", Silence = "silence",
        SilenceLift = "silence-lift", Hold = "hold", HoldLift = "hold-lift", Retention = "retention", Disposal = "disposal";

    private const string TakeHead = "UPDATE chain_head SET position = position WHERE id = 1";
    private const string ReadHead = "SELECT position, hash FROM chain_head WHERE id = 1";
    private const string MoveHead = "UPDATE chain_head SET position = @Position, hash = @Hash WHERE id = 1";

    private const string InsertLink = """
        INSERT INTO chain (position, kind, content_hash, previous_hash, hash)
        VALUES (@Position, @Kind, @ContentHash, @PreviousHash, @Hash)
        """;

    private readonly DbConnection _connection;
    private readonly DbTransaction _transaction;
    private ChainLink _head;

    private Chain(DbConnection connection, DbTransaction transaction, ChainLink head) =>
        (_connection, _transaction, _head) = (connection, transaction, head);

    public static async Task<Chain> Take(DbConnection connection, DbTransaction transaction)
    {
        await connection.ExecuteAsync(TakeHead, transaction: transaction);
        return new Chain(connection, transaction, await connection.QuerySingleAsync<ChainLink>(ReadHead, transaction: transaction));
    }

    /// <summary>Adds a link and gives its position, under which the entry is to be stored.</summary>
    public async Task<long> Add(string kind, byte[] contentHash)
    {
        _head = Next(_head.Position, _head.Hash, kind, contentHash);
        await _connection.ExecuteAsync(InsertLink, _head, _transaction);
        await _connection.ExecuteAsync(MoveHead, _head, _transaction);
        return _head.Position;
    }

    public static ChainLink Next(long position, byte[] previousHash, string kind, byte[] contentHash) => new()
    {
        Position = position + 1,
        Kind = kind,
        ContentHash = contentHash,
        PreviousHash = previousHash,
        Hash = Hash(position + 1, kind, contentHash, previousHash),
    };

    /// <summary>SHA-256 over the values in order, each by its length and its bytes, so that no two different lists hash alike.</summary>
    public static byte[] Hash(params ReadOnlySpan<object?> values)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[4];
        foreach (var value in values)
        {
            var bytes = Bytes(value);
            BinaryPrimitives.WriteInt32BigEndian(length, bytes?.Length ?? -1);
            hash.AppendData(length);
            hash.AppendData(bytes ?? []);
        }
        return hash.GetHashAndReset();
    }

    private static byte[]? Bytes(object? value) => value switch
    {
        null => null,
        byte[] bytes => bytes,
        Sealed text => text.Hashed,
        SealedContent content => content.Hashed,
        string text => Encoding.UTF8.GetBytes(text),
        Instant instant => Number(instant.ToUnixTimeMilliseconds()),
        long number => Number(number),
        _ => throw new ArgumentException($"A {value.GetType().Name} has no one way to be written.", nameof(value)),
    };

    private static byte[] Number(long number)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        return bytes;
    }
}
