using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;

namespace CustodyWatch.Tests.Storage;

/// <summary>A data directory that outlives its service.</summary>
internal sealed class Folder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("custodywatch-").FullName;

    public string[] Keys => Directory.GetFiles(System.IO.Path.Combine(Path, "keys"), "key-*.xml");

    public string[] Settings => ["--CustodyWatch:DataDirectory", Path, "--Logging:LogLevel:Default", "Warning"];

    /// <summary>A certificate of its own, in a file, and the file that holds its password.</summary>
    public (string File, string Password) Certificate()
    {
        var (file, password) = (System.IO.Path.Combine(Path, $"{Guid.NewGuid()}.pfx"), System.IO.Path.Combine(Path, "password"));
        using var key = RSA.Create(2048);
        using var made = new CertificateRequest("CN=keys", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.Parse("2020-01-01Z", null), DateTimeOffset.Parse("2090-01-01Z", null));
        File.WriteAllBytes(file, made.Export(X509ContentType.Pkcs12, "a password"));
        File.WriteAllText(password, "a password\n");
        return (file, password);
    }

    /// <summary>Sets the dates of the keys back, so that the time of each has long been over.</summary>
    public void AgeKeys()
    {
        foreach (var key in Keys)
            File.WriteAllText(key, Regex.Replace(File.ReadAllText(key), "(<(?:creation|activation|expiration)Date>)20[0-9]{2}", "${1}2020"));
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Path, recursive: true);
    }
}
