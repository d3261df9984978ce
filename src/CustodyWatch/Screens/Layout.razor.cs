using CustodyWatch.Access;
using Microsoft.AspNetCore.Components;

namespace CustodyWatch.Screens;

/// <summary>The frame of every page.</summary>
public sealed partial class Layout
{
    /// <summary>Where you are.</summary>
    [Parameter, EditorRequired] public required string Title { get; set; }

    [Parameter, EditorRequired] public required RenderFragment ChildContent { get; set; }

    /// <summary>How many alerts are open in what this page shows; null where that is not the question.</summary>
    [Parameter] public int? OpenAlerts { get; set; }

    /// <summary>What the page listens for; null for a page that does not change by itself.</summary>
    [Parameter] public LiveSource? Live { get; set; }

    /// <summary>For boards and tables that need the whole screen.</summary>
    [Parameter] public bool Wide { get; set; }

    [Parameter] public bool Dark { get; set; }

    [Parameter] public string Language { get; set; } = "en";

    [CascadingParameter] public required HttpContext Http { get; set; }

    private Caller? Caller => Http.User.FindCaller();

    private string FullTitle => $"{Titles.Of(Title, OpenAlerts)} - CustodyWatch";

    private string ThemeClass => Dark ? "cw-dark" : "";

    private string WidthClass => Wide ? "cw-wide" : "";
}
