using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Screens;
using CustodyWatch.Storage;
using NodaTime;

namespace CustodyWatch.Features.Detentions.Disclosure;

/// <summary>
/// How a child is being cared for, for independent custody visitors: what was done and when, and nothing that tells who the child
/// is, what the investigation is about, or what anybody wrote.
/// </summary>
public sealed record RedactedRecord
{
    public required string Suite { get; init; }
    public required Instant Now { get; init; }
    public int? Age { get; init; }
    public Instant? ArrivedAt { get; init; }
    public Instant? EndedAt { get; init; }
    public IReadOnlyList<RedactedEntry> Entries { get; init; } = [];
    public IReadOnlyList<Duty> Duties { get; init; } = [];

    // From the detention limit to the last of the welfare clocks. What comes after charge tells of the case, and two tell of the family.
    private static bool OfCare(ClockName name) => name <= ClockName.Exercise && name is not
        (ClockName.Court or ClockName.CourtListing or ClockName.LocalAuthority or ClockName.SocialCare);

    public static async Task<RedactedRecord> Read(Database database, DetentionRow detention, Instant now, CancellationToken cancel)
    {
        var timeline = await TimelineAnswer.Read(database, detention.Id, cancel);
        await using var connection = await database.Open(cancel);
        var sheet = (await Log.Record.OfId(connection, detention.Id)).Clocks(now);
        return new RedactedRecord
        {
            Suite = detention.Suite,
            Now = now,
            Age = sheet.Record.Arrived?.Child.AgeAt(detention.EndedAt ?? now),
            ArrivedAt = detention.ArrivedAt,
            EndedAt = detention.EndedAt,
            Entries = [.. timeline.Items.Select(RedactedEntry.Of).OfType<RedactedEntry>()],
            Duties = [.. Screens.Duties.WorstFirst([.. sheet.Current.Select(Duty.Of).Where(duty => OfCare(duty.Name))], sheet.Record.ChargedAt is not null)],
        };
    }
}
