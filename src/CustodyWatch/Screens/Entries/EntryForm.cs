using CustodyWatch.Access;
using CustodyWatch.Log;
using CustodyWatch.Pace.Custody;
using Microsoft.Extensions.Primitives;
using NodaTime;

namespace CustodyWatch.Screens.Entries;

/// <summary>A form for one entry of one kind, empty or as it was sent.</summary>
public sealed record EntryForm
{
    public required DetentionRow Detention { get; init; }
    public required EventKind Kind { get; init; }
    public required Instant Now { get; init; }
    public required string EntryId { get; init; }
    public required string ReturnUrl { get; init; }

    /// <summary>When it happened, as written; empty for just now.</summary>
    public string When { get; init; } = "";

    public bool FromPaper { get; init; }
    public required Func<string, StringValues> Answer { get; init; }
    public EntryErrors Errors { get; init; } = EntryErrors.None;

    public IReadOnlyList<Field> Fields => EntryFields.For(Kind);

    public static EntryForm Empty(DetentionRow detention, EventKind kind, Caller caller, Instant now, IQueryCollection query) => new()
    {
        Detention = detention,
        Kind = kind,
        Now = now,
        EntryId = Guid.CreateVersion7(now.ToDateTimeOffset()).ToString(),
        ReturnUrl = $"/detentions/{detention.Id}",
        Answer = path => query.TryGetValue(path, out var given) ? given : Likely(path, caller),
    };

    public static EntryForm Filled(DetentionRow detention, EventKind kind, Instant now, IFormCollection answers) => new()
    {
        Detention = detention,
        Kind = kind,
        Now = now,
        EntryId = IdOf(answers),
        ReturnUrl = answers["returnUrl"].ToString(),
        When = answers["when"].ToString(),
        FromPaper = answers["medium"] == "paper",
        Answer = path => answers[path],
    };

    public EntryForm Refused(Refusal refusal) => this with { Errors = new EntryErrors(Fields, refusal.Errors) };

    /// <summary>When it happened; null when what was written is not a date and a time.</summary>
    public Instant? Occurred => string.IsNullOrWhiteSpace(When) ? Now : LondonText.FromField(When);

    public ScreenEntry ToEntry(Caller caller, Instant occurred) => new()
    {
        Id = EntryId,
        Suite = Detention.SuiteCode,
        CustodyRecordNumber = Detention.CustodyRecordNumber,
        Kind = Kind,
        Occurred = occurred,
        Recorded = Now,
        RecordedBy = caller.UserId,
        Data = EntryData.From(Fields, Answer),
        FromPaper = FromPaper,
    };

    /// <summary>Given when the form was drawn, so that a form sent twice is one entry.</summary>
    public static string IdOf(IFormCollection answers) =>
        Guid.TryParse(answers["entryId"], out var id) ? id.ToString() : Guid.CreateVersion7().ToString();

    // Most entries are about the person who makes them, who can say otherwise.
    private static StringValues Likely(string path, Caller caller) => path switch
    {
        "officer.id" or "authorisedBy.id" => caller.UserId,
        "officer.rank" or "authorisedBy.rank" => caller.Role switch
        {
            Role.CustodySergeant => "sergeant",
            Role.CustodyInspector => "inspector",
            Role.Superintendent => "superintendent",
            Role.DetentionOfficer => "staff",
            _ => default(StringValues),
        },
        "requestId" => Guid.CreateVersion7().ToString("N")[..12],
        _ => default,
    };
}
