using System.Text.Json;
using CustodyWatch.Access;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Screens.Entries;
using Microsoft.Playwright;

namespace CustodyWatch.BrowserTests;

/// <summary>A page in one of its states.</summary>
/// <param name="Name">What its picture is called.</param>
/// <param name="Persona">Who looks at it.</param>
/// <param name="Path">Where it is; <c>{CR-2}</c> stands for the detention of that custody record number.</param>
internal sealed record State(string Name, string Persona, string Path)
{
    /// <summary>What is done on the page before it is looked at.</summary>
    public Func<IPage, Task> First { get; init; } = _ => Task.CompletedTask;

    /// <summary>The same page after its form was sent, so that it says what is wrong.</summary>
    public static State Refused(string name, string persona, string path, string button, string? empty = null) => new(name, persona, path)
    {
        First = async page =>
        {
            if (empty is not null) await page.GetByLabel(empty, new() { Exact = true }).FillAsync("");
            await page.GetByRole(AriaRole.Button, new() { NameRegex = new($"^{button}") }).First.ClickAsync();
            await page.WaitForSelectorAsync(".govuk-error-summary");
        },
    };
}

/// <summary>Every page but those of oversight in each of its states, in the order in which a force comes by them.</summary>
internal static class States
{
    /// <summary>Before any child has come in.</summary>
    public static readonly State[] Nobody =
    [
        new("board-none", "sgt-01", "/suites/CENTRAL"), new("wall-none", "sgt-01", "/suites/CENTRAL/wall"), new("paper-none", "sgt-01", "/suites/CENTRAL/paper"),
        new("handover-none", "sgt-01", "/suites/CENTRAL/handover"), new("silences-none", "insp-01", "/suites/CENTRAL/silences"), new("force-none", "insp-01", "/forces/99"),
        new("register-none", "insp-01", "/certificates"), new("missing-none", "insp-01", "/certificates?view=missing"), new("countersign-none", "insp-01", "/certificates?view=unseen"),
        new("rota-none", "insp-01", "/rota"), new("screens-none", "insp-01", "/screens"), new("pin-none", "sgt-01", "/pin"), new("unusual-none", "admin-01", "/access-log/unusual"),
        new("access-log-none", "admin-01", "/access-log?user=nobody"), new("desk-none", "desk-01", "/desk"), new("ledger-none", "hmi-01", "/ledger"),
        new("quarantine-none", "admin-01", "/administration/quarantine"), new("live-none", "admin-01", "/administration/live"), new("undelivered-none", "admin-01", "/administration/deliveries"),
        new("retention-none", "supt-01", "/retention"), new("retention-held-none", "supt-01", "/retention?state=held"),
        new("retention-decided-none", "supt-01", "/retention?state=decided"), new("retention-gone-none", "supt-01", "/retention?state=disposed"),
    ];

    /// <summary>A suite at work, of which <see cref="Force.AtWork"/> tells.</summary>
    public static readonly State[] AtWork =
    [
        new("sign-in", "sgt-01", "/sign-in"), new("welcome", "feed-01", "/welcome"), new("welcome-sergeant", "sgt-01", "/welcome"), new("accessibility", "sgt-01", "/accessibility"), new("cookies", "sgt-01", "/cookies"),
        new("error-404", "sgt-01", "/suites/NOWHERE"), new("error-403", "sgt-01", "/administration"), new("error-foreign", "sgt-98", "/detentions/{CR-2}"),
        new("board", "sgt-01", "/suites/CENTRAL"), new("board-officer", "do-01", "/suites/CENTRAL"), new("board-inspector", "insp-01", "/suites/CENTRAL"),
        new("board-open", "sgt-01", "/suites/CENTRAL")
        {
            First = page => page.EvaluateAsync("for (const details of document.querySelectorAll('details')) { details.removeAttribute('name'); details.open = true }"),
        },
        new("wall", "sgt-01", "/suites/CENTRAL/wall"), new("wall-light", "sgt-01", "/suites/CENTRAL/wall?theme=light"), new("paper", "sgt-01", "/suites/CENTRAL/paper"),
        new("child-fresh", "sgt-01", "/detentions/{CR-1}"), new("child-long", "sgt-01", "/detentions/{CR-2}"), new("child-officer", "do-01", "/detentions/{CR-2}"), new("child-inspector", "insp-01", "/detentions/{CR-2}"),
        new("child-recorded", "sgt-01", "/detentions/{CR-2}?recorded=visit"), new("child-past", "sgt-01", "/detentions/{CR-2}?at={PAST}"), new("child-known", "sgt-01", "/detentions/{CR-2}?at={PAST}&known=then"),
        new("child-charged", "sgt-01", "/detentions/{CR-3}"), new("child-released", "sgt-01", "/detentions/{CR-4}"), new("child-moved", "sgt-01", "/detentions/{CR-5}"), new("child-girl", "sgt-01", "/detentions/{CR-7}"),
        new("card", "do-01", "/detentions/{CR-2}/card"), new("card-fresh", "do-01", "/detentions/{CR-1}/card"), new("card-charged", "do-01", "/detentions/{CR-3}/card"), new("card-welsh", "do-01", "/detentions/{CR-2}/card?language=cy"),
        new("card-welsh-charged", "do-01", "/detentions/{CR-3}/card?language=cy"), new("redacted", "sgt-01", "/detentions/{CR-2}/redacted"),
        new("card-given", "do-01", "/detentions/{CR-7}/card") { First = page => page.GetByRole(AriaRole.Button, new() { Name = "I have given the child this card" }).ClickAsync() },
        new("correction", "sgt-01", "/detentions/{CR-2}/corrections?source=%2Fforces%2F99%2Fsuites%2FCENTRAL&event=" + Night.VisitId),
        State.Refused("correction-refused", "sgt-01", "/detentions/{CR-2}/corrections?source=%2Fforces%2F99%2Fsuites%2FCENTRAL&event=" + Night.VisitId, "Correct the entry"),
        new("entry-needs-another", "sgt-01", "/detentions/{CR-3}/entries/child-answered"), new("arrival", "sgt-01", "/suites/CENTRAL/arrivals"), State.Refused("arrival-refused", "sgt-01", "/suites/CENTRAL/arrivals", "Record the arrival"),
        new("place", "sgt-01", "/detentions/{CR-3}/place"), new("place-early", "sgt-01", "/detentions/{CR-2}/place"), State.Refused("place-early-refused", "sgt-01", "/detentions/{CR-2}/place", "Send early word"),
        new("place-moved", "sgt-01", "/detentions/{CR-5}/place"), new("place-inspector", "insp-01", "/detentions/{CR-3}/place"),
        new("place-link", "sgt-01", "/detentions/{CR-3}/place") { First = page => page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Make a link") }).First.ClickAsync() },
        new("place-refused", "sgt-01", "/detentions/{CR-3}/place")
        {
            First = async page =>
            {
                await page.GetByLabel("Secure", new() { Exact = true }).CheckAsync(new() { Force = true });
                await page.GetByRole(AriaRole.Button, new() { Name = "Ask for a place", Exact = true }).ClickAsync();
                await page.WaitForSelectorAsync(".govuk-error-summary");
            },
        },
        new("desk", "desk-01", "/desk"), new("desk-other", "desk-02", "/desk"), new("desk-request", "desk-01", "/desk/requests/{CR-3}/p-1"), State.Refused("desk-request-refused", "desk-01", "/desk/requests/{CR-3}/p-1", "Send the answer"),
        new("desk-secure", "desk-01", "/desk/requests/{CR-6}/p-6"), new("desk-answered", "mgr-01", "/desk/requests/{CR-5}/p-5"), new("link-dead", "sgt-01", "/link/used"),
        new("ledger", "hmi-01", "/ledger"), new("ledger-desk", "desk-01", "/ledger"), new("ledger-wrong", "hmi-01", "/ledger?from=soon"),
        new("certificate", "sgt-01", "/detentions/{CR-3}/certificate"), new("certificate-uncharged", "sgt-01", "/detentions/{CR-1}/certificate"),
        new("certificate-facts", "sgt-01", "/detentions/{CR-3}/certificate?impracticable=yes"), State.Refused("certificate-refused", "sgt-01", "/detentions/{CR-3}/certificate?impracticable=yes", "Show the paper"),
        new("certificate-statement", "sgt-01", "/detentions/{CR-3}/certificate?impracticable=no&harm=no&takes=no"),
        new("certificate-signed", "sgt-01", "/certificates/{CERTIFICATE}"), new("certificate-countersign", "insp-01", "/certificates/{CERTIFICATE}"),
        new("court-pack", "sgt-01", "/detentions/{CR-6}/court-pack"), State.Refused("court-pack-refused", "sgt-01", "/detentions/{CR-6}/court-pack", "Record", empty: "Court"), new("court-pack-none", "sgt-01", "/detentions/{CR-3}/court-pack"),
        new("register", "insp-01", "/certificates"), new("register-inspectorate", "hmi-01", "/certificates"), new("missing", "sgt-01", "/certificates?view=missing"), new("countersign", "insp-01", "/certificates?view=unseen"),
        new("verify", "hmi-01", "/verify"), new("verify-wrong", "hmi-01", "/verify/99-000001?code=no"), new("verify-genuine", "hmi-01", "/verify/{NUMBER}?code={CODE}"),
        new("force", "insp-01", "/forces/99"), new("rota", "insp-01", "/rota"), State.Refused("rota-refused", "insp-01", "/rota", "Put on duty"), new("turn", "insp-01", "/rota/{TURN}"), State.Refused("turn-refused", "insp-01", "/rota/{TURN}", "End the turn"),
        new("rota-authority", "mgr-01", "/rota"), new("silences", "insp-01", "/suites/CENTRAL/silences"), State.Refused("silences-refused", "insp-01", "/suites/CENTRAL/silences", "Silence it"),
        State.Refused("silences-lift-refused", "insp-01", "/suites/CENTRAL/silences", "Lift it now"), new("silence", "insp-01", "/alerts/{ALERT}/silence"), State.Refused("silence-refused", "insp-01", "/alerts/{ALERT}/silence", "Silence it"),
        new("administration", "admin-01", "/administration"), new("settings", "admin-01", "/administration/settings"), State.Refused("settings-refused", "admin-01", "/administration/settings", "Change the settings"),
        new("ladders", "admin-01", "/administration/ladders"), new("ladder", "admin-01", "/administration/ladders/review"), new("ladder-own", "admin-01", "/administration/ladders/drink"), State.Refused("ladder-refused", "admin-01", "/administration/ladders/drink", "Change the ladder"),
        new("reference", "admin-01", "/administration/reference"), new("authority", "admin-01", "/administration/authorities/E08000099"), State.Refused("authority-refused", "admin-01", "/administration/authorities/E08000099", "Change the authority"),
        new("quarantine", "admin-01", "/administration/quarantine"), new("quarantine-discarded", "admin-01", "/administration/quarantine?state=discarded"), new("refused-event", "admin-01", "/administration/quarantine/{HELD}"),
        State.Refused("refused-event-refused", "admin-01", "/administration/quarantine/{HELD}", "Readmit"), new("live", "admin-01", "/administration/live"), new("undelivered", "admin-01", "/administration/deliveries"),
        new("access-log", "admin-01", "/access-log"), new("access-log-inspector", "insp-01", "/access-log"), new("unusual", "admin-01", "/access-log/unusual"),
        new("retention", "supt-01", "/retention"), State.Refused("retention-refused", "supt-01", "/retention", "Decide"), new("retention-held", "supt-01", "/retention?state=held"),
        new("retention-record", "supt-01", "/detentions/{CR-OLD}/retention"), State.Refused("retention-record-refused", "supt-01", "/detentions/{CR-OLD}/retention", "Decide"), new("retention-in-custody", "supt-01", "/detentions/{CR-2}/retention"),
        new("screens", "insp-01", "/screens"), State.Refused("screens-refused", "insp-01", "/screens", "Make it a screen"), new("pin", "sgt-01", "/pin"), State.Refused("pin-refused", "sgt-01", "/pin", "Set it"),
        new("handover", "sgt-01", "/suites/CENTRAL/handover"), State.Refused("handover-refused", "sgt-01", "/suites/CENTRAL/handover", "Hand over"),
        new("handover-offered", "sgt-01", "/suites/CENTRAL/handover")
        {
            First = async page =>
            {
                await page.GetByLabel("Who takes over").FillAsync("insp-01");
                await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Hand over") }).ClickAsync();
                await page.GetByText("Waiting for").WaitForAsync();
            },
        },
        new("handover-theirs", "insp-01", "/suites/CENTRAL/handover"),
        new("handover-accepted", "insp-01", "/suites/CENTRAL/handover")
        {
            First = async page =>
            {
                await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Accept") }).ClickAsync();
                await page.GetByText("accepted CENTRAL from").WaitForAsync();
            },
        },
        new("force-98", "sgt-98", "/suites/OTHER"),
    ];

    /// <summary>The form for every kind of custody event, empty and sent as it was.</summary>
    public static IEnumerable<State> Forms =>
        from kind in EventTitles.Grouped.SelectMany(part => part.Kinds)
        where kind != EventKind.CertificateIssued
        let word = Vocabulary<EventKind>.Word(kind)
        let persona = Role.CustodySergeant.MayPost(kind) ? "sgt-01" : Role.CustodyInspector.MayPost(kind) ? "insp-01" : "supt-01"
        let child = kind == EventKind.ChildAnswered ? "CR-2" : "CR-3" // who asked for something
        let form = new State($"form-{word}", persona, $"/detentions/{{{child}}}/entries/{word}")
        from state in EntryFields.For(kind).Any(IsLeftToFill) ? [form, State.Refused(form.Name + "-refused", persona, form.Path, "Record")] : new[] { form }
        select state;

    // What the form fills in by itself is not missing.
    private static bool IsLeftToFill(Field asked) => asked is { Required: true, Kind: not FieldKind.Hidden }
        && !asked.Path.StartsWith("officer.", StringComparison.Ordinal) && !asked.Path.StartsWith("authorisedBy.", StringComparison.Ordinal);

    /// <summary>The same suite with thirty children more.</summary>
    public static readonly State[] Many =
    [
        new("board-many", "sgt-01", "/suites/CENTRAL"), new("wall-many", "sgt-01", "/suites/CENTRAL/wall"), new("paper-many", "sgt-01", "/suites/CENTRAL/paper"),
        new("handover-many", "sgt-01", "/suites/CENTRAL/handover"), new("force-many", "insp-01", "/forces/99"), new("quarantine-many", "admin-01", "/administration/quarantine"),
        new("desk-many", "desk-01", "/desk"), new("ledger-many", "hmi-01", "/ledger"), new("missing-many", "insp-01", "/certificates?view=missing"),
    ];

    // What differs from another state in words alone, or is made of the same errors beside the same fields, is looked at when pictures are taken, and not each time the tests run.
    private static readonly HashSet<string> Alike = new(StringComparer.Ordinal)
    {
        "silences-none", "missing-none", "countersign-none", "rota-none", "pin-none", "unusual-none", "quarantine-none", "undelivered-none", "retention-held-none", "retention-decided-none",
        "welcome-sergeant", "error-foreign", "board-inspector", "child-officer", "child-known", "child-moved", "card-fresh", "card-welsh", "place-inspector", "desk-other", "ledger-desk", "ledger-wrong",
        "register-inspectorate", "verify-wrong", "rota-authority", "silences-refused", "ladder", "quarantine-discarded", "access-log-inspector", "retention-in-custody", "handover-theirs", "force-98", "board-many", "handover-many", "force-many", "paper-many", "handover-accepted", "board-open",
        "quarantine-many", "desk-many", "ledger-many", "missing-many", "paper-none", "handover-none", "force-none", "register-none", "access-log-none", "ledger-none", "live-none", "retention-none", "retention-gone-none",
        "correction-refused", "place-early-refused", "certificate-refused", "court-pack-refused", "rota-refused", "turn-refused", "silences-lift-refused", "silence-refused", "settings-refused", "authority-refused",
        "refused-event-refused", "retention-refused", "retention-record-refused", "screens-refused", "pin-refused",
    };

    private static readonly HashSet<string> FormsOften = new(StringComparer.Ordinal)
    {
        "form-risk-assessed-refused", "form-strip-searched-refused", "form-child-answered-refused", "form-review-held-refused", "form-charged-refused", "form-accommodation-requested-refused", "form-transferred-refused",
    };

    /// <summary>Those of them that are tried each time the tests run.</summary>
    public static IEnumerable<State> Often(IEnumerable<State> states) =>
        states.Where(state => state.Name.StartsWith("form-", StringComparison.Ordinal) ? FormsOften.Contains(state.Name) : !Alike.Contains(state.Name));

    /// <summary>The service cannot read its database.</summary>
    public static readonly State Failed = new("error-500", "insp-01", "/suites/CENTRAL");
}
