using System.Net;
using CustodyWatch.Features.Administration;
using CustodyWatch.Tests.Harness;
using NodaTime;
using NodaTime.Text;

namespace CustodyWatch.Tests.Administration;

public sealed class AnomaliesTests
{
    private static readonly Instant From = At("2026-06-03T00:00:00Z");

    [Fact]
    public void One_sergeant_in_two_suites_within_ten_minutes_is_asked_about_once_a_day() => Assert.Equal(
        [("two-suites", "sgt-01", "Looked at suites CENTRAL and NORTH within 4 min.")],
        Found(Seen("sgt-01", "2026-06-10T10:00:00Z", "CENTRAL"), Seen("sgt-01", "2026-06-10T10:04:00Z", "NORTH"),
            Seen("sgt-01", "2026-06-10T10:05:00Z", "CENTRAL")));

    [Fact]
    public void A_move_between_suites_that_leaves_time_for_the_way_is_nothing() => Assert.Empty(
        Found(Seen("sgt-01", "2026-06-10T10:00:00Z", "CENTRAL"), Seen("sgt-01", "2026-06-10T10:11:00Z", "NORTH")));

    [Fact]
    public void The_pages_of_one_suite_are_one_suite() => Assert.Empty(
        Found(Seen("sgt-01", "2026-06-10T10:00:00Z", "CENTRAL"), Seen("sgt-01", "2026-06-10T10:01:00Z", "CENTRAL/silences")));

    [Fact]
    public void Two_people_and_an_inspector_of_the_whole_force_are_nothing() => Assert.Empty(
        Found(Seen("sgt-01", "2026-06-10T10:00:00Z", "CENTRAL"), Seen("sgt-02", "2026-06-10T10:01:00Z", "NORTH"),
            Seen("insp-01", "2026-06-10T10:02:00Z", "CENTRAL", "custody-inspector"), Seen("insp-01", "2026-06-10T10:03:00Z", "NORTH", "custody-inspector")));

    [Fact]
    public void One_login_at_two_addresses_at_once_is_asked_about() => Assert.Equal(
        [("two-places", "sgt-01", "Signed in from 10.0.0.1 and 10.0.0.9 within 1 min.")],
        Found(Seen("sgt-01", "2026-06-10T10:00:00Z", "CENTRAL"), Seen("sgt-01", "2026-06-10T10:00:30Z", "CENTRAL", origin: "10.0.0.9")));

    [Theory]
    [InlineData(9, 0)]
    [InlineData(10, 1)]
    public void Ten_records_of_other_suites_in_a_day_are_far_beyond_ones_own(int records, int found)
    {
        var own = Enumerable.Range(0, 20).Select(hour => Read("sgt-01", At("2026-06-09T08:00:00Z") + Duration.FromMinutes(20 * hour), "CENTRAL", "own"));
        var other = Enumerable.Range(0, records).Select(number => Read("sgt-01", At("2026-06-10T08:00:00Z") + Duration.FromMinutes(number), "NORTH", $"record-{number}"));
        Assert.Equal(found, Found([.. own, .. other]).Count(one => one.Kind == "beyond-suite"));
    }

    [Theory]
    [InlineData(29, 0)]
    [InlineData(30, 1)]
    public void Thirty_records_in_a_day_are_many_when_three_are_usual(int records, int found)
    {
        var usual = Enumerable.Range(1, 6).SelectMany(day => Enumerable.Range(0, 3).Select(number =>
            Read("insp-02", At($"2026-06-0{day}T10:00:00Z"), "CENTRAL", $"record-{number}", "custody-inspector")));
        var many = Enumerable.Range(0, records).Select(number => Read("insp-01", At("2026-06-10T10:00:00Z"), "CENTRAL", $"record-{number}", "custody-inspector"));
        Assert.Equal(found, Found([.. usual, .. many]).Count(one => one.Kind == "many-records"));
    }

    [Fact]
    public void Where_one_person_is_the_role_thirty_records_in_a_day_are_many_on_whatever_day()
    {
        var daily = Enumerable.Range(8, 2).SelectMany(day => Enumerable.Range(0, 49).Select(number =>
            Read("insp-01", At($"2026-06-0{day}T10:00:00Z"), "CENTRAL", $"record-{number}", "custody-inspector")));
        var few = Enumerable.Range(0, 29).Select(number => Read("insp-01", At("2026-06-10T10:00:00Z"), "CENTRAL", $"record-{number}", "custody-inspector"));
        const string Text = "Read 49 records in one day, and nobody else in the role read any to compare that with.";
        Assert.Equal([("many-records", "insp-01", Text), ("many-records", "insp-01", Text)], Found([.. daily, .. few]));
    }

    [Fact]
    public void What_somebody_reads_every_day_is_usual_for_others_and_not_for_them()
    {
        var days = Enumerable.Range(4, 6).SelectMany(day => Enumerable.Range(0, 40).Select(number =>
            Read("insp-01", At($"2026-06-0{day}T10:00:00Z"), "CENTRAL", $"record-{number}", "custody-inspector")));
        var other = Read("insp-02", At("2026-06-09T10:00:00Z"), "CENTRAL", "record-1", "custody-inspector");
        Assert.Equal(
            Enumerable.Repeat(("insp-01", "Read 40 records in one day, when the usual for others in the role is 1."), 6),
            Found([.. days, other]).Select(found => (found.User, found.Text)));
    }

    [Theory]
    [InlineData("2026-06-10T02:30:00Z", 1)]
    [InlineData("2026-06-10T08:30:00Z", 0)]
    [InlineData("2026-06-10T18:30:00Z", 0)]
    public void An_hour_at_which_someone_never_looked_is_odd_for_them(string at, int found)
    {
        var days = Enumerable.Range(1, 6).SelectMany(day => Enumerable.Range(9, 9).Select(hour => Seen("sgt-01", $"2026-06-0{day}T{hour:00}:00:00Z", "CENTRAL")));
        Assert.Equal(found, Found([.. days, Seen("sgt-01", at, "CENTRAL")]).Count(one => one.Kind == "odd-hour"));
    }

    [Fact]
    public void Somebody_new_has_no_usual_hours_yet() => Assert.Empty(
        Found(Seen("sgt-01", "2026-06-09T10:00:00Z", "CENTRAL"), Seen("sgt-01", "2026-06-10T03:00:00Z", "CENTRAL")));

    [Fact]
    public async Task The_inspector_is_shown_what_stands_out_in_their_own_force_and_the_look_is_remembered()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:30:00Z");
        for (var number = 1; number <= 31; number++)
        {
            var id = await suite.As("feed-01").Taken(Told.Arrived("2026-06-10T12:00:00Z", record: $"CR-{number}"));
            if (number > 1) await suite.As("sgt-01").Read($"/detentions/{id}");
            else await suite.As("do-01").Read($"/detentions/{id}");
        }
        var found = Assert.Single((await suite.As("insp-01").Read("/access-log/anomalies")).Body!["items"]!.AsArray());
        Assert.Equal(("many-records", "sgt-01"), (found!["kind"]!.ToString(), found["user"]!.ToString()));
        Assert.Empty((await suite.As("admin-01").Read("/access-log/anomalies?to=2026-06-10T00:00:00Z")).Body!["items"]!.AsArray());
        var looks = (await suite.As("admin-01").Read("/access-log?subject=access-log/anomalies")).Body!["items"]!.AsArray();
        Assert.Equal(["admin-01", "insp-01"], looks.Select(look => look!["user"]!.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_stretch_that_ends_before_it_begins_is_refused()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:30:00Z");
        Assert.Equal(HttpStatusCode.BadRequest, (await suite.As("insp-01").Read("/access-log/anomalies?from=2026-06-10T00:00:00Z&to=2026-06-09T00:00:00Z")).Status);
    }

    private static (string Kind, string User, string Text)[] Found(params Look[] looks) =>
        [.. Anomalies.Of([.. looks.OrderBy(look => look.At)], From).Select(found => (found.Kind, found.User, found.Text))];

    private static Look Seen(string user, string at, string suite, string role = "custody-sergeant", string origin = "10.0.0.1") =>
        new() { UserId = user, Role = role, Subject = $"suites/{suite}", Origin = origin, At = At(at) };

    private static Look Read(string user, Instant at, string suite, string record, string role = "custody-sergeant") =>
        new() { UserId = user, Role = role, Subject = record, RecordSuite = suite, Origin = "10.0.0.1", At = at };

    private static Instant At(string text) => InstantPattern.General.Parse(text).GetValueOrThrow();
}
