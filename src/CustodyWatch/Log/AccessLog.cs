using System.Data.Common;
using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Storage;
using CustodyWatch.Storage.Sealing;
using Dapper;
using NodaTime;

namespace CustodyWatch.Log;

/// <summary>What was done with a record (DPA 2018 s62(1)).</summary>
public enum AccessAction { Collection, Alteration, Consultation, Disclosure, Combination, Erasure }

/// <summary>One look at, or change of, a record.</summary>
public sealed record AccessRow
{
    public string Id { get; init; } = "";
    public Instant At { get; init; }
    public string UserId { get; init; } = "";
    public string Role { get; init; } = "";
    public string? Force { get; init; }
    public string Action { get; init; } = "";
    public string Subject { get; init; } = "";
    public Sealed? Reason { get; init; }
    public string? Origin { get; init; }

    public const string InsertRow = """
        INSERT INTO access_log (id, at, user_id, role, force, action, subject, reason, origin)
        VALUES (@Id, @At, @UserId, @Role, @Force, @Action, @Subject, @Reason, @Origin)
        """;

    /// <summary>Before every id made from an instant on: ids grow with time (RFC 9562 5.7).</summary>
    public static string FirstId(Instant from)
    {
        var milliseconds = from.ToUnixTimeMilliseconds().ToString("x12", System.Globalization.CultureInfo.InvariantCulture);
        return $"{milliseconds[..8]}-{milliseconds[8..]}";
    }
}

/// <summary>
/// Remembers who read or changed what; on disk before the answer is sent. Looks that come while others are being written down
/// are written down together next, so that many readers never keep an event waiting.
/// </summary>
public sealed class AccessLog(Database database, IClock clock) : IDisposable
{
    private const int AtOnce = 1000;

    private readonly Gathered<AccessRow[], bool> _looks = new(
        looks => database.Compose(
            (_, _, writes) =>
            {
                writes.AddEach(AccessRow.InsertRow, [.. looks.SelectMany(rows => rows)]);
                return Task.FromResult<IReadOnlyList<bool>>([.. looks.Select(_ => true)]);
            },
            CancellationToken.None),
        AtOnce,
        rows => rows.Length);

    /// <param name="http">The request that is about to be answered.</param>
    /// <param name="subject">A detention's id, or what else was looked at, such as <c>quarantine/…</c>.</param>
    /// <param name="by">Who looks, when it is not whoever is signed in.</param>
    public Task Write(
        HttpContext http, AccessAction action, string subject, string? force, CancellationToken cancel, string? reason = null,
        Caller? by = null) => Write([Row(http, action, subject, force, reason, by)], cancel);

    /// <summary>
    /// A look at a list. Of one force when that was asked for or is the reader's own; else of each whose records it shows, so that
    /// the administrator of each sees the look.
    /// </summary>
    /// <param name="force">The force that was asked for; null for none.</param>
    /// <param name="shown">The force of each record in the answer.</param>
    public Task Write(
        HttpContext http, AccessAction action, string subject, string? force, IEnumerable<string> shown, CancellationToken cancel,
        string? reason = null)
    {
        string?[] forces = (Query.Given(force) ?? HomeForce(http.User.Caller())) is { } one ? [one] : [.. shown.Distinct().DefaultIfEmpty()];
        return Write(Array.ConvertAll(forces, of => Row(http, action, subject, of, reason)), cancel);
    }

    /// <summary>A look at several records: a row for each.</summary>
    /// <param name="records">The id of each, and its force.</param>
    public Task WriteEach(HttpContext http, AccessAction action, IEnumerable<(string Id, string Force)> records, CancellationToken cancel) =>
        Write([.. records.Select(record => Row(http, action, record.Id, record.Force))], cancel);

    private Task<bool> Write(AccessRow[] rows, CancellationToken cancel) => _looks.Do(rows, cancel);

    public void Dispose() => _looks.Dispose();

    /// <summary>An entry made through the one door to the log: data collected, or put right.</summary>
    public static AccessRow OfEntry(Caller by, AccessAction action, string detentionId, string force, Instant now) => new()
    {
        Id = NewId.At(now),
        At = now,
        UserId = by.UserId,
        Role = by.Role.Word(),
        Force = force,
        Action = Vocabulary<AccessAction>.Word(action),
        Subject = detentionId,
        Origin = by.Origin,
    };

    /// <summary>What somebody at the machine did with a command, under the name they have there.</summary>
    public static AccessRow OfCommand(AccessAction action, string detentionId, string force, string reason, Instant now) => new()
    {
        Id = NewId.At(now),
        At = now,
        UserId = $"{Command}:{Environment.UserName}",
        Role = Command,
        Force = force,
        Action = Vocabulary<AccessAction>.Word(action),
        Subject = detentionId,
        Reason = reason,
    };

    private const string Command = "command";

    /// <summary>A reader may say why they look, in this header; it is kept with the look, the beginning of it where it is longer than a reason may be.</summary>
    public const string ReasonHeader = "X-Access-Reason";

    private static string? Said(HttpContext http) => Kept(http.Request.Headers[ReasonHeader].ToString());

    /// <summary>Why somebody looks, as they say it in the form on a page; null when that says nothing.</summary>
    public static string? Said(IFormCollection answers) => Kept(answers["reason"].ToString());

    private static string? Kept(string said)
    {
        said = said.Trim();
        if (said.Length > Worded.Longest) said = said[..(char.IsHighSurrogate(said[Worded.Longest - 1]) ? Worded.Longest - 1 : Worded.Longest)];
        return said.Length > 0 ? said : null;
    }

    // A list that named no force was read from where the reader belongs.
    private static string? HomeForce(Caller caller) =>
        caller.Forces.Concat(caller.Suites.Select(suite => suite.Force)).Distinct().ToArray() is [var only] ? only : null;

    /// <summary>Writes it in a transaction of the caller's own, with what it is about.</summary>
    public Task Keep(
        HttpContext http, DbConnection connection, DbTransaction transaction, AccessAction action, string subject, string? force,
        string? reason = null, Caller? by = null) =>
        connection.ExecuteAsync(AccessRow.InsertRow, Row(http, action, subject, force, reason, by), transaction);

    /// <summary>The row itself, for a caller that writes it in a transaction of its own.</summary>
    public AccessRow Row(
        HttpContext http, AccessAction action, string subject, string? force, string? reason = null, Caller? by = null)
    {
        var now = clock.GetCurrentInstant();
        var caller = by ?? http.User.Caller();
        return new AccessRow
        {
            Id = NewId.At(now),
            At = now,
            UserId = caller.UserId,
            Role = caller.Role.Word(),
            Force = Query.Given(force) ?? HomeForce(caller),
            Action = Vocabulary<AccessAction>.Word(action),
            Subject = subject,
            Reason = (reason, Said(http)) is ({ } told, { } said) ? $"{told}; {said}" : reason ?? Said(http),
            Origin = http.Connection.RemoteIpAddress?.ToString(),
        };
    }
}
