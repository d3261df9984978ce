namespace CustodyWatch.Delivery.Outside;

/// <summary>
/// Messages that go their own way: to people, and to each other system. Whoever does not answer holds up nobody else.
/// </summary>
/// <param name="Channels">By which channels.</param>
/// <param name="Only">To this recipient alone; to each when null.</param>
/// <param name="Except">To none of these.</param>
/// <param name="IsSet">
/// Whether this node has the setting to send by. One that has not leaves them for a while to a node that has, and then says that none does.
/// </param>
public sealed record Lane(IReadOnlyList<string> Channels, string? Only, IReadOnlyList<string> Except, bool IsSet = true)
{
    public static readonly Lane ToPeople = new([RotaRow.Text, RotaRow.Email], null, []), ToSystems = new([Routing.Webhook], null, []);

    public bool IsToPeople => Channels == ToPeople.Channels;

    /// <summary>The lanes of a service: the last is for what is owed a system that is not set up here.</summary>
    public static IReadOnlyList<Lane> Of(OutsideOptions options)
    {
        string[] systems = [.. options.Webhooks.Select(hook => hook.Recipient)];
        return
        [
            ToPeople with { IsSet = options.Notify is not null },
            .. systems.Select(system => ToSystems with { Only = system }),
            ToSystems with { Except = systems, IsSet = false },
        ];
    }
}
