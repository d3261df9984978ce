using System.Globalization;

namespace CustodyWatch.Access;

/// <summary>How long someone stays signed in.</summary>
public sealed record SessionOptions
{
    /// <summary>Without any use; a page that keeps itself up to date is in use.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromHours(1);

    /// <summary>In all: a long shift and its handover.</summary>
    public TimeSpan Most { get; init; } = TimeSpan.FromHours(13);

    public static (SessionOptions? Options, string? Refusal) Read(IConfigurationSection section)
    {
        var usual = new SessionOptions();
        var (idle, most) = (Minutes(section["IdleMinutes"], usual.Idle), Minutes(section["MostMinutes"], usual.Most));
        return idle is null || most is null || idle > most
            ? (null, "CustodyWatch:Session:IdleMinutes and MostMinutes must be whole minutes from 1 to 1440, the first no more than the second.")
            : (new SessionOptions { Idle = idle.Value, Most = most.Value }, null);
    }

    private static TimeSpan? Minutes(string? text, TimeSpan usual) =>
        string.IsNullOrEmpty(text) ? usual
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes is >= 1 and <= 1440
            ? TimeSpan.FromMinutes(minutes)
            : null;
}
