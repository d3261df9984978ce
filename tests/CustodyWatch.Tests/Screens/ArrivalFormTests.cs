using System.Net;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Screens;

public sealed class ArrivalFormTests
{
    private const string Url = "/suites/CENTRAL/arrivals";

    [Fact]
    public async Task A_child_of_whom_nobody_said_whether_an_authority_looks_after_them_is_not_taken_for_one_of_whom_it_is_not()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:30:00Z");
        using var reader = new Reader(suite, "sgt-01");
        await reader.Open(Url);

        var silent = await reader.Send(Url, Arrival("2026-06-10T21:20", ("child.lookedAfter", ""), ("child.sex", "")));
        var said = await reader.Send(Url, Arrival("2026-06-10T21:20"));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.SeeOther), (silent.Status, said.Status));
        Assert.Contains("Is the child looked after by a local authority: choose one", silent.Html, StringComparison.Ordinal);
        Assert.Contains("Sex: choose one", silent.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_an_empty_arrival_all_that_is_missing_is_named_at_once()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:30:00Z");
        using var reader = new Reader(suite, "sgt-01");
        var (_, page) = await reader.Open(Url);

        var empty = await reader.Send(Url, ("number", "CR-9"), ("when", "2026-06-10T21:20"), ("route", "arrest"));

        foreach (var missing in new[] { "What the offence is: fill this in", "How it may be tried: choose one", "Initials: fill this in", "How the age is known: choose one" })
            Assert.Contains(missing, empty.Html, StringComparison.Ordinal);
        Assert.Contains("Outside England and Wales", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_called_optional_that_an_ordinary_arrival_cannot_do_without()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:30:00Z");
        using var reader = new Reader(suite, "sgt-01");

        var (_, page) = await reader.Open(Url);

        foreach (var label in new[] { "Arrested at", "Date of birth" }) Assert.Contains($">{label}</label>", page, StringComparison.Ordinal);
        foreach (var hint in new[] { "Leave it empty only for a child brought here under the Mental Health Act", "Leave it empty only if nobody knows it" })
            Assert.Contains(hint, page, StringComparison.Ordinal);
        var unknown = await reader.Send(Url, Arrival("2026-06-10T21:20", ("child.dateOfBirth", ""), ("child.apparentAge", "15"), ("child.ageBasis", "appears")));
        Assert.Equal(HttpStatusCode.SeeOther, unknown.Status);
        var brought = await reader.Send(Url, Arrival("2026-06-10T21:20", ("number", "CR-10"), ("route", "mental-health"), ("arrestedAt", "")));
        Assert.Equal(HttpStatusCode.SeeOther, brought.Status);
    }

    [Fact]
    public async Task An_arrival_sent_twice_is_one_and_leads_to_the_child_both_times()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:30:00Z");
        using var reader = new Reader(suite, "sgt-01");
        await reader.Open(Url);
        var form = Arrival("", ("entryId", Guid.NewGuid().ToString())).ToArray();

        var first = await reader.Send(Url, form);
        suite.Clock.Advance(NodaTime.Duration.FromSeconds(20));
        var second = await reader.Send(Url, form);

        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.SeeOther), (first.Status, second.Status));
        Assert.StartsWith("/detentions/", first.Location, StringComparison.Ordinal);
        Assert.Equal(first.Location, second.Location);
        Assert.Empty((await suite.As("admin-01").Read("/quarantine")).Body!["items"]!.AsArray());
    }

    /// <summary>The form of an ordinary arrival, but for what a test says otherwise.</summary>
    public static IEnumerable<(string, string)> Arrival(string when, params (string Path, string Value)[] otherwise) => new (string Path, string Value)[]
    {
        ("number", "CR-9"), ("when", when), ("child.initials", "AB"), ("child.dateOfBirth", "2011-03-02"), ("child.ageBasis", "stated"),
        ("child.sex", "female"), ("child.selfDefinedEthnicity", "W1"), ("child.lookedAfter", "no"), ("route", "arrest"),
        ("arrestedAt", "2026-06-10T21:00"), ("offences.0.description", "Theft"), ("offences.0.class", "either-way"),
    }.Where(field => otherwise.All(other => other.Path != field.Path)).Concat(otherwise);
}
