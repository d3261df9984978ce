using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Screens;
using CustodyWatch.Storage;
using NodaTime;

namespace CustodyWatch.Features.Board.Pages;

/// <summary>A review of detention that falls to an inspector, with what has to be known before it is held.</summary>
public sealed record ReviewToHold
{
    public required DetentionRow Child { get; init; }
    public required int? Age { get; init; }
    public required Duty Duty { get; init; }

    /// <summary>At rest, and so perhaps asleep.</summary>
    public Instant? AtRestSince { get; init; }

    /// <summary>In an interview that nobody has ended.</summary>
    public Instant? InterviewSince { get; init; }

    public bool AdultHere { get; init; }
    public bool AdviserHere { get; init; }
    public bool AdviserAskedFor { get; init; }
    public bool AwayNow { get; init; }

    public string Name => Child.Initials?.Text ?? Child.CustodyRecordNumber;

    /// <summary>Who can make representations now (Code C 15.3).</summary>
    public string MayBeHeard => string.Join(", ", new[]
    {
        "the child",
        AdultHere ? "the appropriate adult, who is here" : "the appropriate adult, who is not here",
        AdviserHere ? "the solicitor, who is here" : AdviserAskedFor ? "the solicitor, who has been asked for" : null,
    }.OfType<string>());

    internal static async Task<IReadOnlyList<ReviewToHold>> Read(
        Database database, IReadOnlyList<Standing> children, Instant now, Duration ahead, CancellationToken cancel)
    {
        // Once the child is charged the review officer is the custody officer (PACE 1984 s40(1)(a)).
        var reviews = children.Where(child => !child.Detention.IsCharged)
            .Select(child => (child.Detention, Duty: child.Clocks.Where(clock => clock.Clock == "review").Select(Duty.Of)
                .FirstOrDefault(duty => duty.State is ClockState.Breached or ClockState.Warning || (duty.State is ClockState.Running or ClockState.Paused && duty.DoBy <= now + ahead))))
            .Where(one => one.Duty is not null).OrderBy(one => one.Duty!.DoBy).ToArray();
        await using var connection = await database.Open(cancel);
        var held = new List<ReviewToHold>(reviews.Length);
        foreach (var (detention, duty) in reviews)
        {
            var entries = (await Log.Record.OfId(connection, detention.Id)).Entries(now);
            held.Add(new ReviewToHold
            {
                Child = detention,
                Age = detention.AgeAt(now),
                Duty = duty!,
                AtRestSince = Since<RestStarted>(entries, fact => fact is RestEnded or InterviewStarted or LeftForHospital or LeftForOtherStation),
                InterviewSince = Since<InterviewStarted>(entries, fact => fact is InterviewEnded or LeftForHospital or LeftForOtherStation),
                AdultHere = Since<AaArrived>(entries, fact => fact is AaLeft) is not null,
                AdviserHere = Since<LegalAdviserArrived>(entries, fact => fact is LegalAdviserDeclined) is not null,
                AdviserAskedFor = Since<LegalAdviserRequested>(entries, fact => fact is LegalAdviserDeclined) is not null,
                AwayNow = Since<LeftForHospital>(entries, fact => fact is ReturnedFromHospital) is not null,
            });
        }
        return held;
    }

    private static Instant? Since<T>(IReadOnlyList<CustodyEvent> entries, Func<Fact, bool> ends) where T : Fact =>
        entries.LastOrDefault(one => one.Fact is T || ends(one.Fact)) is { Fact: T } begun ? begun.Occurred : null;
}
