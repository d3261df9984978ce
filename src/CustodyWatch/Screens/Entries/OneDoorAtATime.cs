using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Storage;
using Dapper;
using NodaTime;

namespace CustodyWatch.Screens.Entries;

/// <summary>
/// A check is entered for one child, by someone who stood at that door. A round of doors entered in one go says that nobody
/// looked (IOPC, Suffolk, October 2020), so a screen does not take it. What was written on paper is taken and marked as such.
/// </summary>
public sealed class OneDoorAtATime(Database database)
{
    private static readonly Duration BetweenDoors = Duration.FromSeconds(10);
    private static readonly Duration LookedBack = Duration.FromMinutes(15);
    private static readonly Duration Hair = Duration.FromMilliseconds(1);

    private const string SelectOther = """
        SELECT MIN(r.custody_record_number) FROM events e INNER JOIN records r ON r.detention_id = e.detention_id
        WHERE e.force = @Force AND e.suite = @Suite AND e.received >= @since AND e.type = @type AND e.medium = 'screen'
            AND e.posted_by = @by AND e.detention_id <> @Id AND e.occurred > @after AND e.occurred < @before
        """;

    /// <summary>Whether one form tries to speak for several children, or to say several things of one.</summary>
    public static bool IsBulk(IFormCollection answers) =>
        answers["entryId"].Count > 1 || answers["quick"].Count > 1 || answers.ContainsKey("detentionId") || answers.ContainsKey("id");

    public static IResult Bulk() => Problem.Invalid(new Dictionary<string, string[]>
    {
        ["entryId"] = ["Entries are made for one child at a time, each with the time at its own door."],
    });

    /// <summary>The refusal of a visit that its maker cannot have made, having been at another door; null for any other entry.</summary>
    public async Task<Refusal?> Refuse(ScreenEntry entry, DetentionRow detention, CancellationToken cancel)
    {
        if (entry.Kind != EventKind.Visit || entry.FromPaper) return null;
        await using var connection = await database.Open(cancel);
        var other = await connection.ExecuteScalarAsync<string?>(SelectOther, new
        {
            detention.Force,
            detention.Suite,
            detention.Id,
            since = entry.Recorded - LookedBack,
            type = EventKind.Visit.TypeName(),
            by = entry.RecordedBy,
            after = entry.Occurred - BetweenDoors + Hair,
            before = entry.Occurred + BetweenDoors,
        });
        return other is null ? null : Refusal.Invalid(
            "visit", $"You entered a visit to {other} at that same time. {(IsByCamera(entry) ? "Enter each look by camera with the time you looked." : "Enter each visit with the time you stood at that door.")}");
    }

    private static bool IsByCamera(ScreenEntry entry) => entry.Data["method"]?.ToString() == Vocabulary<VisitMethod>.Word(VisitMethod.Camera);
}
