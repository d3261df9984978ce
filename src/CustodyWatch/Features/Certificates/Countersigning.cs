using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Log.Proof;
using NodaTime;

namespace CustodyWatch.Features.Certificates;

public sealed record CountersigningBody([MayBeLeftOut] string? Note);

/// <summary>That an inspector has read a certificate.</summary>
public sealed record Countersignature(string By, string Role, Instant At, string? Note)
{
    public static Countersignature? Of(CountersignatureRow? row) => row is null ? null : new(row.SignedBy, row.Role, row.At, row.Note?.Text);
}

/// <summary>
/// An inspector of the force puts their name to having read a certificate. What was signed does not change; the first
/// countersignature stands and is a link of the chain. One that was replaced or retracted, or does not count, is nobody's to put a name to.
/// </summary>
public sealed class Countersigning(CustodyLog log, AccessLog access)
{
    private const int LongestNote = 2000;

    public async Task<IResult> Countersign(HttpContext http, CertificateRow row, string? note, CancellationToken cancel)
    {
        var by = http.User.Caller();
        if (Worded.TooLong(note, LongestNote) is { } wrong) return Problem.Invalid(new Dictionary<string, string[]> { ["note"] = [wrong] });
        return await log.Decide<IResult>(by, async act =>
        {
            var (connection, transaction, chain) = (act.Connection, act.Transaction, act.Chain);
            if (await CountersignatureRow.Find(connection, row.Id, transaction) is { } before)
                return before.SignedBy == by.UserId
                    ? TypedResults.Ok(Countersignature.Of(before))
                    : Problem.Of(StatusCodes.Status409Conflict, Problem.Conflict, "This certificate is countersigned already.",
                        $"{before.SignedBy} countersigned it at {Rfc3339.Text(before.At)}.");
            if (await CertificateRow.Find(connection, row.Id, transaction) is not { Stands: true } found)
                return Problem.Of(StatusCodes.Status409Conflict, Problem.Conflict, "This certificate no longer stands.",
                    "A later one has replaced it, or its entry on the record was retracted, so it is not countersigned.");
            if (found.WhyVoid is { } why)
                return Problem.Of(StatusCodes.Status409Conflict, Problem.Conflict, "This certificate does not count, so it is not countersigned.", why);
            var seen = new CountersignatureRow
            {
                CertificateId = row.Id,
                SignedBy = by.UserId,
                Role = by.Role.Word(),
                At = act.Now,
                Note = string.IsNullOrWhiteSpace(note) ? null : note.Trim(),
            };
            await (seen with { Position = await chain.Add(Chain.Countersignature, seen.SealedHash()) }).Insert(connection, transaction);
            await access.Keep(http, connection, transaction, AccessAction.Alteration, row.DetentionId, row.Force, $"certificate {row.Number} countersigned");
            return TypedResults.Ok(Countersignature.Of(seen));
        }, cancel);
    }
}
