using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CustodyWatch.Storage.Sealing;

/// <summary>
/// Text that lies sealed in the database: initials, a birth date, or what somebody wrote. It is opened where it is asked for, and
/// written into no log by accident. What was written before records were sealed is read as it is.
/// </summary>
[JsonConverter(typeof(AnswerConverter))]
public sealed class Sealed
{
    /// <summary>Begins every sealed text.</summary>
    internal const string Sign = "cw1:";

    private readonly string? _stored;
    private string? _text;

    private Sealed(string? text, string? stored) => (_text, _stored) = (text, stored);

    public string Text => _text ??= Opened(_stored!);

    /// <summary>What the chain hashes: the plain text, or, when it cannot be opened because it was tampered with, what lies there.</summary>
    internal byte[] Hashed => Encoding.UTF8.GetBytes(SealedContent.Sound(() => Text) ?? _stored!);

    [return: NotNullIfNotNull(nameof(text))]
    public static implicit operator Sealed?(string? text) => text is null ? null : new(text, null);

    internal static Sealed Stored(string stored) =>
        stored.StartsWith(Sign, StringComparison.Ordinal) ? new(null, stored) : new(stored, null);

    // Of the sixteen bytes of a key, what base64 says of them alone.
    internal static string Beginning(Guid key) => Sign + Convert.ToBase64String(key.ToByteArray())[..21];

    internal static string ToStore(string text, Vault vault) =>
        vault.Seals ? Sign + Convert.ToBase64String(vault.Seal(Encoding.UTF8.GetBytes(text))) : text;

    private static string Opened(string stored)
    {
        try
        {
            return Encoding.UTF8.GetString(Vault.Open(Convert.FromBase64String(stored[Sign.Length..])));
        }
        catch (FormatException exception)
        {
            throw new CryptographicException("A sealed text is not what was written.", exception);
        }
    }

    /// <summary>Never what it says.</summary>
    public override string ToString() => "(sealed)";

    /// <summary>An answer in JSON says what it says.</summary>
    private sealed class AnswerConverter : JsonConverter<Sealed>
    {
        public override Sealed? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString();

        public override void Write(Utf8JsonWriter writer, Sealed value, JsonSerializerOptions options) => writer.WriteStringValue(value.Text);
    }
}

/// <summary>The same for content kept byte for byte, such as an event as it was sent.</summary>
public sealed class SealedContent
{
    // No JSON begins with such a byte, and everything kept like this is JSON.
    private static readonly byte[] Sign = [0, (byte)'C', (byte)'W', 1];

    private readonly byte[]? _stored;
    private byte[]? _bytes;

    private SealedContent(byte[]? bytes, byte[]? stored) => (_bytes, _stored) = (bytes, stored);

    public static SealedContent Empty { get; } = new([], null);

    public byte[] Bytes => _bytes ??= Vault.Open(_stored.AsSpan(Sign.Length));

    /// <inheritdoc cref="Sealed.Hashed"/>
    internal byte[] Hashed => Sound(() => Bytes) ?? _stored!;

    public static implicit operator SealedContent(byte[] bytes) => new(bytes, null);

    internal static byte[] Beginning(Guid key) => [.. Sign, .. key.ToByteArray()];

    internal static bool IsSealed(ReadOnlySpan<byte> stored) => stored.StartsWith(Sign);

    internal static SealedContent Stored(byte[] stored) => IsSealed(stored) ? new(null, stored) : new(stored, null);

    internal static byte[] ToStore(byte[] bytes, Vault vault)
    {
        if (!vault.Seals) return bytes;
        var stored = vault.Seal(bytes, Sign.Length);
        Sign.CopyTo(stored, 0);
        return stored;
    }

    internal static T? Sound<T>(Func<T> open) where T : class
    {
        try
        {
            return open();
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public override string ToString() => "(sealed)";
}
