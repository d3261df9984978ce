using CustodyWatch.Access;
using CustodyWatch.Http;
using Microsoft.AspNetCore.Components;
using NodaTime;

namespace CustodyWatch.Screens;

/// <summary>The frame of every page.</summary>
public sealed partial class Layout
{
    /// <summary>Where you are.</summary>
    [Parameter, EditorRequired] public required string Title { get; set; }

    [Parameter, EditorRequired] public required RenderFragment ChildContent { get; set; }

    /// <summary>How many alerts are open in what this page shows; without it, all that are open for whoever reads it.</summary>
    [Parameter] public int? OpenAlerts { get; set; }

    /// <summary>How many of the open ones call the reader, where the page lists those.</summary>
    [Parameter] public int? AlertsForReader { get; set; }

    /// <summary>For a page that must be drawn even when the database cannot be asked.</summary>
    [Parameter] public bool AsksNothing { get; set; }

    /// <summary>What the page listens for; null for a page that does not change by itself.</summary>
    [Parameter] public LiveSource? Live { get; set; }

    /// <summary>For boards and tables that need the whole screen.</summary>
    [Parameter] public bool Wide { get; set; }

    [Parameter] public bool Dark { get; set; }

    /// <summary>For a screen that is only looked at: without script it loads itself again.</summary>
    [Parameter] public bool Unattended { get; set; }

    /// <summary>The sheet of paper that this browser keeps for when the service is down; null where it has none to keep.</summary>
    [Parameter] public string? PaperUrl { get; set; }

    /// <summary>For the page on which people sign in: where nobody is signed in, the browser keeps nobody's sheet.</summary>
    [Parameter] public bool IsSignIn { get; set; }

    /// <summary>Where the page goes on to by itself, at once.</summary>
    [Parameter] public string? Onward { get; set; }

    [Parameter] public string Language { get; set; } = "en";

    [CascadingParameter] public required HttpContext Http { get; set; }

    private Caller? Caller => Http.User.FindCaller();

    private Instant? TappedUntil => Rfc3339.Parse(Caller?.TappedUntil);

    private long SecondsLeft => Math.Max(1, (long)(TappedUntil!.Value - Clock.GetCurrentInstant()).TotalSeconds + 1);

    private int? _forReader;

    [Inject] private OpenAlertCount Count { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        if (OpenAlerts is null && AlertsForReader is null && !AsksNothing && Caller is { } caller) _forReader = await Count.For(caller, Http.RequestAborted);
    }

    private string FullTitle => $"{Counted} - CustodyWatch";

    // An inspector and above are called by a few of those that are open.
    private string Counted => OpenAlerts is null && Caller is { Role: Role.CustodyInspector or Role.Superintendent }
        ? Titles.ForReader(Title, AlertsForReader ?? _forReader)
        : Titles.Of(Title, OpenAlerts ?? AlertsForReader ?? _forReader);

    private string ThemeClass => Dark ? "cw-dark" : "";

    private string WidthClass => Wide ? "cw-wide" : "";
}
