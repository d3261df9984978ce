using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace CustodyWatch.Storage.Sealing;

/// <summary>
/// Seals what may not lie open in a database: the keys of one database, wrapped by the ring beside it. A value names its key, so that
/// whoever has the key opens it, whatever database it was read from; it is sealed under the newest key of the database it is written to.
/// </summary>
public sealed class Vault : IDisposable
{
    private static readonly ConcurrentDictionary<Guid, DataKey> Known = new();
    private static readonly ConcurrentDictionary<Vault, bool> Vaults = new();
    private static readonly AsyncLocal<Vault?> Into = new();
    private static readonly TimeSpan LacksFor = TimeSpan.FromMinutes(1);
    private const int MostLacking = 1000;

    private readonly Database _database;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly HashSet<string> _opened = [];
    private volatile Keys? _keys;
    private volatile HashSet<string> _held = [];

    // A value that was tampered with may name a key that is nowhere; not each reading of it may have all keys read again.
    private readonly ConcurrentDictionary<Guid, long> _lacking = new();

    internal Vault(Database database, KeyRing ring)
    {
        (_database, Ring) = (database, ring);
        Vaults[this] = true;
    }

    /// <param name="Newest">None where records lie open from before and no key was made yet.</param>
    private sealed record Keys(DataKey? Newest, Guid WrappedBy, byte[] Marking);

    public KeyRing Ring { get; }

    /// <summary>Whether what is written is sealed; not yet where other nodes of an older version may be at work. See ops/upgrade.md.</summary>
    public bool Seals => _keys?.Newest is not null;

    internal Guid? Newest => _keys?.Newest?.Id;

    /// <summary>The vault of the database that the transaction at hand writes to.</summary>
    internal static Vault Writing => Into.Value ?? throw new InvalidOperationException("What is sealed is written in a transaction of the database's own.");

    internal void WriteHere() => Into.Value = this;

    /// <summary>Reads the keys, and makes the first. It throws when the ring is not the one this database was sealed with.</summary>
    public async ValueTask Ready(CancellationToken cancel)
    {
        if (_keys is { Newest: not null }) return;
        await InTurn(
            async () =>
            {
                if (_keys is { Newest: not null }) return;
                await Load(cancel);
                if (_keys is { Newest: null } && await MayBegin(cancel)) await Add(cancel);
            },
            cancel);
    }

    /// <summary>Reads the keys again. It throws when the ring does not open them all.</summary>
    public Task Read(CancellationToken cancel) => InTurn(() => Load(cancel), cancel);

    /// <summary>Reads the keys again, and makes the next one when the ring has gone on to another, or when it is told to.</summary>
    /// <returns>Whether one was made.</returns>
    public async Task<bool> Renew(bool atOnce, CancellationToken cancel)
    {
        var made = false;
        await InTurn(
            async () =>
            {
                await Load(cancel);
                if (!atOnce && (_keys!.Newest is null || _keys.WrappedBy == Ring.Current)) return;
                await Add(cancel);
                made = true;
            },
            cancel);
        return made;
    }

    /// <summary>
    /// Wraps every key by the one of the ring that is in use now, when nothing is sealed under any but the newest; takes the others
    /// away once the newest was made before an instant.
    /// </summary>
    /// <returns>How many others are still kept.</returns>
    internal async Task<int> Rewrap(Instant retireBefore, CancellationToken cancel)
    {
        await Read(cancel);
        var newest = Newest!.Value.ToString();
        var retires = CommitMark.MadeAt(Newest.Value) < retireBefore.ToDateTimeOffset();
        return await _database.WriteOpenly(
            async (connection, transaction) =>
            {
                var rows = await DataKeyRow.All(connection, transaction);
                var older = rows.Where(row => row.Id != newest && row.Id != DataKeyRow.Marking).ToArray();
                if (retires) foreach (var row in older) await DataKeyRow.Delete(connection, transaction, row.Id);
                foreach (var row in retires ? rows.Except(older) : rows)
                    await (row with { Content = Ring.Wrap(Ring.Unwrap(row.Content)) }).Update(connection, transaction);
                return retires ? 0 : older.Length;
            },
            cancel);
    }

    /// <summary>How every text and every content begins that is sealed under the newest key.</summary>
    internal (string Text, byte[] Content) Beginnings() => (Sealed.Beginning(Newest!.Value), SealedContent.Beginning(Newest.Value));

    internal byte[] Seal(ReadOnlySpan<byte> plain, int room = 0) => _keys!.Newest!.Seal(plain, room);

    /// <summary>A mark by which the same words are found again, and from which, without the key, no guess can be confirmed.</summary>
    internal string Mark(string words)
    {
        var bytes = Encoding.UTF8.GetBytes(words);
        return Convert.ToHexStringLower((Seals ? HMACSHA256.HashData(_keys!.Marking, bytes) : SHA256.HashData(bytes)).AsSpan(0, 16));
    }

    internal static byte[] Open(ReadOnlySpan<byte> sealedValue) => KeyNamed(DataKey.Named(sealedValue)).Open(sealedValue);

    // Another node may have made it since the keys were read.
    private static DataKey KeyNamed(Guid id)
    {
        if (Known.TryGetValue(id, out var known)) return known;
        KeysMissingException? lost = null;
        foreach (var vault in Vaults.Keys.Where(vault => !vault.Lacks(id)))
        {
            try
            {
                Task.Run(() => vault.Read(CancellationToken.None)).GetAwaiter().GetResult();
                if (!Known.ContainsKey(id)) vault.NoteLacking(id);
            }
            catch (KeysMissingException missing)
            {
                // The value is as it was written: it is the ring that lacks what opens its key.
                if (vault._held.Contains(id.ToString())) lost = missing;
            }
            catch (Exception exception) when (exception is DbException or ObjectDisposedException)
            {
                // One that is being closed does not know this one.
            }
            if (Known.TryGetValue(id, out var found)) return found;
        }
        if (lost is not null) throw new KeysMissingException(lost.Message, lost);
        throw new CryptographicException($"A value is sealed under the key {id}, which is not one of this database.");
    }

    private bool Lacks(Guid id) => _lacking.TryGetValue(id, out var since) && Stopwatch.GetElapsedTime(since) < LacksFor;

    private void NoteLacking(Guid id)
    {
        if (_lacking.Count >= MostLacking) _lacking.Clear();
        _lacking[id] = Stopwatch.GetTimestamp();
    }

    private async Task InTurn(Func<Task> work, CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            await work();
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task Load(CancellationToken cancel)
    {
        await using var connection = await _database.Open(cancel);
        var rows = await DataKeyRow.All(connection);
        if (rows.FirstOrDefault(row => !Guid.TryParse(row.Id, out _)) is { } garbled)
            throw new CannotStartException($"The keys of the database cannot be read: a row of data_keys has the id {garbled.Id}, which is none. Nothing was started and nothing was written.");
        _held = [.. rows.Select(row => row.Id)];
        var marking = rows.FirstOrDefault(row => row.Id == DataKeyRow.Marking);
        var sealing = rows.Where(row => row.Id != DataKeyRow.Marking).ToArray();
        foreach (var row in sealing.Where(row => !_opened.Contains(row.Id)))
        {
            Known.TryAdd(Guid.Parse(row.Id), new DataKey(Guid.Parse(row.Id), Ring.Unwrap(row.Content)));
            _opened.Add(row.Id);
        }
        _keys = new(
            sealing.Length == 0 ? null : Known[Guid.Parse(sealing[^1].Id)], sealing.Length == 0 ? Guid.Empty : KeyRing.KeyOf(sealing[^1].Content),
            marking is null ? [] : _keys is { Marking: { Length: > 0 } before } ? before : Ring.Unwrap(marking.Content));
    }

    // Where several nodes may be of two versions, the older could not read what this one sealed.
    private async Task<bool> MayBegin(CancellationToken cancel)
    {
        if (_database.Dialect.SingleWriter) return true;
        await using var connection = await _database.Open(cancel);
        return await DataKeyRow.IsEmpty(connection);
    }

    private async Task Add(CancellationToken cancel)
    {
        var key = DataKey.Make();
        var rows = new[]
        {
            new DataKeyRow { Id = DataKeyRow.Marking, Content = Ring.Wrap(RandomNumberGenerator.GetBytes(32)) },
            new DataKeyRow { Id = key.Id.ToString(), Content = Ring.Wrap(key.Key) },
        };
        await _database.WriteOpenly(
            async (connection, transaction) =>
            {
                foreach (var row in rows) await row.Insert(connection, transaction);
                return true;
            },
            cancel);
        await Load(cancel);
    }

    public void Dispose()
    {
        Vaults.TryRemove(this, out _);
        _turn.Dispose();
    }
}
