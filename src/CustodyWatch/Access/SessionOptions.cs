using System.Globalization;

namespace CustodyWatch.Access;

/// <summary>How long someone stays signed in.</summary>
public sealed record SessionOptions
{
    /// <summary>Without any use; a page that keeps itself up to date is in use.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromHours(1);

    /// <summary>In all: a long shift and its handover.</summary>
    public TimeSpan Most { get; init; } = TimeSpan.FromHours(13);

    /// <summary>At a suite's screen, after the last thing that was done there.</summary>
    public TimeSpan Tap { get; init; } = TimeSpan.FromMinutes(10);

    public static (SessionOptions? Options, string? Refusal) Read(IConfigurationSection section)
    {
        var usual = new SessionOptions();
        var (idle, most) = (Minutes(section["IdleMinutes"], usual.Idle), Minutes(section["MostMinutes"], usual.Most));
        var tap = Minutes(section["TapMinutes"], usual.Tap);
        if (tap is null || tap > TimeSpan.FromHours(1)) return (null, "CustodyWatch:Session:TapMinutes must be whole minutes from 1 to 60.");
        return idle is null || most is null || idle > most
            ? (null, "CustodyWatch:Session:IdleMinutes and MostMinutes must be whole minutes from 1 to 1440, the first no more than the second.")
            : (new SessionOptions { Idle = idle.Value, Most = most.Value, Tap = tap.Value }, null);
    }

    private static TimeSpan? Minutes(string? text, TimeSpan usual) =>
        string.IsNullOrEmpty(text) ? usual
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes is >= 1 and <= 1440
            ? TimeSpan.FromMinutes(minutes)
            : null;
}
