using System.Text.RegularExpressions;
using CustodyWatch.Log.Projections;
using CustodyWatch.Pace.Clocks;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Screens;
using CustodyWatch.Tests.Harness;
using NodaTime;
using NodaTime.Text;
using ChildView = CustodyWatch.Features.Board.Pages.ChildView;

namespace CustodyWatch.Tests.Board;

public sealed partial class WorstFirstTests
{
    private static readonly Instant Now = InstantPattern.General.Parse("2026-06-11T02:15:00Z").GetValueOrThrow();

    private static readonly Duty
        Limit = Of(ClockName.DetentionLimit, ClockState.Warning, Authority.Statute, 24),
        NoLimit = Of(ClockName.DetentionLimit, ClockState.Breached, Authority.Statute, -5),
        Review = Of(ClockName.Review, ClockState.Breached, Authority.Statute, -600),
        Missed = Of(ClockName.Visit, ClockState.Breached, Authority.Code, -90),
        Before = Of(ClockName.Visit, ClockState.Warning, Authority.Code, 4),
        After = Of(ClockName.Meals, ClockState.Warning, Authority.Code, 90),
        Waits = Of(ClockName.Healthcare, ClockState.Breached, Authority.Local, -30),
        Long = Of(ClockName.SoftLimit, ClockState.Breached, Authority.Local, -690);

    [Fact]
    public void What_lets_nobody_keep_the_child_stands_first_and_a_limit_about_to_fall_before_every_service_level() =>
        Assert.Equal(
            [NoLimit, Review, Missed, Before, Limit, Waits, Long, After],
            Duties.WorstFirst([Long, After, Waits, Limit, Before, Missed, Review, NoLimit], isCharged: false).ThenBy(duty => duty.DueAt));

    [Fact]
    public void Once_the_child_is_charged_a_limit_that_had_passed_is_one_breach_among_others()
    {
        var bail = Of(ClockName.BailDecision, ClockState.Met, Authority.Local, -2);
        Assert.Equal([Review, NoLimit, bail], Duties.WorstFirst([bail, NoLimit, Review], isCharged: true).ThenBy(duty => duty.DueAt));
    }

    [Fact]
    public void A_limit_about_to_fall_is_on_the_tile_whatever_else_is_wrong_and_hides_nothing_broken()
    {
        Assert.Equal([Review, Limit], OnWall(Long, Limit, Missed, Review));
        Assert.Equal([Limit, Waits], OnWall(Long, Limit, Waits));
        Assert.Equal([Before, Limit, Long], OnWall(Long, Limit, Before));
        Assert.Equal([NoLimit], OnWall(Review, NoLimit, Long));
        Assert.Equal([Limit], OnWall(Limit, After));
        Assert.Equal([After], OnWall(After));
        Assert.Equal([Review, Before], OnWall(Long, Before, Review));
        Assert.Equal([Waits, Before], OnWall(After, Long, Before, Waits));
    }

    [Fact]
    public void A_child_whom_nothing_lets_the_police_keep_comes_before_one_more_often_failed_and_a_limit_about_to_fall_before_service_levels()
    {
        Standing[] children = [Child("d", Long, Waits), Child("c", Long, Limit), Child("b", Review, Of(ClockName.Review, ClockState.Breached, Authority.Statute, -700)), Child("a", NoLimit)];

        Assert.Equal(["a", "b", "c", "d"], Standing.WorstFirst(children, Now).Select(child => child.Detention.Id));
    }

    [Fact]
    public void Of_two_alike_the_one_with_the_soonest_duty_ahead_comes_first_whatever_of_the_other_was_put_off()
    {
        var putOff = Of(ClockName.Review, ClockState.Warning, Authority.Statute, -30);

        Assert.Equal(["b", "a"], Standing.WorstFirst([Child("a", putOff, After), Child("b", Limit)], Now).Select(child => child.Detention.Id));
    }

    [Fact]
    public void Of_two_due_at_one_time_the_one_that_stands_first_in_the_law_is_next_on_the_board_and_on_the_wall()
    {
        var (adult, officer) = (Of(ClockName.AdultRequested, ClockState.Warning, Authority.Local, 10), Of(ClockName.CustodyOfficer, ClockState.Warning, Authority.Local, 10));

        Assert.Equal([officer], OnWall(adult, officer));
        Assert.Equal(officer, Duties.Next([adult, officer], Now));
    }

    [Fact]
    public async Task A_review_that_waits_while_the_child_is_at_hospital_has_its_careful_time_on_board_and_wall_and_is_next()
    {
        await using var suite = await CustodySuite.Open("2026-06-11T02:15:00Z");
        var id = await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T20:30:00Z"), Told.Authorised("2026-06-10T20:40:00Z"),
            Told.Event("left-for-hospital", "2026-06-11T01:00:00Z", new { purpose = "treatment" }));
        using var sergeant = new Reader(suite, "sgt-01");

        var tile = Part((await sergeant.Open("/suites/CENTRAL/wall")).Html, $"tile-{id}", "</li>");
        var card = Part((await sergeant.Open("/suites/CENTRAL")).Html, $"facts-{id}", "</article>");
        Assert.Matches(@"Due soon\s+First review of detention\s+0:25:00 left", Words().Replace(tile, " "));
        Assert.Matches(@"Next First review of detention by 03:40\s+0:25:00 left", Words().Replace(card, " "));
        Assert.Matches(">03:40</time></th><td>First review of detention</td>", (await sergeant.Open("/suites/CENTRAL/paper")).Html);

        suite.Clock.AdvanceMinutes(30);
        card = Part((await sergeant.Open("/suites/CENTRAL")).Html, $"facts-{id}", "</article>");
        Assert.Matches(@"Due soon First review of detention\s+wanted by 03:40", Words().Replace(card, " "));
    }

    [Fact]
    public async Task On_a_board_of_very_many_a_limit_about_to_fall_is_not_folded_away_and_its_tile_says_what_the_law_is()
    {
        await using var suite = await CustodySuite.Open("2026-06-11T02:15:00Z");
        await suite.As("feed-01").Taken(Enumerable.Range(2, 40).Select(number => Told.Arrived("2026-06-11T02:14:00Z", record: $"CR-{number}")));
        var id = await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T02:40:00Z"), Told.Authorised("2026-06-10T02:50:00Z"),
            Told.Event("strip-searched", "2026-06-10T03:00:00Z", new
            {
                authorisedBy = new { id = "4417", rank = "inspector" },
                reason = "Feared a blade",
                intimatePartsExposed = false,
                appropriateAdultPresent = true,
            }));
        using var sergeant = new Reader(suite, "sgt-01");

        var (_, wall) = await sergeant.Open("/suites/CENTRAL/wall");
        var (_, board) = await sergeant.Open("/suites/CENTRAL");

        var tile = Part(wall, $"tile-{id}", "</li>");
        Assert.Matches(@"Due soon\s+Detention without charge\s+0:25:00 left\s+PACE 1984 s41\(1\)", Words().Replace(tile, " "));
        var card = Part(board, $"facts-{id}", "</article>");
        Assert.Equal(4, Regex.Count(card, "<li class=\"cw-duty "));
        Assert.Contains("data-duty=\"DetentionLimit-1\"", card, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_boards_data_puts_a_child_whom_nothing_lets_the_police_keep_before_one_who_is_charged_and_more_often_failed()
    {
        await using var suite = await CustodySuite.Open("2026-06-11T02:15:00Z");
        await suite.As("feed-01").Taken(
            Told.Arrived("2026-06-10T01:15:00Z", record: "CR-1"), Told.Authorised("2026-06-10T01:30:00Z", "CR-1"),
            Told.Event("charged", "2026-06-11T01:45:00Z", new { officer = new { id = "4417", rank = "sergeant" }, offences = new[] { new { description = "Theft from a shop", @class = "either-way" } } }, "CR-1"),
            Told.Arrived("2026-06-10T01:15:00Z", record: "CR-2"));

        var children = (await suite.As("sgt-01").Read("/suites/CENTRAL/board")).Body!["children"]!.AsArray();

        Assert.Equal(["CR-2", "CR-1"], children.Select(child => child!["detention"]!["custodyRecordNumber"]!.ToString()));
    }

    private static string Part(string page, string id, string end)
    {
        var from = page.IndexOf($"id=\"{id}\"", StringComparison.Ordinal);
        return page[from..page.IndexOf(end, from, StringComparison.Ordinal)];
    }

    private static IReadOnlyList<Duty> OnWall(params Duty[] duties) =>
        new ChildView { Now = Now, Id = "a", Rank = "", CustodyRecordNumber = "a", Duties = duties }.OnWall;

    private static Standing Child(string id, params Duty[] duties) =>
        new(new DetentionRow { Id = id, Status = DetentionRow.Open }, [.. duties.Select(duty => new ClockRow
        {
            Clock = Vocabulary<ClockName>.Word(duty.Name),
            State = Vocabulary<ClockState>.Word(duty.State),
            DueAt = duty.DueAt,
            Authority = ClockRow.Word(duty.Basis.Authority),
        })]);

    private static Duty Of(ClockName name, ClockState state, Authority authority, int minutes) => new()
    {
        Name = name,
        Sequence = 1,
        Title = name.ToString(),
        State = state,
        StartedAt = Now - Duration.FromHours(12),
        DueAt = Now + Duration.FromMinutes(minutes),
        Basis = new Basis(authority, null, null),
        Explanation = "",
    };

    [GeneratedRegex(@"(<[^>]+>|\s)+")]
    private static partial Regex Words();
}
