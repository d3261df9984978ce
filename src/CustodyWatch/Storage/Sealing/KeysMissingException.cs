namespace CustodyWatch.Storage.Sealing;

/// <summary>The keys that this database was sealed with are not here. What it says is meant for whoever started the program.</summary>
public sealed class KeysMissingException(string message, Exception? inner = null) : CannotStartException(message, inner)
{
    /// <summary>The key is there, and is guarded.</summary>
    internal static KeysMissingException Guarded(string file, string? certificate, Exception inner) => new(
        $"The records are sealed, and a certificate guards the key that opens them, {file}: " +
        (certificate is null ? "CustodyWatch:Keys:CertificateFile is not set. " : $"not the one in {certificate}. ") +
        "Name the file of the certificate in CustodyWatch:Keys:CertificateFile, or in CustodyWatch:Keys:FormerCertificateFile where another guards newer " +
        "keys, and in CustodyWatch:Keys:CertificatePasswordFile the file that holds the password of both. Nothing was started and nothing was written.",
        inner);

    internal static KeysMissingException Of(Guid key, string folder, Exception? inner = null) => new(
        $"The records are sealed, and the key that opens them is not in {folder}: key-{key}.xml. Put the folder of keys back as it was " +
        "(the backup of the keys, kept apart from the database; on several nodes the one folder that all share, CustodyWatch:Keys:Directory). " +
        "Nothing was started and nothing was written: records sealed under other keys could be read together by nobody.",
        inner);
}
