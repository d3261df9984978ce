using CustodyWatch.Access;
using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Rules.Reviews;
using Microsoft.Extensions.Primitives;
using NodaTime;

namespace CustodyWatch.Screens.Entries;

/// <summary>A form for one entry of one kind, empty or as it was sent.</summary>
public sealed record EntryForm
{
    public const string Paper = "paper";

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

    /// <summary>What an answer can be chosen from, because it is on the record already.</summary>
    public OnRecord OnRecord { get; init; } = OnRecord.Nothing;

    /// <summary>What has to be on the record before this can be about it; null when it is there.</summary>
    public EventKind? First => Kind switch
    {
        EventKind.ChildAnswered when OnRecord.Waiting.Count == 0 => EventKind.ChildAsked,
        EventKind.AccommodationAnswered or EventKind.AccommodationWithdrawn when OnRecord.Places.Count == 0 => EventKind.AccommodationRequested,
        _ => null,
    };

    public IReadOnlyList<Field> Fields => OnRecord.Offer(Kind, EntryFields.For(Kind));

    public static EntryForm Empty(DetentionRow detention, EventKind kind, Caller caller, Instant now, IQueryCollection query) => new()
    {
        Detention = detention,
        Kind = kind,
        Now = now,
        EntryId = NewId.At(now),
        ReturnUrl = LocalRedirectResult.IsOurs(query["returnUrl"]) ? query["returnUrl"].ToString() : $"/detentions/{detention.Id}",
        FromPaper = query["medium"] == Paper,
        Answer = path => query.TryGetValue(path, out var given) ? given : Likely(detention, kind, path, caller),
    };

    public static EntryForm Filled(DetentionRow detention, EventKind kind, Instant now, IFormCollection answers) => new()
    {
        Detention = detention,
        Kind = kind,
        Now = now,
        EntryId = IdOf(answers),
        ReturnUrl = answers["returnUrl"].ToString(),
        When = EntryData.Together(answers["when"]),
        FromPaper = answers["medium"] == Paper,
        Answer = path => answers[path],
    };

    /// <summary>The whole form of what was to be entered in two taps.</summary>
    /// <param name="detention">The child.</param>
    /// <param name="kind">Which kind of event.</param>
    /// <param name="now">When it was sent.</param>
    /// <param name="answers">What was sent.</param>
    /// <param name="fields">What the button that was pressed stands for.</param>
    public static EntryForm Quick(
        DetentionRow detention, EventKind kind, Instant now, IFormCollection answers, IReadOnlyDictionary<string, StringValues> fields) => new()
        {
            Detention = detention,
            Kind = kind,
            Now = now,
            EntryId = IdOf(answers),
            ReturnUrl = answers["returnUrl"].ToString(),
            When = DoorTime.ForField(answers["at"], now),
            Answer = path => fields.GetValueOrDefault(path),
        };

    public EntryForm Refused(Refusal refusal) => this with { Errors = new EntryErrors(Fields, refusal.Errors) };

    /// <summary>When it happened; null when what was written is not a date and a time.</summary>
    public Instant? Occurred => string.IsNullOrWhiteSpace(When) ? Now : LondonText.FromField(When);

    /// <summary>Why the time written cannot stand; null when it can. What comes from paper was not just now.</summary>
    public Refusal? WrongTime =>
        EntryData.Mistimed(Fields, Answer, When, Slipped) is { } wrong ? wrong :
        Occurred is null ? Refusal.Invalid("time", "must be a date and a time")
        : FromPaper && string.IsNullOrWhiteSpace(When) ? Refusal.Invalid("time", "must be the one on the paper")
        : null;

    private string? Slipped(string field, Instant at) =>
        ArrivalFields.MayBeYearsBack(field, Answer) ? Slip.InYear(at) : Slip.In(at, Now, OnRecord.ArrestedAt);

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

    // Most entries are about the person who makes them, who can say otherwise; a review by one too low in rank is about somebody else.
    private static StringValues Likely(DetentionRow detention, EventKind kind, string path, Caller caller) => path switch
    {
        "officer.id" or "officer.rank" when kind == EventKind.ReviewHeld && !(RankOf(caller) >= ReviewFaults.RankNeeded(detention.ChargedAt is not null)) => default,
        "officer.id" or "authorisedBy.id" => caller.UserId,
        "officer.rank" or "authorisedBy.rank" => RankOf(caller) is { } rank ? Vocabulary<Rank>.Word(rank) : default(StringValues),
        "requestId" when EntryFields.For(kind).Contains(PeopleFields.NewRequest) => Guid.CreateVersion7().ToString("N")[..12],
        _ => default,
    };

    private static Rank? RankOf(Caller caller) => caller.Role switch
    {
        Role.CustodySergeant => Rank.Sergeant,
        Role.CustodyInspector => Rank.Inspector,
        Role.Superintendent => Rank.Superintendent,
        Role.DetentionOfficer => Rank.Staff,
        _ => null,
    };
}
