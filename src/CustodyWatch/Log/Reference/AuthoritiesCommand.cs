using System.Text;
using CustodyWatch.Storage;

namespace CustodyWatch.Log.Reference;

/// <summary>
/// <c>authorities</c>: writes the local authorities and their contacts as CSV; <c>authorities FILE</c> takes such a file and
/// changes those that it says something new of. Of a file with a bad line nothing is taken, and it ends with 2.
/// </summary>
public static class AuthoritiesCommand
{
    private const int BadFile = 2;

    public static async Task<int> Run(string[] args)
    {
        var file = args is [var first, ..] && !first.StartsWith('-') ? first : null;
        var builder = Host.CreateApplicationBuilder(file is null ? args : args[1..]);
        builder.AddTime();
        builder.AddStorage();
        builder.AddLog();
        using var host = builder.Build();
        await host.Services.GetRequiredService<Migrations>().RunOnExisting(CancellationToken.None);
        var authorities = host.Services.GetRequiredService<Authorities>();
        await authorities.Load(CancellationToken.None);
        if (file is not null) return await Take(file, host.Services);
        Console.WriteLine(AuthorityFile.Heading);
        foreach (var row in await authorities.All(CancellationToken.None)) Console.WriteLine(AuthorityFile.Line(row));
        return 0;
    }

    private static async Task<int> Take(string file, IServiceProvider services)
    {
        if (!File.Exists(file)) return Refuse($"There is no file {file}.");
        var now = services.GetRequiredService<CustodyLog>().Now();
        var reason = $"Taken from {Path.GetFileName(file)}";
        using var reader = new StreamReader(file, Encoding.UTF8);
        var lines = AuthorityFile.Read(reader).ToArray();
        var wrong = lines.SelectMany(line => line.Row is null
            ? [$"Line {line.Line}: {(line.Line == AuthorityFile.HeadingLine ? "it must be the heading" : "there must be six fields")}, {AuthorityFile.Heading}."]
            : AuthorityRules.Errors(line.Row, reason, now).Select(error => $"Line {line.Line}: {error.Key} {error.Value[0]}.")).ToArray();
        if (wrong.Length > 0) return Refuse([.. wrong, "Nothing was changed."]);
        var changed = await services.GetRequiredService<Database>().Write(
            async (connection, transaction) =>
            {
                var count = 0;
                foreach (var (_, row) in lines)
                    if (await Authorities.Change(connection, transaction, row!, now, $"command:{Environment.UserName}", reason)) count++;
                return count;
            },
            CancellationToken.None);
        Console.WriteLine($"{changed} authorities added or changed, {lines.Length - changed} were as the file says.");
        return 0;
    }

    private static int Refuse(params string[] sentences)
    {
        foreach (var sentence in sentences) Console.Error.WriteLine(sentence);
        return BadFile;
    }
}
