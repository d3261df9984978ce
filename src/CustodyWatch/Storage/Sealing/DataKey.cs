using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace CustodyWatch.Storage.Sealing;

/// <summary>
/// A key that seals values of the records: AES-256-GCM, with a nonce by chance. Each sealed value names its key, so that old and new
/// lie side by side.
/// </summary>
internal sealed class DataKey(Guid id, byte[] key)
{
    private const int NonceLength = 12, TagLength = 16, IdLength = 16;
    private const int Added = IdLength + NonceLength + TagLength;
    private readonly ConcurrentBag<AesGcm> _idle = [];

    public Guid Id => id;

    public byte[] Key => key;

    /// <summary>An id begins with the time it was made; see <see cref="CommitMark"/>.</summary>
    public static DataKey Make() => new(Guid.CreateVersion7(), RandomNumberGenerator.GetBytes(32));

    /// <param name="room">How many bytes are left free before it.</param>
    public byte[] Seal(ReadOnlySpan<byte> plain, int room = 0)
    {
        var sealedValue = new byte[room + Added + plain.Length];
        var header = sealedValue.AsSpan(room, IdLength);
        var rest = sealedValue.AsSpan(room + IdLength);
        id.TryWriteBytes(header);
        var nonce = rest[..NonceLength];
        RandomNumberGenerator.Fill(nonce);
        var cipher = Take();
        cipher.Encrypt(nonce, plain, rest[(NonceLength + TagLength)..], rest.Slice(NonceLength, TagLength), header);
        _idle.Add(cipher);
        return sealedValue;
    }

    public static Guid Named(ReadOnlySpan<byte> sealedValue) => sealedValue.Length < Added
        ? throw new CryptographicException("The sealed value is cut short.")
        : new Guid(sealedValue[..IdLength]);

    public byte[] Open(ReadOnlySpan<byte> sealedValue)
    {
        var rest = sealedValue[IdLength..];
        var plain = new byte[sealedValue.Length - Added];
        var cipher = Take();
        try
        {
            cipher.Decrypt(rest[..NonceLength], rest[(NonceLength + TagLength)..], rest.Slice(NonceLength, TagLength), plain, sealedValue[..IdLength]);
        }
        finally
        {
            _idle.Add(cipher);
        }
        return plain;
    }

    // One is used by one thread at a time.
    private AesGcm Take() => _idle.TryTake(out var cipher) ? cipher : new AesGcm(key, TagLength);
}
