using System.Text;
using CustodyWatch.Features.Replay;

namespace CustodyWatch.Tests.Replay;

/// <summary>Runs the replay command over files of its own and keeps what it said.</summary>
internal sealed class ReplayBench : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("custodywatch-replay-").FullName;

    public string Output { get; private set; } = "";
    public string Messages { get; private set; } = "";
    public byte[] Input { get; set; } = [];

    public string File(string name, string text) => File(name, Encoding.UTF8.GetBytes(text));

    public string File(string name, byte[] bytes)
    {
        var path = Place(name);
        System.IO.File.WriteAllBytes(path, bytes);
        return path;
    }

    public string Place(string name) => Path.Combine(_folder, name);

    /// <summary>The exit code.</summary>
    public int Run(params string[] args)
    {
        using var output = new MemoryStream();
        using var messages = new StringWriter();
        var exit = ReplayCommand.Run(args, new MemoryStream(Input), output, messages);
        Output = Encoding.UTF8.GetString(output.ToArray());
        Messages = messages.ToString();
        return exit;
    }

    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
