using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Screens;
using CustodyWatch.Storage;
using NodaTime;

namespace CustodyWatch.Features.Board.Pages;

/// <summary>What an inspector answers for: every suite of a force, what is due, and what nobody has seen to.</summary>
public sealed record ForceView(string Force, Instant Now, long AlertSequence)
{
    private static readonly Duration Ahead = Duration.FromHours(6);
    private const int MostDue = 100;

    public IReadOnlyList<SuiteLine> Suites { get; init; } = [];
    /// <summary>What is due soonest, of all that is due in six hours.</summary>
    public IReadOnlyList<DueItem> Due { get; init; } = [];

    public int DueInAll { get; init; }
    public IReadOnlyList<AlertView> Alerts { get; init; } = [];
    public IReadOnlyList<ReviewToHold> Reviews { get; init; } = [];
    public required Caller Caller { get; init; }

    public bool MaySilence => Policies.Table[Policies.SilenceAlerts].Contains(Caller.Role);

    /// <summary>What has climbed past the sergeant, and what is addressed to the reader at once, the gravest first.</summary>
    public IReadOnlyList<AlertView> ForReader => field ??= [.. AlertView.GravestFirst(Alerts.Where(alert => alert.IsOpen && alert.Calls(Caller.Role)))];

    internal static async Task<ForceView> Read(BoardQuery query, Database database, string force, Caller caller, CancellationToken cancel)
    {
        var scope = Scope.Of(caller, force, null) ?? throw new InvalidOperationException("The caller may not see this force.");
        var alerts = await SuiteAlerts.OfForce(database, force, cancel);
        var (now, held) = await query.Held(scope, cancel);
        var due = BoardQuery.DueBy(held, now + Ahead).ToArray();
        return new ForceView(force, now, alerts.Sequence)
        {
            Caller = caller,
            Alerts = alerts.Live,
            Due = [.. due.Take(MostDue)],
            DueInAll = due.Length,
            Reviews = await ReviewToHold.Read(database, held, now, Ahead, cancel),
            Suites =
            [
                .. held.GroupBy(child => child.Detention.Suite).OrderBy(suite => suite.Key, StringComparer.Ordinal)
                    .Select(suite => new SuiteLine(
                        suite.Key, suite.Count(), suite.Sum(child => child.Breaches),
                        alerts.Live.Count(alert => alert.IsOpen && !alert.IsForAuthorityAlone && alert.Suite == suite.Key))),
            ],
        };
    }
}

public sealed record SuiteLine(string Suite, int Children, int Broken, int Alerts);
