using System.Net;
using System.Text.Json.Nodes;
using CustodyWatch.Delivery.Outside;
using CustodyWatch.Pace.Alerting;
using CustodyWatch.Tests.Harness;
using NodaTime.Text;

namespace CustodyWatch.Tests.Delivery;

public sealed class AuthorityContactTests
{
    private const string Evening = "2026-06-10T18:25:00Z", Sergeant = "07700 900101", Desk = "07700 900120";

    [Theory]
    [InlineData("2026-12-24T10:00:00Z", "day")]
    [InlineData("2026-12-25T10:00:00Z", "night")] // Christmas Day, a Friday
    [InlineData("2026-12-28T10:00:00Z", "night")] // for Boxing Day, a Monday
    [InlineData("2027-03-26T10:00:00Z", "night")] // Good Friday
    [InlineData("2028-12-26T10:00:00Z", "night")]
    [InlineData("2026-08-31T16:30:00Z", "night")]
    [InlineData("2026-09-01T08:00:00Z", "day")]
    [InlineData("2026-09-01T16:00:00Z", "night")]
    [InlineData("2026-09-05T10:00:00Z", "night")]
    [InlineData("2029-01-02T10:00:00Z", "day, night")] // not announced yet
    [InlineData("2029-01-06T10:00:00Z", "night")]
    public void The_day_office_is_told_on_working_days_and_both_where_nobody_knows(string at, string contacts) => Assert.Equal(
        contacts, string.Join(", ", OnDuty.ContactsAt(Audience.DutyDesk, InstantPattern.ExtendedIso.Parse(at).Value)));

    [Theory]
    [InlineData("01632 960200")]
    [InlineData("Ask the switchboard for EDT")]
    public async Task A_contact_that_can_only_be_rung_is_sent_nothing_and_the_sergeant_is_told_until_it_can_be_texted(string contact)
    {
        using var notify = new Receiver().Answers(201);
        await using var suite = await notify.Suite(Evening);
        await Contact(suite, contact);
        Assert.Equal(HttpStatusCode.Created, (await suite.As("insp-01").Call("/rota", Sending.Turn("custody-sergeant", address: Sergeant))).Status);
        await suite.As("sgt-01").Asks(await suite.As("feed-01").Taken(Night.Refused()));
        await suite.Look();
        await suite.Send();

        Assert.Equal(["authority to-be-rung", "rota delivered"], await Outcomes(suite));
        Assert.All(notify.Texts, text => Assert.Equal(Sergeant, text["phone_number"]!.ToString()));
        suite.Clock.AdvanceSeconds(1);
        await Contact(suite, Desk);
        await suite.Send();

        await Eventually.True(() => notify.Texts.Count(text => text.Is("phone_number", Desk)) == 1);
        Assert.Equal(["authority delivered", "authority passed-on", "rota delivered"], await Outcomes(suite));
    }

    [Fact]
    public async Task A_contact_that_was_a_landline_for_a_while_when_it_was_to_be_tried_again_has_it_when_it_can_be_texted()
    {
        using var notify = new Receiver().Answers(503);
        await using var suite = await notify.Suite(Evening);
        await Contact(suite, "07700 900199");
        await suite.As("sgt-01").Asks(await suite.As("feed-01").Taken(Night.Refused()));
        await suite.Look();
        await suite.Send();
        await Contact(suite, "01632 960200");
        notify.Answers(201);
        suite.Clock.AdvanceSeconds(15);
        await suite.Send();
        Assert.Contains("authority to-be-rung", await Outcomes(suite));

        suite.Clock.AdvanceSeconds(1);
        await Contact(suite, Desk);
        await suite.Send();

        await Eventually.True(() => notify.Texts.Count(text => text.Is("phone_number", Desk)) == 1);
        Assert.Equal(
            ["authority delivered", "authority failed-503", "authority passed-on"],
            (await Outcomes(suite)).Where(one => one.StartsWith("authority", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("0113 496 0000", "to-be-rung")]
    [InlineData("07700 900199", "refused-400")]
    public async Task The_contact_by_night_who_comes_on_duty_at_five_has_what_that_by_day_could_not_be_told(string byDay, string outcome)
    {
        using var notify = new Receiver().Answers(201).Refuses("07700 900199");
        await using var suite = await notify.Suite("2026-06-11T15:50:00Z", untimed: true);
        var contacts = Row(Desk);
        contacts["dayContact"] = byDay;
        Assert.Equal(HttpStatusCode.OK, (await suite.As("admin-01").Call("/authorities/E08000099", contacts)).Status);
        await suite.As("sgt-01").Asks(await suite.As("feed-01").Taken(Night.Refused()));
        await suite.Look();
        await suite.Send();
        suite.Clock.AdvanceSeconds(599);
        await suite.Send();
        Assert.Equal(["authority " + outcome], await OfAuthority(suite));

        suite.Clock.AdvanceSeconds(1);
        await suite.Send();
        await suite.Send();

        Assert.Equal(1, notify.TextsTo(Desk, "Local authority"));
        Assert.Contains("authority delivered", await OfAuthority(suite));
    }

    [Fact]
    public async Task A_contact_whose_number_was_refused_has_it_when_it_is_put_right()
    {
        using var notify = new Receiver().Answers(201).Refuses("07700 900199");
        await using var suite = await notify.Suite(Evening);
        await Contact(suite, "07700 900199");
        await suite.As("sgt-01").Asks(await suite.As("feed-01").Taken(Night.Refused()));
        await suite.Look();
        await suite.Send();
        Assert.Contains("authority refused-400", await Outcomes(suite));

        suite.Clock.AdvanceSeconds(1);
        await Contact(suite, Desk);
        await suite.Send();
        await suite.Send();

        await Eventually.True(() => notify.Texts.Count(text => text.Is("phone_number", Desk)) == 1);
        Assert.Equal(["authority delivered", "authority sent-again"], (await Outcomes(suite)).Where(one => one.StartsWith("authority", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_contact_that_was_given_up_once_and_then_refused_is_not_begun_again_until_it_is_put_right()
    {
        using var notify = new Receiver().Answers(503);
        await using var suite = await notify.Suite(Evening, untimed: true);
        await Contact(suite, "07700 900199");
        await suite.As("sgt-01").Asks(await suite.As("feed-01").Taken(Night.Refused()));
        await suite.Look();
        foreach (var seconds in new[] { 0, 15, 60, 300, 900, 3600 })
        {
            suite.Clock.AdvanceSeconds(seconds);
            await suite.Send();
        }
        notify.Answers(201).Refuses("07700 900199");
        foreach (var _ in new[] { 1, 2, 3 })
        {
            suite.Clock.AdvanceMinutes(61);
            await suite.Send();
        }
        Assert.Single(await OfAuthority(suite), outcome => outcome == "authority refused-400");
        Assert.DoesNotContain("authority delivered", await OfAuthority(suite));

        await Contact(suite, Desk);
        suite.Clock.AdvanceSeconds(1);
        await suite.Send();

        Assert.Contains("authority delivered", await OfAuthority(suite));
        Assert.DoesNotContain("authority refused-400", await OfAuthority(suite));
    }

    [Fact]
    public async Task A_duty_manager_whose_open_screen_shows_a_missed_answer_to_nobody_is_texted_a_minute_later()
    {
        using var notify = new Receiver().Answers(201);
        await using var suite = await notify.Suite(Evening, untimed: true);
        await Contact(suite, Desk);
        await suite.OnDuty("custody-inspector", Sergeant);
        await suite.As("sgt-01").Asks(await suite.As("feed-01").Taken(Night.Refused()));
        await using var manager = await Screen.Open(suite, "mgr-01");
        await suite.LookAt("2026-06-10T19:25:00Z");
        await suite.Send();
        Assert.Equal(0, notify.TextsTo(Desk, "overdue"));

        suite.Clock.AdvanceMinutes(1);
        await suite.Send();

        Assert.Equal(1, notify.TextsTo(Desk, "overdue"));
    }

    [Theory]
    [InlineData("0770 90012")]
    [InlineData("+44 7700 9001234")]
    [InlineData("edt@")]
    public async Task A_contact_that_was_to_be_a_mobile_number_or_an_email_address_and_is_none_is_refused(string contact)
    {
        await using var suite = await CustodySuite.Open(Evening);

        var answer = await suite.As("admin-01").Call("/authorities/E08000099", Row(contact));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "nightContact"), (answer.Status, Assert.Single(answer.Wrong)));
    }

    [Fact]
    public async Task A_landline_cannot_be_put_on_the_rota()
    {
        await using var suite = await CustodySuite.Open(Evening);

        var answer = await suite.As("insp-01").Call("/rota", Sending.Turn("custody-sergeant", address: "020 7946 0000"));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "address"), (answer.Status, Assert.Single(answer.Wrong)));
    }

    private static async Task Contact(CustodySuite suite, string contact) =>
        Assert.Equal(HttpStatusCode.OK, (await suite.As("admin-01").Call("/authorities/E08000099", Row(contact))).Status);

    private static JsonObject Row(string contact) => new() { ["name"] = "Elsewhere", ["nightContact"] = contact, ["reason"] = "Rang" };

    private static async Task<string[]> OfAuthority(CustodySuite suite) =>
        [.. (await Outcomes(suite)).Where(one => one.StartsWith("authority", StringComparison.Ordinal))];

    private static async Task<string[]> Outcomes(CustodySuite suite) =>
    [
        .. (await suite.Attempts("accommodation-reply", "warning", "text"))
            .Select(attempt => $"{attempt["recipient"]!.ToString().Split('/')[0]} {attempt["outcome"]}").Order(StringComparer.Ordinal),
    ];
}
