using System.Text.Json.Serialization;
using CustodyWatch.Http;
using CustodyWatch.Pace.Custody;
using NodaTime;

namespace CustodyWatch.Features.Certificates;

/// <summary>A certificate in the register, signed here or made elsewhere.</summary>
public sealed record RegisterRow
{
    [JsonIgnore]
    public long Position { get; init; }

    [JsonIgnore]
    public byte[]? Hash { get; init; }

    [JsonIgnore]
    public bool Superseded { get; init; }

    public string Id { get; init; } = "";

    /// <summary>Null for one made elsewhere.</summary>
    public string? Number { get; init; }

    public string Limb { get; init; } = "";
    public string DetentionId { get; init; } = "";
    public string CustodyRecordNumber { get; init; } = "";
    public string Force { get; init; } = "";
    public string Suite { get; init; } = "";
    public Instant SignedAt { get; init; }
    public string SignedBy { get; init; } = "";
    public string? ContentHash => Hash is null ? null : Convert.ToHexStringLower(Hash);
    public string? Supersedes { get; init; }

    /// <summary><c>current</c>, or <c>superseded</c>: by a later one, or because its entry was retracted.</summary>
    public string Status => Superseded ? "superseded" : "current";

    /// <summary><c>here</c>, or <c>elsewhere</c> for one that a records system told of.</summary>
    public string MadeAt { get; init; } = "";

    /// <summary>Why it does not count, as the record stands now, wherever it was made; null when it does, and of a statement.</summary>
    public string? WhyVoid { get; init; }

    public string? CountersignedBy { get; init; }
    public Instant? CountersignedAt { get; init; }
}

/// <summary>A child kept after charge with no certificate.</summary>
public sealed record MissingRow
{
    public string DetentionId { get; init; } = "";
    public string CustodyRecordNumber { get; init; } = "";
    public string Force { get; init; } = "";
    public string Suite { get; init; } = "";
    public Instant BailRefusedAt { get; init; }

    /// <summary>When the force's own time for making one runs out.</summary>
    public Instant DueAt { get; init; }

    public bool Overdue { get; init; }

    /// <summary>Whether the child is still at the station.</summary>
    public bool StillHeld { get; init; }

    /// <summary>A statement of the authority's failure was made in a certificate's place; it is none.</summary>
    public bool LaFailure { get; init; }
}

/// <summary>Which certificates are asked for.</summary>
/// <param name="Force">Of this force.</param>
/// <param name="Suite">Of this suite.</param>
/// <param name="From">Signed, or bail refused, at or after.</param>
/// <param name="To">Signed, or bail refused, before.</param>
/// <param name="Limb">Of this limb.</param>
/// <param name="Unseen">Only those that stand and count, were signed here and no inspector has countersigned.</param>
public sealed record RegisterFilter(string? Force, string? Suite, Instant? From, Instant? To, string? Limb, bool Unseen = false)
{
    /// <summary>What a call asks for; what cannot be read is told to the query.</summary>
    internal static RegisterFilter Of(Query query, string? force, string? suite, string? from, string? to, string? limb)
    {
        var (since, until) = query.Between(from, to);
        var filter = new RegisterFilter(Query.Given(force), Query.Given(suite), since, until, Query.Given(limb));
        if (filter.Limb is { } named && !Vocabulary<CertificateLimb>.Words.Contains(named)) query.Wrong("limb", "must be impracticable, no-secure or la-failure");
        return filter;
    }
}
