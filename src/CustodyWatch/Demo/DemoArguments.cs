using System.Globalization;

namespace CustodyWatch.Demo;

/// <summary>What <c>serve --demo [--speed 60]</c> asks for, and the arguments left for the service.</summary>
public sealed record DemoArguments(double Speed, string[] Rest)
{
    private const double Fastest = 3600;

    /// <summary>The demonstration asked for; null when none is. A sentence when it is asked for wrongly.</summary>
    public static (DemoArguments? Demo, string? Problem) Parse(string[] args)
    {
        var rest = args.ToList();
        var speed = 1.0;
        if (rest.FindIndex(arg => arg is "--speed" || arg.StartsWith("--speed=", StringComparison.Ordinal)) is var at and >= 0)
        {
            var given = rest[at].Contains('=', StringComparison.Ordinal) ? rest[at].Split('=')[1] : rest.ElementAtOrDefault(at + 1);
            if (!double.TryParse(given, NumberStyles.Float, CultureInfo.InvariantCulture, out speed) || speed is not (>= 1 and <= Fastest))
                return (null, $"--speed is a number from 1 to {Fastest}: how many times faster than life time runs.");
            rest.RemoveRange(at, rest[at].Contains('=', StringComparison.Ordinal) ? 1 : 2);
            if (!rest.Contains("--demo")) return (null, "--speed goes with --demo: only an invented suite may run faster than life.");
        }
        return rest.RemoveAll(arg => arg == "--demo") > 0 ? (new DemoArguments(speed, [.. rest]), null) : (null, null);
    }
}
