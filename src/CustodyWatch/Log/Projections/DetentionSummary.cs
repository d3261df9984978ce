using NodaTime;

namespace CustodyWatch.Log.Projections;

/// <summary>A detention in a list.</summary>
public sealed record DetentionSummary(
    string Id,
    string CustodyRecordNumber,
    string Force,
    string Suite,
    string? Initials,
    int? Age,
    string? Sex,
    bool LookedAfter,
    Instant? ArrivedAt,
    Instant? AuthorisedAt,
    Instant? EndedAt,
    string Status,
    string? Cell,
    ClockView? Next,
    int Breaches,
    long OpenAlerts,
    long Version)
{
    public static DetentionSummary Of(Standing standing, long openAlerts, Instant now) => new(
        standing.Detention.Id,
        standing.Detention.CustodyRecordNumber,
        standing.Detention.Force,
        standing.Detention.Suite,
        standing.Detention.Initials?.Text,
        standing.Detention.AgeAt(now),
        standing.Detention.Sex,
        standing.Detention.LookedAfter,
        standing.Detention.ArrivedAt,
        standing.Detention.AuthorisedAt,
        standing.Detention.EndedAt,
        standing.Detention.Status,
        standing.Detention.Cell,
        standing.Ahead.FirstOrDefault() is { } next ? ClockView.Of(next) : null,
        standing.Breaches,
        openAlerts,
        standing.Detention.Version);
}
