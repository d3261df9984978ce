using CustodyWatch.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;

namespace CustodyWatch.Access;

/// <summary>The keys that seal sign-in cookies and forms lie with the records, so that a restart signs nobody out.</summary>
public static class SignInKeys
{
    public static void KeepKeysWithTheData(this WebApplicationBuilder builder)
    {
        // It would warn at each start that the keys are as readable as the records beside them, which is so.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        builder.Services.AddDataProtection().SetApplicationName("CustodyWatch");
        builder.Services.AddOptions<KeyManagementOptions>().Configure<IOptions<StorageOptions>, ILoggerFactory>((keys, storage, log) =>
            keys.XmlRepository = new FileSystemXmlRepository(new DirectoryInfo(Path.Combine(storage.Value.DataPath, "keys")), log));
    }
}
