using CustodyWatch.Http;
using CustodyWatch.Log.Reference;
using CustodyWatch.Pace.Accommodation;
using CustodyWatch.Screens;
using CustodyWatch.Screens.Entries;
using Microsoft.Extensions.Primitives;
using NodaTime;

namespace CustodyWatch.Features.Accommodation.Pages;

/// <summary>The form a custody officer asks for a place on: empty, or as it was sent.</summary>
public sealed record AskForm
{
    private const string Another = "another";
    private static readonly Field NeededBy = Field.When("neededBy", "Needed by").With("Leave it empty for as soon as possible").Optional();

    public required IReadOnlyList<Field> Fields { get; init; }
    public required Func<string, StringValues> Given { get; init; }
    public EntryErrors Errors { get; init; } = EntryErrors.None;

    /// <param name="candidates">The authorities to ask, the right one first.</param>
    /// <param name="age">The child's age, in whole years.</param>
    /// <param name="form">What was sent; null for an empty form.</param>
    /// <param name="kind">The kind that whoever led here means; null for the usual one.</param>
    public static AskForm Of(IReadOnlyList<Candidate> candidates, int? age, IFormCollection? form, string? kind) => new()
    {
        Fields =
        [
            Field.Choice("authority", "Local authority to ask",
                [.. candidates.Select(one => new Option(one.Authority.Code, $"{one.Authority.Name} ({one.Why})")), new(Another, "Another authority")]),
            Field.Text("another", "Code of the other authority").With("Only for another authority: nine characters, such as E08000035").Optional(),
            Kind(age),
            .. age < Citation.SecureFromAge
                ? Array.Empty<Field>()
                : [Field.LongText("seriousHarmReason", "What serious harm the public must be protected from").With("Needed for secure accommodation").Optional()],
            NeededBy with { AskedAbout = Query.Given(form?[NeededBy.Path].ToString().Trim()) },
            Field.LongText("notes", "What the desk should know").With("The desk sees the child’s needs, risks and court time without being told here").Optional(),
        ],
        Given = path => form is not null ? form[path]
            : path == "authority" && candidates is [var first, ..] ? first.Authority.Code
            : path == "kind" ? kind ?? "non-secure" : default(StringValues),
    };

    public EntryErrors? Slipped(Instant now) => FormErrors.Slipped(Fields, NeededBy.Path, Text(NeededBy.Path), Text(NeededBy.AskedAboutName), now);

    public AskingBody ToBody()
    {
        var neededBy = Text("neededBy") is { } written ? LondonText.FromField(written) is { } at ? Rfc3339.Text(at) : written : null;
        return new(Text("authority") == Another ? Text("another") : Text("authority"), Text("kind"), Text("seriousHarmReason"), neededBy, Text("notes"));
    }

    private static Field Kind(int? age) => age < Citation.SecureFromAge
        ? Field.Choice("kind", "Kind of place", new Option("non-secure", "Non-secure")).With("Under 12, so secure accommodation may not be asked for")
        : Field.Choice("kind", "Kind of place", new Option("non-secure", "Non-secure"), new("secure", "Secure"))
            .With("Secure only where serious harm to the public from the child is in question");

    private string? Text(string path) => Query.Given(Given(path).ToString().Trim());
}

/// <summary>An authority that may be asked, and why it comes at this place.</summary>
public sealed record Candidate(AuthorityRow Authority, string Why);
