using System.Data.Common;
using System.Security.Cryptography;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Storage;
using Dapper;
using NodaTime;

namespace CustodyWatch.Features.Certificates;

/// <summary><c>certificate NUMBER --pdf FILE</c>: writes one out, or to standard output for <c>-</c>. That it was given out is in the access log before it is.</summary>
public static class CertificateCommand
{
    private const int WronglyAsked = 64, NotFound = 1, Altered = 2, NotWritten = 73, NotLogged = 77;

    public static async Task<int> Run(string[] args)
    {
        if (args is ["--pdf", var first, var second, .. var others]) args = [second, "--pdf", first, .. others];
        if (args is not [{ Length: > 0 } number, "--pdf", { Length: > 0 } file, .. var settings])
            return Refuse("Usage: certificate NUMBER --pdf FILE (- for standard output).", WronglyAsked);
        var builder = Host.CreateApplicationBuilder(settings);
        builder.AddTime();
        builder.AddStorage();
        using var host = builder.Build();
        await host.Services.GetRequiredService<Migrations>().RunOnExisting(CancellationToken.None);
        await using var connection = await host.Services.GetRequiredService<Database>().Open(CancellationToken.None);
        if (await CertificateRow.Find(connection, number) is not { } row || row.Number != number)
            return Refuse($"There is no certificate {number} in this database.", NotFound);
        if (!SHA256.HashData(row.Content.Hashed).AsSpan().SequenceEqual(row.ContentHash))
            return Refuse($"{Kind(row)} {number} has been altered since it was signed: its content does not match its hash. Run verify.", Altered);
        var pdf = CertificateForms.Pdf(row);
        if (await WhyNotLogged(host.Services, row) is { } why)
            return Refuse($"{Kind(row)} {number} is not given out: that it was cannot be written to the access log ({why}).", NotLogged);
        return await Write(pdf, file, row);
    }

    private static async Task<string?> WhyNotLogged(IServiceProvider services, CertificateRow row)
    {
        var now = services.GetRequiredService<IClock>().Now();
        var given = AccessLog.OfCommand(AccessAction.Disclosure, row.DetentionId, row.Force, $"certificate {row.Number}", now);
        try
        {
            await services.GetRequiredService<Database>().Write(
                (connection, transaction) => connection.ExecuteAsync(AccessRow.InsertRow, given, transaction), CancellationToken.None);
            return null;
        }
        catch (Exception exception) when (exception is DbException or TimeoutException)
        {
            return exception.Message.TrimEnd('.');
        }
    }

    private static async Task<int> Write(byte[] pdf, string file, CertificateRow row)
    {
        if (file == "-")
        {
            await using var output = Console.OpenStandardOutput();
            await output.WriteAsync(pdf);
            return 0;
        }
        var part = file + ".part";
        try
        {
            // Never half a paper under its name.
            await File.WriteAllBytesAsync(part, pdf);
            File.Move(part, file, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return Refuse($"{file} cannot be written: {exception.Message}", NotWritten);
        }
        Console.WriteLine($"{file}: {Kind(row).ToLowerInvariant()} {row.Number}, {row.Status}, hash {Convert.ToHexStringLower(row.ContentHash)}");
        return 0;
    }

    private static string Kind(CertificateRow row) => row.IsStatement ? "Statement" : "Certificate";

    private static int Refuse(string sentence, int exit)
    {
        Console.Error.WriteLine(sentence);
        return exit;
    }
}
