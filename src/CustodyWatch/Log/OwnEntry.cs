using System.Text.Json;
using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log.Projections;
using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Log;

/// <summary>
/// An event made here, by a button or a call, in the same envelope as one from a records system, so that it goes through the
/// same door and makes the same entry. Whether the caller may enter it is asked apart, by <see cref="Posting"/> or a policy.
/// </summary>
public static class OwnEntry
{
    /// <param name="data">What happened, by the field names of the event's type.</param>
    /// <param name="id">An id of the maker's, when pressing twice must make one entry.</param>
    public static Submission Of(
        DetentionRow detention, EventKind kind, Instant occurred, object data, Caller by, Instant now,
        string medium = "screen", string? id = null)
    {
        var envelope = new Dictionary<string, object>
        {
            ["specversion"] = "1.0",
            ["id"] = id ?? $"cw-{NewId.At(now)}",
            ["source"] = SourceName.Of(detention.SuiteCode),
            ["type"] = kind.TypeName(),
            ["subject"] = detention.CustodyRecordNumber,
            ["time"] = Rfc3339.Cut(occurred),
            ["recordedtime"] = now,
            ["recordedby"] = by.UserId,
            ["medium"] = medium,
            ["data"] = data,
        };
        if (by.SignedInAt is { } began) envelope[EntryMark.SessionStarted] = began;
        return EnvelopeReader.Read(JsonSerializer.SerializeToUtf8Bytes(envelope, Json.Options), now);
    }
}
