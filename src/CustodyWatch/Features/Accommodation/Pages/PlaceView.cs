using CustodyWatch.Access;
using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Log.Reference;
using CustodyWatch.Pace.Accommodation;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Pace.Rules.Safeguards;
using CustodyWatch.Screens;
using CustodyWatch.Screens.Entries;
using CustodyWatch.Storage;
using Microsoft.Extensions.Primitives;
using NodaTime;

namespace CustodyWatch.Features.Accommodation.Pages;

/// <summary>The search for one child's bed: what the law lets be asked, of whom, and what has come of it.</summary>
public sealed record PlaceView
{
    public required DetentionRow Detention { get; init; }
    public required Section38Decision Decision { get; init; }
    public required Section38Answers Known { get; init; }

    /// <summary>The authorities to ask: the one that looks after the child, the one of the home, the suite's own.</summary>
    public required IReadOnlyList<Candidate> Candidates { get; init; }

    public required IReadOnlyList<DeskRequest> Requests { get; init; }
    public required MayAnswer Secure { get; init; }

    /// <summary>The early word last given; null when none was.</summary>
    public (AccommodationLikely Fact, Instant At)? EarlyWord { get; init; }

    public required long Sequence { get; init; }
    public required Instant Now { get; init; }
    public required bool MayAct { get; init; }
    public required AskForm Form { get; init; }
    public LinkGiven? Link { get; init; }

    /// <summary>The request of which a link was made with a button that is sent again, as a page that is loaded anew does, and when.</summary>
    public (string RequestId, Instant At)? LinkMade { get; init; }

    /// <summary>The form other than asking that was refused: the withdrawal of a request, or with none the early word.</summary>
    public RefusedAct? Refused { get; init; }

    public bool HasLeft => Detention.EndedAt is not null;

    public bool BailRefused => Known.BailWouldMeetIt == false;

    /// <summary>Why the child is to be released: bail that stands granted, a review, or an age under ten; null where nothing says so.</summary>
    public required string? ToBeReleased { get; init; }

    /// <summary>Eighteen when bail was refused, or now where it was not: no place is asked for.</summary>
    public bool IsAdult => Known.Age >= Citation.AdultFromAge;

    public string Url => $"/detentions/{Detention.Id}/place";

    /// <summary>The form of another entry, which leads back here.</summary>
    public string EntryUrl(string kind) => $"/detentions/{Detention.Id}/entries/{kind}?returnUrl={Uri.EscapeDataString(Url)}";

    internal static async Task<PlaceView> Read(
        Database database, Authorities authorities, DetentionRow detention, Caller caller, Instant now, IFormCollection? form,
        string? kind, CancellationToken cancel)
    {
        var alerts = await SuiteAlerts.Read(database, detention.SuiteCode, cancel);
        await using var connection = await database.Open(cancel);
        var record = await Record.OfId(connection, detention.Id);
        var rows = await RequestQueries.Of(connection, detention.Id);
        var entries = record.Known(now);
        var stands = record.Clocks(now).Record;
        var known = Section38Facts.Of(entries, now);
        var candidates = await CandidatesOf(authorities, entries.Last<Arrived>()?.Fact.Child, detention.SuiteCode, cancel);
        return new PlaceView
        {
            Detention = detention,
            Known = known,
            Decision = Section38.Decide(known),
            ToBeReleased = BailStanding.Of(entries)?.Fact is BailGranted ? "Bail was granted: the child is to be released"
                : HowItStands.Of(stands) is { ToBeReleased: true } goes ? goes.Going : null,
            Candidates = candidates,
            Requests = [.. rows.Select(row => DeskRequest.Of(row, record, now))],
            Secure = MayWe.Answer(AskedAction.SecureRequest, stands),
            EarlyWord = entries.Last<AccommodationLikely>(),
            Sequence = alerts.Sequence,
            Now = now,
            MayAct = Policies.Table[Policies.RequestAccommodation].Contains(caller.Role),
            Form = AskForm.Of(candidates, known.AgeNow, form, kind),
        };
    }

    /// <summary>What the authority is told early.</summary>
    public IReadOnlyList<Field> EarlyWordFields =>
    [
        Field.Choice("authority", "Local authority to tell", [.. Candidates.Select(one => new Option(one.Authority.Code, $"{one.Authority.Name} ({one.Why})"))])
            with { Id = "early-authority" },
        Field.LongText("reason", "Why a place may be needed tonight") with { Id = "early-reason" },
    ];

    /// <summary>Why a request is withdrawn.</summary>
    public static Field Withdrawal(string requestId) => Field.Text("reason", "Why it is withdrawn") with { Id = $"why-{requestId}" };

    private static async Task<IReadOnlyList<Candidate>> CandidatesOf(
        Authorities authorities, Child? child, SuiteCode suite, CancellationToken cancel)
    {
        var found = new List<Candidate>();
        foreach (var (code, why) in new[]
        {
            (child?.LookedAfter == true ? child.LookedAfterBy : null, "looks after the child"), (child?.HomeAuthority, "home of the child"),
            (KnownSuites.Find(suite)?.Authority, "where the suite stands"),
        })
            if (code is not null && found.TrueForAll(one => one.Authority.Code != code) && await authorities.Find(code, cancel) is { } row)
                found.Add(new(row, why));
        return found;
    }
}

/// <summary>A form as it was sent and why it was refused.</summary>
/// <param name="RequestId">Which request was to be withdrawn; null when it was early word.</param>
/// <param name="Given">What was written.</param>
/// <param name="Errors">What is wrong with it.</param>
public sealed record RefusedAct(string? RequestId, Func<string, StringValues> Given, EntryErrors Errors);
