using System.Xml.Linq;
using CustodyWatch.Storage;
using Dapper;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace CustodyWatch.Access;

/// <summary>
/// The keys that seal sign-in cookies and forms lie with the records: what one node sealed another can open, and a restart signs
/// nobody out.
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

public static class SignInKeysSetup
{
    public static void KeepKeysWithTheData(this WebApplicationBuilder builder)
    {
        // It would warn at each start that the keys are as readable as the records beside them, which is so.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        builder.Services.AddDataProtection().SetApplicationName("CustodyWatch");
        builder.Services.AddOptions<KeyManagementOptions>()
            .Configure<Database>((keys, database) => keys.XmlRepository = new SignInKeys(database));
    }
}
