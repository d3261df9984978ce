using System.Data.Common;
using CustodyWatch.Http;
using CustodyWatch.Log.Projections;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CustodyWatch.Features.Accommodation;

/// <summary>
/// Which child's request is meant by an id, which is unique only within a record: the one that still waits, else the one that can still be
/// answered otherwise, else the only one. Where that leaves several, or another holds this very answer already, nobody guesses.
/// </summary>
internal sealed record RequestChoice(PlaceRequestRow? Row, ProblemHttpResult? Refusal)
{
    private const int MostNamed = 10;

    /// <param name="connection">The records.</param>
    /// <param name="scope">Of whom the caller may know.</param>
    /// <param name="requestId">The id.</param>
    /// <param name="detentionId">The child, where the caller names one.</param>
    /// <param name="answer">What is being answered, where something is.</param>
    public static async Task<RequestChoice> Find(
        DbConnection connection, RequestScope scope, string requestId, string? detentionId, AnswerBody? answer = null)
    {
        var all = await RequestQueries.Named(connection, scope, requestId, detentionId);
        if (all.Count == 0) return new(null, Problem.Missing("There is no such request."));
        PlaceRequestRow[] meant = [.. all.Where(row => row is { Decision: null, IsClosed: false })];
        if (meant.Length == 0) meant = [.. all.Where(row => !row.IsClosed)];
        if (meant.Length == 0) meant = [.. all];
        // The same answer once more is most likely that one sent again, and must not become the answer for another child.
        if (answer is not null && !meant.Any(answer.Stands)) meant = [.. meant, .. all.Where(answer.Stands)];
        return meant is [var row] ? new(row, null) : new(null, Several(meant));
    }

    private static ProblemHttpResult Several(IReadOnlyList<PlaceRequestRow> meant) => Problem.Of(
        StatusCodes.Status409Conflict, Problem.SeveralChildren, "Several children have a request of this id.",
        $"Say which child is meant by detentionId: {string.Join(", ", meant.Take(MostNamed).Select(row => $"{row.DetentionId} (custody record {row.CustodyRecordNumber})"))}.");
}
