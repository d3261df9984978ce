using System.ComponentModel.DataAnnotations;
using CustodyWatch.Http;

namespace CustodyWatch.Delivery.Outside;

/// <summary>How people and systems outside the screens are reached; read from <c>CustodyWatch:Delivery</c>. Nobody is, by default.</summary>
public sealed record OutsideOptions : IValidatableObject
{
    public NotifyOptions? Notify { get; init; }

    public IReadOnlyList<WebhookOptions> Webhooks { get; init; } = [];

    /// <summary>How long an alert that is due may stand on an open screen with nobody having seen it drawn, before somebody is reached elsewhere.</summary>
    [Range(10, 3600)]
    public int SeenWithinSeconds { get; init; } = 60;

    /// <summary>How many messages may be on their way at once, to people and to each system.</summary>
    [Range(1, 64)]
    public int AtOnce { get; init; } = 8;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Problem is { } problem) yield return new("CustodyWatch:Delivery: " + problem);
    }

    private string? Problem => Notify?.Problem
        ?? Webhooks.Select(hook => hook.Problem).FirstOrDefault(problem => problem is not null)
        ?? (Webhooks.DistinctBy(hook => hook.Name).Count() < Webhooks.Count ? "Two webhooks have the same Name." : null);
}

/// <summary>GOV.UK Notify: texts and emails. Each template has one field, <c>message</c>.</summary>
public sealed record NotifyOptions
{
    private const int Identifier = 37, KeyEnd = 2 * Identifier;

    public string ApiKey { get; init; } = "";
    public string BaseUrl { get; init; } = "https://api.notifications.service.gov.uk";
    public string TextTemplateId { get; init; } = "";
    public string EmailTemplateId { get; init; } = "";

    internal string? Problem =>
        ApiKey.Length == 0 || TextTemplateId.Length == 0 || EmailTemplateId.Length == 0
            ? "Notify needs an ApiKey, a TextTemplateId and an EmailTemplateId."
        : !IsKey(ApiKey) ? "Notify's ApiKey is not whole: it is a name, then two identifiers of 36 characters, with a hyphen before each."
        : !Outgoing.IsSafe(BaseUrl) ? "Notify's BaseUrl must be an https address." : null;

    // https://docs.notifications.service.gov.uk/net.html#api-keys: the service's identifier, then the secret.
    private static bool IsKey(string key) => key.Length > KeyEnd && !key.Any(char.IsWhiteSpace)
        && key[^KeyEnd..].Chunk(Identifier).All(part => part[0] == '-' && Guid.TryParseExact(part.AsSpan(1), "D", out _));
}

/// <summary>Another system that is told of every alert of a force.</summary>
public sealed record WebhookOptions
{
    private const int ShortestSecret = 32;

    /// <summary>What it is called in the list of deliveries.</summary>
    public string Name { get; init; } = "";

    internal string Recipient => "webhook/" + Name;

    public string Force { get; init; } = "";
    public string Url { get; init; } = "";

    /// <summary>Shared with the receiver.</summary>
    public string Secret { get; init; } = "";

    internal string? Problem =>
        Name.Length == 0 || Force.Length == 0 ? "A webhook needs a Name and a Force."
        : !Outgoing.IsSafe(Url) ? $"The Url of webhook {Name} must be an https address."
        : Secret.Length < ShortestSecret ? $"The Secret of webhook {Name} must have at least {ShortestSecret} characters." : null;
}
