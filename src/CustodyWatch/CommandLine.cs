namespace CustodyWatch;

/// <summary>
/// What each command may be asked with. Whatever else is said is refused before anything is done: a word mistyped is not taken for
/// silence, and settings are read only by their full names.
/// </summary>
/// <param name="Usage">How it is asked.</param>
/// <param name="Words">How many words it takes that are no options.</param>
/// <param name="Flags">Options that are said or not.</param>
/// <param name="Valued">Options that go with a value.</param>
internal sealed record CommandLine(string Usage, int Words, string[] Flags, params string[] Valued)
{
    private const string Settings = "Settings are given by their full names, such as --CustodyWatch:DataDirectory FOLDER.";
    private static readonly string[] Sections = ["CustodyWatch", "Logging", "Kestrel"];

    private static readonly Dictionary<string, CommandLine> Commands = new()
    {
        ["serve"] = new("serve [--demo [--speed 60]] [--urls URL] [--environment NAME]", 0, ["--demo"], "--speed", "--urls", "--environment", "--contentRoot", "--applicationName", "--webroot", "--http_ports", "--https_ports", "--AllowedHosts"),
        ["migrate"] = new("migrate", 0, []),
        ["verify"] = new("verify [--disposed]", 0, ["--disposed"]),
        ["rebuild"] = new("rebuild", 0, []),
        ["reseal"] = new("reseal [--new-key]", 0, ["--new-key"]),
        ["dispose"] = new("dispose [--dry-run]", 0, ["--dry-run"]),
        ["import"] = new("import FOLDER", 1, []),
        ["authorities"] = new("authorities [FILE]", 1, []),
        ["certificate"] = new("certificate NUMBER --pdf FILE (- for standard output)", 1, [], "--pdf"),
    };

    /// <summary>The usage asked for, or the sentence that says what is wrong; nothing where the command is to be carried out.</summary>
    public static (string? Help, string? Problem) Check(string[] args)
    {
        if (args is [var only] && IsHelp(only)) return (null, null);
        var (name, given) = args is [['-', ..], ..] or [] ? ("serve", args) : (args[0], args[1..]);
        if (name == "replay") return given.Any(IsHelp) ? ($"Usage: {Features.Replay.ReplayArguments.Usage}. {Features.Replay.ReplayArguments.OfCsv}", null) : (null, null);
        if (!Commands.TryGetValue(name, out var command)) return (null, null);
        if (given.Any(IsHelp)) return ($"Usage: {command.Usage}. {Settings}", null);
        return (null, (command.Problem(given) ?? (name == "serve" ? null : Mistyped(given))) is { } problem ? $"{problem} Usage: {command.Usage}. {Settings}" : null);
    }

    private static bool IsHelp(string arg) => arg is "--help" or "-h";

    private string? Problem(string[] given)
    {
        var words = 0;
        for (var i = 0; i < given.Length; i++)
        {
            if (given[i] is "-" or not ['-', ..])
            {
                if (++words > Words) return $"{given[i]} is not understood.";
                continue;
            }
            var (name, value) = given[i].Split('=', 2) is [var before, var after] ? (before, after) : (given[i], null);
            if (value is null && Flags.Contains(name)) continue;
            if (!Valued.Contains(name) && !IsSetting(name)) return $"There is no option {given[i]}.";
            if (value is null && (++i == given.Length || given[i] is ['-', '-', ..])) return $"{name} needs a value.";
        }
        return null;
    }

    // The service says it of a setting and starts: a child's clocks go on. A command would do its work on another database.
    private static string? Mistyped(string[] given) => given.Select(arg => arg.Split('=', 2)[0]).FirstOrDefault(name => IsSetting(name) && !UnreadSettings.Reads(name[2..])) is { } unread
        ? $"Nothing reads the setting {unread}; its name may be mistyped."
        : null;

    /// <summary>Whether a command that is carried out acts by settings, as all do but those that only speak, and replay.</summary>
    public static bool ReadsSettings(string[] args) => args is [var name, ..] && name != "serve" && Commands.ContainsKey(name);

    private static bool IsSetting(string name) => name.Split(':', 2) is [['-', '-', .. var section], { Length: > 0 }]
        && Sections.Contains(section, StringComparer.OrdinalIgnoreCase);
}
