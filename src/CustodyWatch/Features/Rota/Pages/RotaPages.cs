using CustodyWatch.Access;
using CustodyWatch.Delivery.Outside;
using CustodyWatch.Http;
using CustodyWatch.Screens;
using CustodyWatch.Screens.Entries;

namespace CustodyWatch.Features.Rota.Pages;

/// <summary>The rota on a page: who is on duty, somebody added, a turn covered by somebody else or ended.</summary>
public static class RotaPages
{
    private const string Url = "/rota";
    private static readonly string[] Moments = ["from", "until"];

    public static void MapRotaPages(this IEndpointRouteBuilder app)
    {
        app.MapGet(Url, Show).RequireAuthorization(Policies.ManageRota).ExcludeFromDescription();
        app.MapPost(Url, Add).RequireAuthorization(Policies.ManageRota).ExcludeFromDescription();
        app.MapGet(Url + "/{id}", One).RequireAuthorization(Policies.ManageRota).ExcludeFromDescription();
        app.MapPost(Url + "/{id}/swap", Swap).RequireAuthorization(Policies.ManageRota).ExcludeFromDescription();
        app.MapPost(Url + "/{id}/end", End).RequireAuthorization(Policies.ManageRota).ExcludeFromDescription();
    }

    public static async Task<IResult> Show(HttpContext http, RotaBook book, string? force, string? authority, CancellationToken cancel) =>
        RotaOwner.Of(http.User.Caller(), Query.Given(force), Query.Given(authority)) is { } owner
            ? Page.Of<RotaPage>(new { View = await View(book, owner, cancel) })
            : Problem.Missing();

    public static async Task<IResult> Add(
        HttpContext http, IFormCollection answers, RotaBook book, string? force, string? authority, CancellationToken cancel)
    {
        if (RotaOwner.Of(http.User.Caller(), Query.Given(force), Query.Given(authority)) is not { } owner) return Problem.Missing();
        var request = new TurnRequest(
            owner.Force, Text(answers, "suite") is { } suite and not RotaView.EverySuite ? suite : null, owner.Authority, Text(answers, "audience"), Text(answers, "person"), Text(answers, "channel"),
            Text(answers, "address"), LondonText.FromField(answers["from"].ToString()), LondonText.FromField(answers["until"].ToString()));
        var turned = Mistimed(answers, book) ?? await book.Add(http, owner, request, cancel);
        if (turned.Errors is not { } errors) return Changed(owner);
        var view = await View(book, owner, cancel);
        return Page.Of<RotaPage>(
            new { View = view with { Errors = Told(view.Fields, errors), Answer = path => answers[path] } }, StatusCodes.Status422UnprocessableEntity);
    }

    public static async Task<IResult> One(HttpContext http, string id, RotaBook book, CancellationToken cancel) =>
        await book.Find(http.User.Caller(), id, cancel) is { } turn
            ? Page.Of<TurnPage>(new { View = new TurnView(turn, book.Now()) })
            : Problem.Missing();

    public static async Task<IResult> Swap(HttpContext http, string id, IFormCollection answers, RotaBook book, CancellationToken cancel)
    {
        var request = new SwapRequest(
            Text(answers, "person"), Text(answers, "channel"), Text(answers, "address"), LondonText.FromField(answers["from"].ToString()),
            Text(answers, "reason"));
        return await Answer(http, id, answers, book, Mistimed(answers, book) ?? await book.Swap(http, id, request, cancel), ends: false, cancel);
    }

    public static async Task<IResult> End(HttpContext http, string id, IFormCollection answers, RotaBook book, CancellationToken cancel) =>
        await Answer(http, id, answers, book, await book.End(http, id, Text(answers, "reason"), cancel), ends: true, cancel);

    internal static string Address(RotaOwner owner) =>
        owner.Force is { } force ? $"{Url}?force={Uri.EscapeDataString(force)}" : $"{Url}?authority={Uri.EscapeDataString(owner.Authority!)}";

    private static LocalRedirectResult Changed(RotaOwner owner) => new(Address(owner) + "&recorded=yes");

    private static async Task<IResult> Answer(
        HttpContext http, string id, IFormCollection answers, RotaBook book, Turned turned, bool ends, CancellationToken cancel)
    {
        if (await book.Find(http.User.Caller(), id, cancel) is not { } turn) return Problem.Missing();
        if (turned.Turn is not null) return Changed(new(turn.Force, turn.Authority));
        var view = new TurnView(turn, book.Now()) { Answer = path => answers[path], IsOver = turned.IsOver };
        return Page.Of<TurnPage>(
            new
            {
                View = turned.Errors is not { } errors ? view
                    : ends ? view with { EndErrors = Told(TurnView.Ending, errors) }
                    : view with { Errors = Told(TurnView.Fields, errors) },
            },
            turned.IsOver ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<RotaView> View(RotaBook book, RotaOwner owner, CancellationToken cancel)
    {
        var now = book.Now();
        return new RotaView(owner, await book.Between(owner, now, now + RotaEndpoints.Furthest, cancel), now);
    }

    // A time that cannot be read is not the same as none, which is now; nor is one of the year 26.
    private static Turned? Mistimed(IFormCollection answers, RotaBook book)
    {
        var errors = Moments.Where(name => !string.IsNullOrWhiteSpace(answers[name]))
            .Select(name => (Name: name, Wrong: LondonText.FromField(answers[name].ToString()) is { } at ? Slip.In(at, book.Now()) : "must be a date and a time"))
            .Where(one => one.Wrong is not null).ToDictionary(one => one.Name, one => new[] { one.Wrong! });
        return errors.Count == 0 ? null : new Turned(Errors: errors);
    }

    private static EntryErrors Told(IReadOnlyList<Field> fields, IReadOnlyDictionary<string, string[]> errors) =>
        new(fields, errors.ToDictionary(error => "data." + error.Key, error => error.Value));

    private static string? Text(IFormCollection answers, string name) => Query.Given(answers[name].ToString().Trim());
}
