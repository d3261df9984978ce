using System.Formats.Tar;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Logging.Abstractions;

namespace CustodyWatch.Storage.Sealing;

/// <summary>
/// The keys outside the database: those of ASP.NET Core Data Protection, in a folder of their own. It makes a new one every 90 days
/// and keeps the old. They wrap the few keys that seal the records (<see cref="DataKey"/>).
/// </summary>
public sealed class KeyRing(string folder, KeyOptions options) : IDisposable
{
    private const string Purpose = "CustodyWatch.Record", Files = "key-*.xml";
    private const UnixFileMode OwnersFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OwnersFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(90);
    // What Data Protection gives begins with four bytes of its own and the id of the key.
    private const int IdAt = 4, IdLength = 16;
    private const int Administrator = 0;
    private readonly Lock _lock = new();
    private ServiceProvider? _services, _opening;

    public string Folder => folder;

    /// <summary>
    /// Whether these are the keys of another user's service. A key that the machine's administrator made among them would be one
    /// that the service cannot open.
    /// </summary>
    public bool IsAnothers => !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess && HasKeys && Owner() != Administrator;

    /// <summary>The key in use now.</summary>
    public Guid Current => KeyOf(Wrap([0]));

    public static KeyRing Of(StorageOptions options) =>
        new(Path.GetFullPath(options.Keys.Directory ?? Path.Combine(options.DataPath, "keys"), AppContext.BaseDirectory), options.Keys);

    /// <summary>The key of the ring that wrapped something.</summary>
    public static Guid KeyOf(byte[] wrapped) => wrapped.Length < IdAt + IdLength ? Guid.Empty : new Guid(wrapped.AsSpan(IdAt, IdLength));

    public byte[] Wrap(byte[] plain)
    {
        lock (_lock)
        {
            return KeepingToOwner(() => Protector().Protect(plain));
        }
    }

    public byte[] Unwrap(byte[] wrapped)
    {
        lock (_lock)
        {
            // Where no key is, asking would make one, and the folder would look as if it were the right one.
            if (!HasKeys) throw KeysMissingException.Of(KeyOf(wrapped), folder);
            try
            {
                return Opener().Unprotect(wrapped);
            }
            catch (Exception exception) when (IsOfKeys(exception))
            {
                // Another node may have made the key after this one had read the folder.
                Forget();
            }
            try
            {
                return Opener().Unprotect(wrapped);
            }
            catch (Exception exception) when (IsOfKeys(exception))
            {
                var file = Path.Combine(folder, $"key-{KeyOf(wrapped)}.xml");
                throw IsGuarded(file) ? KeysMissingException.Guarded(file, options.CertificateFile, exception) : KeysMissingException.Of(KeyOf(wrapped), folder, exception);
            }
        }
    }

    /// <summary>Goes on to a new key at once.</summary>
    public void Renew()
    {
        lock (_lock)
        {
#pragma warning disable RS0030 // the validity of a key is told by the machine's clock, as Data Protection itself reads it
            var now = DateTimeOffset.UtcNow;
#pragma warning restore RS0030
            KeepingToOwner(() => (_services ??= Build()).GetRequiredService<IKeyManager>().CreateNewKey(now, now + Lifetime));
            Forget();
        }
    }

    /// <summary>The keys that were in use before the one that is now.</summary>
    public IReadOnlyList<Guid> Former()
    {
        var current = Current;
        lock (_lock)
        {
            var all = _services!.GetRequiredService<IKeyManager>().GetAllKeys().ToDictionary(key => key.KeyId);
            return [.. all.Values.Where(key => key.ActivationDate < all[current].ActivationDate).OrderBy(key => key.ActivationDate).Select(key => key.KeyId)];
        }
    }

    public void Dispose() => Forget();

    // It is no cryptography where the folder holds no key at all that can be used.
    private static bool IsOfKeys(Exception exception) => exception is CryptographicException or InvalidOperationException;

    private static bool IsGuarded(string file) => File.Exists(file) && File.ReadAllText(file).Contains("<encryptedSecret", StringComparison.Ordinal);

    private bool HasKeys => Directory.Exists(folder) && Directory.EnumerateFiles(folder, Files).Any();

    // An archive says whose a folder is, and nothing else here does.
    private int Owner()
    {
        using var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, leaveOpen: true)) writer.WriteEntry(folder, "keys");
        archive.Position = 0;
        using var reader = new TarReader(archive);
        return reader.GetNextEntry()!.Uid;
    }

    private IDataProtector Protector() => Protector(_services ??= Build());

    // Opening makes no key in the folder: beside one that cannot be opened it would leave another that nothing guards.
    private IDataProtector Opener() => Protector(_services ?? (_opening ??= Build(opensOnly: true)));

    private static IDataProtector Protector(ServiceProvider services) => services.GetRequiredService<IDataProtectionProvider>().CreateProtector(Purpose);

    private void Forget()
    {
        _services?.Dispose();
        _opening?.Dispose();
        _services = _opening = null;
    }

    private ServiceProvider Build(bool opensOnly = false)
    {
        var services = new ServiceCollection();
        var protection = services.AddDataProtection().SetApplicationName("CustodyWatch").SetDefaultKeyLifetime(Lifetime);
        if (opensOnly) services.Configure<KeyManagementOptions>(keys => keys.XmlRepository = new KeysToOpenBy(new(new(folder), NullLoggerFactory.Instance)));
        else protection.PersistKeysToFileSystem(new DirectoryInfo(folder));
        if (!opensOnly && IsAnothers) protection.DisableAutomaticKeyGeneration();
        if (Certificate(options.CertificateFile) is { } certificate)
            protection.ProtectKeysWithCertificate(certificate)
                .UnprotectKeysWithAnyCertificate([.. new[] { certificate, Certificate(options.FormerCertificateFile) }.OfType<X509Certificate2>()]);
        return services.BuildServiceProvider();
    }

    // Said in its own words: the folder of keys is not what is wrong then.
    private X509Certificate2? Certificate(string? file)
    {
        try
        {
            return file is null ? null : X509CertificateLoader.LoadPkcs12FromFile(
                file, options.CertificatePasswordFile is { } password ? File.ReadAllText(password).TrimEnd('\r', '\n') : null);
        }
        catch (CryptographicException exception)
        {
            throw new CannotStartException($"The certificate {file}, which guards the keys, cannot be opened: {exception.Message}", exception);
        }
    }

    private void EnsureFolder()
    {
        if (Directory.Exists(folder)) return;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, OwnersFolder);
    }

    // Those that came from elsewhere, such as a mounted secret, are left as they are.
    private T KeepingToOwner<T>(Func<T> work)
    {
        EnsureFolder();
        var before = Directory.GetFiles(folder, Files);
        var done = work();
        if (!OperatingSystem.IsWindows())
            foreach (var file in Directory.GetFiles(folder, Files).Except(before)) File.SetUnixFileMode(file, OwnersFile);
        return done;
    }
}
