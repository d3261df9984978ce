using CustodyWatch.Access.Taps;
using CustodyWatch.Log.Reference;
using CustodyWatch.Screens.Entries;
using Microsoft.Extensions.Primitives;
using NodaTime;

namespace CustodyWatch.Features.Taps.Pages;

/// <summary>Somebody's own PIN.</summary>
public sealed record PinView(Instant Now, IReadOnlyList<Field> Fields)
{
    /// <summary>Null when they have none.</summary>
    public Instant? ExpiresAt { get; init; }

    public bool Locked { get; init; }

    /// <summary>Whether they have signed in at a suite's screen to set it.</summary>
    public bool IsAtScreen { get; init; }

    public EntryErrors Errors { get; init; } = EntryErrors.None;
}

/// <summary>The screens of some forces, and a form to make this browser one.</summary>
public sealed record ScreensView(Instant Now, IReadOnlySet<string> Forces)
{
    public IReadOnlyList<ScreenRow> Screens { get; init; } = [];

    /// <summary>Which of them are connected to this node.</summary>
    public IReadOnlySet<string> Live { get; init; } = new HashSet<string>();

    public EntryErrors Errors { get; init; } = EntryErrors.None;
    public Func<string, StringValues> Answer { get; init; } = _ => default;

    public IReadOnlyList<ScreenRow> On => [.. Screens.Where(screen => screen.IsOn(Now))];

    public IReadOnlyList<ScreenRow> Over => [.. Screens.Where(screen => !screen.IsOn(Now))];

    public IReadOnlyList<Field> Fields => [Suite, Field.Text("name", "What this screen is called").With("Such as desk-1 or wall-2")];

    private Field Suite => KnownSuites.Of(Forces).OrderBy(suite => suite.ToString(), StringComparer.Ordinal).Select(suite => new Option(suite.ToString(), KnownSuites.NameOf(suite))).ToArray()
        is { Length: > 0 } known ? Field.Choice("suite", "Suite", known) : Field.Text("suite", "Suite").With("Force and suite, such as 99/CENTRAL");
}
