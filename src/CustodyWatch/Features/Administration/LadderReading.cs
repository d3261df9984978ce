using CustodyWatch.Log.Alerts;
using CustodyWatch.Pace.Alerting;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Storage;
using NodaTime;

namespace CustodyWatch.Features.Administration;

/// <summary>One clock's ladder as it holds at an instant.</summary>
/// <param name="Kind">Which clock.</param>
/// <param name="InForce">The ladder.</param>
/// <param name="Usual">The one every force starts with.</param>
/// <param name="Since">The change by which it holds; null where nothing was ever changed.</param>
public sealed record LadderInForce(ClockKind Kind, Ladder InForce, Ladder Usual, LadderRow? Since)
{
    public string Clock => Vocabulary<ClockName>.Word(Kind.Name);

    /// <summary>Whether the force has a ladder of its own for it.</summary>
    public bool IsOwn => Since?.Ladder is not null;
}

/// <summary>Every ladder of a force at an instant, and every change there was.</summary>
public sealed record LadderReading(string Force, Instant At, IReadOnlyList<LadderInForce> Ladders, IReadOnlyList<LadderRow> History)
{
    public static async Task<LadderReading> Read(Database database, AlertPolicy policy, string force, Instant at, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        var history = await LadderRow.History(connection, force);
        return new LadderReading(force, at, [.. ClockKind.All.Select(kind => InForce(kind, policy.Usual(kind), history, at))], history);
    }

    private static LadderInForce InForce(ClockKind kind, Ladder usual, IReadOnlyList<LadderRow> history, Instant at)
    {
        var word = Vocabulary<ClockName>.Word(kind.Name);
        var since = history.LastOrDefault(row => row.Clock == word && row.ValidFrom <= at);
        return new(kind, since?.Ladder is { } own ? LadderRow.FromJson(own) : usual, usual, since);
    }
}
