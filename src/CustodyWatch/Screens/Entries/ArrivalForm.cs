using CustodyWatch.Access;
using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Pace.Custody;
using Microsoft.Extensions.Primitives;
using NodaTime;

namespace CustodyWatch.Screens.Entries;

/// <summary>The form that opens a custody record: a child has arrived at a suite.</summary>
public sealed record ArrivalForm
{
    public static readonly Field Number = Field.Text("number", "Custody record number").With("As your force writes it, 1 to 40 characters");

    public required SuiteCode Suite { get; init; }
    public required Instant Now { get; init; }
    public required string EntryId { get; init; }
    public string When { get; init; } = "";
    public bool FromPaper { get; init; }
    public required Func<string, StringValues> Answer { get; init; }
    public EntryErrors Errors { get; init; } = EntryErrors.None;

    public IReadOnlyList<Field> Fields => EntryFields.For(EventKind.Arrived);

    public string Url => UrlOf(Suite.Suite);

    public static string UrlOf(string suite) => $"/suites/{suite}/arrivals";

    /// <summary>The form for a record that has entries already.</summary>
    public static string UrlOf(string suite, string number) => $"{UrlOf(suite)}?number={Uri.EscapeDataString(number)}";

    public static ArrivalForm Empty(SuiteCode suite, Instant now, bool fromPaper, string? number) => new()
    {
        Suite = suite,
        Now = now,
        EntryId = NewId.At(now),
        FromPaper = fromPaper,
        Answer = path => path == "route" ? "arrest" : path == Number.Path ? number : default(StringValues),
    };

    public static ArrivalForm Filled(SuiteCode suite, Instant now, IFormCollection answers) => new()
    {
        Suite = suite,
        Now = now,
        EntryId = EntryForm.IdOf(answers),
        When = EntryData.Together(answers["when"]),
        FromPaper = answers["medium"] == EntryForm.Paper,
        Answer = path => answers[path],
    };

    public ArrivalForm Refused(Refusal refusal) => this with
    {
        Errors = new EntryErrors(
            [Number, .. Fields],
            refusal.Errors.ToDictionary(error => error.Key == "subject" ? "data." + Number.Path : error.Key, error => error.Value)),
    };

    /// <summary>The form of any other entry, for what they have in common.</summary>
    public EntryForm AsEntry() => new()
    {
        Detention = new DetentionRow { Force = Suite.Force, Suite = Suite.Suite, CustodyRecordNumber = Answer(Number.Path).ToString().Trim() },
        Kind = EventKind.Arrived,
        Now = Now,
        EntryId = EntryId,
        ReturnUrl = Url,
        When = When,
        FromPaper = FromPaper,
        Answer = Answer,
    };
}
