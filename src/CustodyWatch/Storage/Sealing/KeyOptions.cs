namespace CustodyWatch.Storage.Sealing;

/// <summary>Where the keys that seal the records lie, never in the database itself; read from <c>CustodyWatch:Keys</c>.</summary>
public sealed record KeyOptions
{
    /// <summary>The folder, one for all nodes of a database; <c>keys</c> in the data directory when it is not said.</summary>
    public string? Directory { get; init; }

    /// <summary>A PKCS#12 file whose certificate guards the keys in that folder.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>A file that holds the password of both certificates.</summary>
    public string? CertificatePasswordFile { get; init; }

    /// <summary>The certificate before, for keys that it still guards.</summary>
    public string? FormerCertificateFile { get; init; }

    /// <summary>Why they cannot be used, in one sentence; null when they can.</summary>
    internal string? Problem => Missing(nameof(CertificateFile), CertificateFile) ?? Missing(nameof(CertificatePasswordFile), CertificatePasswordFile)
        ?? Missing(nameof(FormerCertificateFile), FormerCertificateFile);

    private static string? Missing(string setting, string? file) =>
        file is null || File.Exists(file) ? null : $"CustodyWatch:Keys:{setting} names {file}, and there is no such file.";
}
