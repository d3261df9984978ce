using System.Text;
using System.Xml.Linq;
using CustodyWatch.Storage;
using CustodyWatch.Storage.Sealing;
using Dapper;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace CustodyWatch.Access;

/// <summary>
/// The keys that seal sign-in cookies and forms lie with the records: what one node sealed another can open, and a restart signs
/// nobody out. They are wrapped by the ring outside the database, so that who takes the database alone cannot sign in as anybody.
/// </summary>
public sealed class SignInKeys(Database database) : IXmlRepository
{
    private const string SelectAll = "SELECT content FROM sign_in_keys ORDER BY id";
    private const string InsertRow = "INSERT INTO sign_in_keys (id, content) VALUES (@id, @content)";

    // The keys are asked for seldom, and by an interface that cannot wait.
    public IReadOnlyCollection<XElement> GetAllElements() => Task.Run(async () =>
    {
        await using var connection = await database.Open(CancellationToken.None);
        return (await connection.QueryAsync<string>(SelectAll)).Select(XElement.Parse).ToArray();
    }).GetAwaiter().GetResult();

    public void StoreElement(XElement element, string friendlyName) => Task.Run(() => database.Write(
        (connection, transaction) => connection.ExecuteAsync(
            InsertRow, new { id = Guid.CreateVersion7().ToString(), content = element.ToString(SaveOptions.DisableFormatting) }, transaction),
        CancellationToken.None)).GetAwaiter().GetResult();
}

/// <summary>Wraps the secret of a sign-in key by the ring.</summary>
public sealed class SignInKeyWrapper(KeyRing ring) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var wrapped = ring.Wrap(Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting)));
        return new(new XElement("wrapped", Convert.ToBase64String(wrapped)), typeof(SignInKeyUnwrapper));
    }
}

/// <summary>
/// Made by Data Protection, by the name that stands beside each key. One wrapped by a key that is gone opens nothing any more, and
/// whoever signed in by it signs in again.
/// </summary>
public sealed class SignInKeyUnwrapper(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement) =>
        XElement.Parse(Encoding.UTF8.GetString(services.GetRequiredService<KeyRing>().Unwrap(Convert.FromBase64String(encryptedElement.Value))));
}

public static class SignInKeysSetup
{
    public static void KeepKeysWithTheData(this WebApplicationBuilder builder)
    {
        builder.Services.AddDataProtection().SetApplicationName("CustodyWatch");
        builder.Services.AddOptions<KeyManagementOptions>().Configure<Database, KeyRing>((keys, database, ring) =>
        {
            keys.XmlRepository = new SignInKeys(database);
            keys.XmlEncryptor = new SignInKeyWrapper(ring);
        });
    }
}
