using CustodyWatch.Screens;
using CustodyWatch.Screens.Entries;
using Microsoft.Extensions.Primitives;
using NodaTime;

namespace CustodyWatch.Features.Accommodation.Pages;

/// <summary>The form a desk answers on: empty, or as it was sent.</summary>
public sealed record AnswerForm
{
    public static readonly IReadOnlyList<Option> Decisions =
    [
        new("accepted", "Yes, we take this child"), new("offered-other", "Yes, to another kind of place than was asked for"),
        new("needs-facts", "We need a fact first"), new("declined", "No"),
    ];

    public static readonly Field Decision = Field.Choice("decision", "What is your answer?");

    private static readonly Field ReadyAt = Field.When("placement.readyAt", "Ready from").With("Leave it empty if the child can come now").Optional();

    private static readonly IReadOnlyList<Field> Place =
    [
        Field.Choice("placement.kind", "Kind of place", new Option("foster", "Foster carer"), new("childrens-home", "Children’s home"),
            new("family", "Family or friends"), new("supported", "Supported accommodation"), new("secure", "Secure accommodation"),
            new("other", "Another place")).Optional(),
        ReadyAt,
        Field.Choice("placement.transportBy", "Who brings the child", new Option("police", "The police"), new("authority", "We collect the child"))
            .Optional(),
    ];

    public static readonly Field Reason = Field.Choice("reasonCode", "Why", new Option("no-placement-found", "No placement found"),
        new("no-secure-available", "No secure accommodation available"), new("not-our-child", "Not our child"), new("request-withdrawn", "The police no longer need it"), new("other", "Another reason"));

    public static readonly Field Confirm = Field.Choice("confirm", "I understand the duty under Children Act 1989 s21(2)(b)");

    public static readonly Field Words = Field.LongText("text", "What the custody officer should know").Optional();

    public static readonly Field Worker = Field.Text("worker", "Your name").With("It stands in the ledger that the police and the inspectorate read too");

    public static readonly IReadOnlyList<Field> All = [Decision, .. Place, Reason, Confirm, Words, Worker];

    public required Func<string, StringValues> Given { get; init; }
    public EntryErrors Errors { get; init; } = EntryErrors.None;

    /// <summary>The answer that stood when the form was drawn, which this one replaces; null when none did.</summary>
    public string? InsteadOf { get; init; }

    public static AnswerForm Empty(string? worker, string? standing) =>
        new() { Given = path => path == Worker.Path ? worker : default(StringValues), InsteadOf = standing };

    public static AnswerForm Filled(IFormCollection form) =>
        new() { Given = path => form[path], InsteadOf = Http.Query.Given(form["insteadOf"]) };

    /// <summary>What was written, field by field, for a page that sends it on.</summary>
    public IEnumerable<(string Name, string? Value)> Written =>
        All.SelectMany(one => Given(one.Path), (one, value) => (one.Path, value)).Concat([("insteadOf", InsteadOf), (ReadyAt.AskedAboutName, Text(ReadyAt.AskedAboutName))]);

    /// <summary>What is asked of the place.</summary>
    public IReadOnlyList<Field> OfPlace => [.. Place.Select(one => one == ReadyAt && Takes ? one with { AskedAbout = Text(ReadyAt.Path) } : one)];

    /// <summary>What a person must add or look at again before the answer is of use; null when nothing is missing.</summary>
    public EntryErrors? Incomplete(Instant now) =>
        Text("decision") == "needs-facts" && Text("text") is null ? FormErrors.Saying(All, Words.Path, "Say which fact you need")
        : Takes ? FormErrors.Slipped(All, ReadyAt.Path, Text(ReadyAt.Path), Text(ReadyAt.AskedAboutName), now)
        : null;

    public AnswerBody ToBody()
    {
        var readyAt = Text("placement.readyAt") is { } written
            ? LondonText.FromField(written) is { } at ? Http.Rfc3339.Text(at) : written
            : null;
        return new(
            Text("decision"), Takes ? new PlacementBody(Text("placement.kind"), readyAt, Text("placement.transportBy")) : null,
            Text("decision") == "declined" ? Text("reasonCode") : null, Text("text"), Text("worker"), Text("confirm"), InsteadOf ?? "");
    }

    private bool Takes => Text("decision") is "accepted" or "offered-other";

    private string? Text(string path) => Http.Query.Given(Given(path).ToString().Trim());
}
