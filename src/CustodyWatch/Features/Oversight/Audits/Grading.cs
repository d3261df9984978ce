using System.Text.Json;
using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Storage;
using NodaTime;

namespace CustodyWatch.Features.Oversight.Audits;

/// <summary>A grade as it is sent.</summary>
public sealed record GradeBody([Grades] string? Grade, [MayBeLeftOut] string? Note, IReadOnlyDictionary<string, AreaGrade>? Areas = null);

/// <summary>That a field is a grade.</summary>
internal sealed class GradesAttribute() : WordsAttribute([.. Areas.Grades]);

/// <summary>A grade that was taken.</summary>
public sealed record Graded(string Id, string CustodyRecordNumber, string Side, string Grade, string Note, string GradedBy, Instant GradedAt);

/// <summary>Takes a grade: an inspector's or superintendent's as the force's own, the inspectorate's as the inspector's.</summary>
public sealed class Grading(Database database, AccessLog access, IClock clock)
{
    private const int LongestText = 4000;

    public async Task<IResult> Grade(HttpContext http, string id, GradeBody body, CancellationToken cancel)
    {
        if (await Find(http.User.Caller(), id, cancel) is not { } detention) return Problem.Missing("There is no such case.");
        var errors = Errors(body);
        if (errors.Count > 0) return Problem.Invalid(errors);
        var row = Row(http.User.Caller(), detention, body, clock.Now());
        await database.Write(
            async (connection, transaction) =>
            {
                await row.Insert(connection, transaction);
                await access.Keep(http, connection, transaction, AccessAction.Collection, detention.Id, detention.Force, "case audit");
            },
            cancel);
        return TypedResults.Ok(new Graded(detention.Id, detention.CustodyRecordNumber, row.Side, row.Grade, row.Note.Text, row.GradedBy, row.GradedAt));
    }

    /// <summary>A case that has ended and is the caller's to grade.</summary>
    public async Task<DetentionRow?> Find(Caller caller, string id, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        return await DetentionRow.Find(connection, id) is { Status: DetentionRow.Closed } detention
            && caller.MaySeeSuite(detention.Force, detention.Suite)
            ? detention
            : null;
    }

    public static Dictionary<string, string[]> Errors(GradeBody body)
    {
        var errors = new Dictionary<string, string[]>();
        var grades = "must be one of " + string.Join(", ", Areas.Grades);
        if (body.Grade is null || !Areas.Grades.Contains(body.Grade)) errors["grade"] = [grades];
        if (Worded.TooLong(body.Note, LongestText) is { } wrong) errors["note"] = [wrong];
        foreach (var (area, given) in body.Areas ?? new Dictionary<string, AreaGrade>())
        {
            if (!Areas.All.ContainsKey(area)) errors[$"areas.{area}"] = ["is not one of " + string.Join(", ", Areas.All.Keys)];
            else if (given.Grade is null || !Areas.Grades.Contains(given.Grade)) errors[$"areas.{area}.grade"] = [grades];
            else if (Worded.TooLong(given.Reason, LongestText) is { } tooLong) errors[$"areas.{area}.reason"] = [tooLong];
        }
        return errors;
    }

    private static GradeRow Row(Caller caller, DetentionRow detention, GradeBody body, Instant now) => new()
    {
        Id = NewId.At(now),
        DetentionId = detention.Id,
        Force = detention.Force,
        Suite = detention.Suite,
        Side = GradeRow.SideOf(caller),
        Grade = body.Grade!,
        Note = body.Note ?? "",
        Areas = JsonSerializer.Serialize(body.Areas ?? new Dictionary<string, AreaGrade>(), Json.Options),
        GradedBy = caller.UserId,
        GradedAt = now,
    };
}
