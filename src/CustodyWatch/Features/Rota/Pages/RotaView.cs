using CustodyWatch.Delivery.Outside;
using CustodyWatch.Log.Reference;
using CustodyWatch.Screens;
using CustodyWatch.Screens.Entries;
using Microsoft.Extensions.Primitives;
using NodaTime;

namespace CustodyWatch.Features.Rota.Pages;

/// <summary>A rota as a page shows it: who is on duty now, who comes, and a form to put somebody on duty.</summary>
public sealed record RotaView(RotaOwner Owner, IReadOnlyList<RotaRow> Turns, Instant Now)
{
    private static readonly Field Person = Field.Text("person", "Name or number of the person");
    private static readonly Field Channel = Field.Choice("channel", "How they are reached", new(RotaRow.Text, "Text message"), new(RotaRow.Email, "Email"));
    private static readonly Field Address = Field.Text("address", "Mobile number or email address")
        .With("Only those who look after this rota see it");

    /// <summary>How somebody is reached, on each form that puts a person on duty.</summary>
    internal static IReadOnlyList<Field> Contact => [Person, Channel, Address];

    /// <summary>What the form calls every suite of the force.</summary>
    internal const string EverySuite = "*";

    public EntryErrors Errors { get; init; } = EntryErrors.None;
    public Func<string, StringValues> Answer { get; init; } = _ => default;

    public string Whose => Owner.Force is { } force ? $"Force {force}" : Authorities.NameOf(Owner.Authority!);

    public string Url => RotaPages.Address(Owner);

    public IReadOnlyList<RotaRow> OnDuty => [.. Turns.Where(turn => turn.FromAt <= Now)];

    public IReadOnlyList<RotaRow> ToCome => [.. Turns.Where(turn => turn.FromAt > Now)];

    /// <summary>Those nobody stands for now: an alert for them would find no person.</summary>
    public IReadOnlyList<string> Missing => [.. Owner.Audiences.SelectMany(Lacking)];

    public IReadOnlyList<Field> Fields =>
    [
        Field.Choice("audience", "On duty as", [.. Owner.Audiences.Select(word => new Option(word, Words.Sentence(word)))]),
        .. Owner.Force is null ? Array.Empty<Field>() : [Suite.Optional()],
        .. Contact,
        Field.When("from", "From when").With("Leave it empty for now").Optional(),
        Field.When("until", "Until when"),
    ];

    private IReadOnlyList<string> Suites => [.. KnownSuites.Of(Owner.Force is { } force ? [force] : []).Select(suite => suite.Suite).Order(StringComparer.Ordinal)];

    private Field Suite => Suites is { Count: > 0 } known
        ? Field.Choice("suite", "Suite", [new(EverySuite, "Every suite of the force"), .. known.Select(suite => new Option(suite, suite))])
        : Field.Text("suite", "Suite").With("Leave it empty for every suite of the force");

    // Somebody on duty for one suite stands for nobody at another.
    private IEnumerable<string> Lacking(string audience)
    {
        var words = audience.Replace('-', ' ');
        var stands = OnDuty.Where(turn => turn.Audience == audience).Select(turn => turn.Suite).ToArray();
        return stands.Length == 0 ? [words]
            : stands.Contains(null) ? []
            : Suites.Except(stands).Select(suite => $"{words} at {suite}");
    }
}

/// <summary>One turn, with the forms to have it covered or to end it.</summary>
public sealed record TurnView(RotaRow Turn, Instant Now)
{
    private static readonly Field From = Field.When("from", "From when").With("Leave it empty for now").Optional();

    private static readonly Field Reason = Field.LongText("reason", "Why");

    public static readonly IReadOnlyList<Field> Ending = [Field.LongText("reason", "Why it ends") with { Id = "end-reason" }];

    public static IReadOnlyList<Field> Fields => [.. RotaView.Contact, From, Reason];

    public EntryErrors Errors { get; init; } = EntryErrors.None;
    public Func<string, StringValues> Answer { get; init; } = _ => default;
    public EntryErrors EndErrors { get; init; } = EntryErrors.None;
    public bool IsOver { get; init; }

    public string Back => RotaPages.Address(new(Turn.Force, Turn.Authority));
}
