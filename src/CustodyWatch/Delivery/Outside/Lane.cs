namespace CustodyWatch.Delivery.Outside;

/// <summary>
/// Messages that go their own way: to people, and to each other system. Whoever does not answer holds up nobody else.
/// </summary>
/// <param name="Channels">By which channels.</param>
/// <param name="Only">To this recipient alone; to each when null.</param>
/// <param name="Except">To none of these.</param>
public sealed record Lane(IReadOnlyList<string> Channels, string? Only, IReadOnlyList<string> Except)
{
    public static readonly Lane ToPeople = new([RotaRow.Text, RotaRow.Email], null, []), ToSystems = new([Routing.Webhook], null, []);

    /// <summary>The lanes of a service: the last is for what is owed a system that is no longer set up.</summary>
    public static IReadOnlyList<Lane> Of(OutsideOptions options)
    {
        string[] systems = [.. options.Webhooks.Select(hook => hook.Recipient)];
        return [ToPeople, .. systems.Select(system => ToSystems with { Only = system }), ToSystems with { Except = systems }];
    }
}
