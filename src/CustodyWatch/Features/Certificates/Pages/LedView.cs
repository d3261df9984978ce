using CustodyWatch.Features.Certificates.Document;
using CustodyWatch.Log.Projections;
using CustodyWatch.Pace.Accommodation;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Screens.Entries;
using Microsoft.Extensions.Primitives;
using NodaTime;

namespace CustodyWatch.Features.Certificates.Pages;

/// <summary>Where the custody officer has got to: the questions, then the facts, then the paper before it is signed.</summary>
public sealed record LedView
{
    public required DetentionRow Detention { get; init; }
    public required Section38Decision Decision { get; init; }
    public required CertificateGround Ground { get; init; }

    /// <summary>What has become of each request, in the words of the ledger.</summary>
    public required IReadOnlyDictionary<string, PlaceOutcome> Outcomes { get; init; }

    public required Instant Now { get; init; }

    /// <summary>What was filled in, by the name of the field.</summary>
    public required Func<string, StringValues> Given { get; init; }

    /// <summary>The number of the certificate, or of the statement, that stands and would be replaced.</summary>
    public string? Replaces { get; init; }

    public required Guid Id { get; init; }
    public EntryErrors Errors { get; init; } = EntryErrors.None;

    /// <summary>The paper as it would be signed; null while the facts are asked for.</summary>
    public Sheet? Preview { get; init; }

    /// <summary>What is asked now; null when nothing is, or when it is not the custody officer's to answer.</summary>
    public string? Question => Preview is null && Decision.Asking is { } asking && LedAnswers.Name(asking) is not null ? Decision.Steps[^1].Text : null;

    public string Name => Detention.Initials?.Text ?? Detention.CustodyRecordNumber;

    public string Url => $"/detentions/{Detention.Id}/certificate";

    /// <summary>Requests that can carry a statement.</summary>
    public required IReadOnlyList<PlaceRequest> Carrying { get; init; }

    /// <summary>What must be done before the paper can be made; null when nothing is in the way.</summary>
    public (string Text, string Link, string LinkText)? First => Decision.Limb switch
    {
        CertificateLimb.NoSecure when !Ground.Requests.Any(request => request.Asked.Kind == AccommodationKind.Secure) =>
            ("Secure accommodation has not been asked for, so nobody can certify that none is available.", $"/detentions/{Detention.Id}/place?kind=secure", "Ask for secure accommodation"),
        CertificateLimb.LaFailure when Carrying.Count < CertificateRules.RequestsForStatement =>
            ($"A statement to the court rests on at least {CertificateRules.RequestsForStatement} timed requests. {(Carrying.Count == 0 ? "None has" : "One has")} been made.", $"/detentions/{Detention.Id}/place?kind=non-secure", "Ask the authority"),
        CertificateLimb.LaFailure when Carrying.All(request => request.Asked.Kind == AccommodationKind.Secure) =>
            ("Ordinary accommodation has not been asked for, and only that duty is absolute.", $"/detentions/{Detention.Id}/place?kind=non-secure", "Ask the authority"),
        _ => null,
    };
}
