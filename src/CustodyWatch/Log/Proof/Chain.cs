using System.Buffers.Binary;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using CustodyWatch.Storage;
using CustodyWatch.Storage.Sealing;
using Dapper;
using NodaTime;

namespace CustodyWatch.Log.Proof;

public sealed record ChainLink
{
    public long Position { get; init; }
    public string Kind { get; init; } = "";
    public byte[] ContentHash { get; init; } = [];
    public byte[] PreviousHash { get; init; } = [];
    public byte[] Hash { get; init; } = [];

    /// <summary>Where a chain begins, before its first link.</summary>
    public static readonly ChainLink Start = new() { Hash = new byte[32] };

    internal const string SelectHead = "SELECT position, hash FROM chain_head WHERE id = 1";

    /// <summary>The place and the hash of the last link, as the head of the chain names them.</summary>
    public static Task<ChainLink> Head(DbConnection connection, DbTransaction? transaction = null) =>
        connection.QuerySingleAsync<ChainLink>(SelectHead, transaction: transaction);
}

/// <summary>Where the chain ends, as it was read and as it is going to be.</summary>
public sealed class ChainEnd
{
    private const string ReadHead = "SELECT position, hash, taken FROM chain_head WHERE id = 1";

    private const string MoveHead = "UPDATE chain_head SET position = @Position, hash = @Hash WHERE id = 1";

    private const string MoveUntakenHead = """
        UPDATE chain_head SET position = @Position, hash = @Hash, taken = taken + 1 WHERE id = 1 AND position = @before AND taken = @Taken
        """;

    private const string InsertLink = """
        INSERT INTO chain (position, kind, content_hash, previous_hash, hash)
        VALUES (@Position, @Kind, @ContentHash, @PreviousHash, @Hash)
        """;

    private readonly Head _read;
    private ChainLink _last;

    private ChainEnd(Head read) => (_read, _last) = (read, new() { Position = read.Position, Hash = read.Hash });

    private sealed record Head
    {
        public long Position { get; init; }
        public byte[] Hash { get; init; } = [];
        public long Taken { get; init; }
    }

    /// <summary>Asks for it with what else is read; what it gives is called once that was fetched.</summary>
    public static Func<ChainEnd> Ask(Reads reads)
    {
        var head = reads.Of<Head>(ReadHead, null);
        return () => new(head.Rows[0]);
    }

    public static async Task<ChainEnd> Read(DbConnection connection, DbTransaction transaction) =>
        new(await connection.QuerySingleAsync<Head>(ReadHead, transaction: transaction));

    /// <inheritdoc cref="Chain.Add"/>
    public long Add(Writes writes, string kind, byte[] contentHash)
    {
        _last = Chain.Next(_last.Position, _last.Hash, kind, contentHash);
        writes.Add(InsertLink, _last);
        return _last.Position;
    }

    internal async Task<long> Add(DbConnection connection, DbTransaction transaction, string kind, byte[] contentHash)
    {
        _last = Chain.Next(_last.Position, _last.Hash, kind, contentHash);
        await connection.ExecuteAsync($"{InsertLink};\n{MoveHead}", _last, transaction);
        return _last.Position;
    }

    /// <summary>Moves the head to the last link.</summary>
    public void Move(Writes writes) => writes.Add(MoveHead, _last);

    /// <summary>Moves the head to the last link, and nothing is written if anybody took it since it was read.</summary>
    public void MoveIfUntaken(Writes writes) =>
        writes.OnlyIf = new(MoveUntakenHead, new { _last.Position, _last.Hash, before = _read.Position, _read.Taken });
}

/// <summary>
/// The chain of hashes, within one transaction: every event, alert and certificate, and whatever else must be provable, is a link over its
/// content and the link before. Taking the head locks out every other writer until the transaction ends, so that links are made one at a time.
/// </summary>
public sealed class Chain
{
    /// <summary>Of an alert's entry from before everything that never changes of the alert was sealed with it.</summary>
    public const string Alert = "alert";

    public const string Event = "event", WholeAlert = "whole-alert", Certificate = "certificate", Countersignature = "countersignature", Silence = "silence",
        SilenceLift = "silence-lift", Hold = "hold", HoldLift = "hold-lift", Retention = "retention", Disposal = "disposal";

    private const string TakeHead = "UPDATE chain_head SET taken = taken + 1 WHERE id = 1";

    private readonly DbConnection _connection;
    private readonly DbTransaction _transaction;

    private Chain(DbConnection connection, DbTransaction transaction, ChainEnd end) =>
        (_connection, _transaction, End) = (connection, transaction, end);

    public ChainEnd End { get; }

    public static async Task<Chain> Take(DbConnection connection, DbTransaction transaction)
    {
        await KeepOthersOut(connection, transaction);
        return new Chain(connection, transaction, await ChainEnd.Read(connection, transaction));
    }

    /// <summary>Keeps out every other writer until the transaction ends.</summary>
    public static Task KeepOthersOut(DbConnection connection, DbTransaction transaction) => connection.ExecuteAsync(TakeHead, transaction: transaction);

    /// <summary>Adds a link and gives its position, under which the entry is to be stored.</summary>
    public Task<long> Add(string kind, byte[] contentHash) => End.Add(_connection, _transaction, kind, contentHash);

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
