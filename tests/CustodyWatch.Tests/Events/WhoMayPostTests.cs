using System.Net;
using System.Text.Json.Nodes;
using CustodyWatch.Tests.Harness;

namespace CustodyWatch.Tests.Events;

public sealed class WhoMayPostTests
{
    private static readonly JsonObject Review = Told.Event("review-held", "2026-06-10T19:00:00Z", new
    {
        officer = new { id = "99", rank = "inspector" },
        method = "in-person",
        outcome = "continue",
    });

    private static readonly JsonObject Extension = Told.Event("extension-authorised", "2026-06-10T19:00:00Z", new
    {
        officer = new { id = "98", rank = "superintendent" },
        until = "2026-06-11T20:00:00Z",
        reason = "Evidence",
    });

    public static TheoryData<string?, string, HttpStatusCode> Table => new()
    {
        { "feed-01", "drink", HttpStatusCode.Accepted },
        { "sgt-01", "drink", HttpStatusCode.Accepted },
        { "sgt-01", "review", HttpStatusCode.Accepted },
        { "do-01", "drink", HttpStatusCode.Accepted },
        { "do-01", "review", HttpStatusCode.Forbidden },
        { "insp-01", "review", HttpStatusCode.Accepted },
        { "insp-01", "drink", HttpStatusCode.Forbidden },
        { "insp-01", "extension", HttpStatusCode.Forbidden },
        { "supt-01", "review", HttpStatusCode.Accepted },
        { "supt-01", "extension", HttpStatusCode.Accepted },
        { "sgt-02", "drink", HttpStatusCode.Forbidden },
        { "sgt-98", "drink", HttpStatusCode.Forbidden },
        { "desk-01", "drink", HttpStatusCode.Forbidden },
        { "mgr-01", "drink", HttpStatusCode.Forbidden },
        { "hmi-01", "drink", HttpStatusCode.Forbidden },
        { "admin-01", "drink", HttpStatusCode.Forbidden },
        { null, "drink", HttpStatusCode.Unauthorized },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public async Task Each_role_enters_what_is_theirs_to_enter_in_their_own_suite(string? persona, string what, HttpStatusCode expected)
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var told = what switch { "review" => Review, "extension" => Extension, _ => Told.Drink("2026-06-10T19:00:00Z") };

        var answer = await suite.As(persona).Tell(told);

        Assert.Equal(expected, answer.Status);
        if (expected != HttpStatusCode.Accepted) Assert.Equal("application/problem+json", answer.ContentType);
    }

    [Fact]
    public async Task An_event_for_a_suite_not_ones_own_says_nothing_of_what_is_there_and_is_kept_for_ones_own_administrator()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var told = Told.Drink("2026-06-10T19:00:00Z", source: Told.Other, id: "e-1");
        Assert.Equal(HttpStatusCode.Accepted, (await suite.As("sgt-98").Tell(told)).Status);

        var answer = await suite.As("feed-01").Tell(told);

        Assert.Equal((HttpStatusCode.Forbidden, null), (answer.Status, answer.Text("detentionId")));
        Assert.Single((await suite.As("admin-01").Read("/quarantine?state=held")).Body!["items"]!.AsArray());
    }

    [Fact]
    public async Task A_suite_that_is_none_of_the_forces_is_refused_even_from_those_who_see_the_whole_force()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        var told = Review.DeepClone();
        told["source"] = "/forces/99/suites/NOWHERE";

        var answer = await suite.As("insp-01").Tell(told);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal(["source"], answer.Wrong);
    }
}
