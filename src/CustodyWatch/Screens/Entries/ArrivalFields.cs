using CustodyWatch.Pace.Custody;
using Microsoft.Extensions.Primitives;
using static CustodyWatch.Screens.Entries.Field;
using ArrivedBy = CustodyWatch.Pace.Custody.Route;

namespace CustodyWatch.Screens.Entries;

internal static class ArrivalFields
{
    private const int OffencesAsked = 3;
    private const string ArrestedAt = "arrestedAt";

    /// <summary>Where the code of the child's language stands.</summary>
    public const string Language = "child.language";

    private static readonly string[] OfOldArrests =
    [
        .. new[] { ArrivedBy.StreetBail, ArrivedBy.BailReturn, ArrivedBy.BailBreach, ArrivedBy.CourtWarrant }.Select(Vocabulary<ArrivedBy>.Word),
    ];

    public static IReadOnlyList<Field>? For(EventKind kind) => kind switch
    {
        EventKind.Arrived => [.. Child, .. Coming, .. Offences("offences", required: true)],
        EventKind.SeenByCustodyOfficer => Officer("officer", "Custody officer"),
        EventKind.DetentionAuthorised =>
            [.. Officer("officer", "Custody officer"), Choices<DetentionGround>("grounds", "Grounds")],
        EventKind.DetentionRefused => [.. Officer("officer", "Custody officer"), LongText("reason", "Reason")],
        EventKind.LeftForOtherStation => [Text("station", "Station going to")],
        EventKind.ArrivedAtStation =>
            [Text("station", "Station"), YesNo("designatedStation", "Is it a designated station?").Optional()],
        _ => null,
    };

    /// <summary>Whether a field holds the arrest of a child who comes back on bail or is brought on a warrant.</summary>
    public static bool MayBeYearsBack(string field, Func<string, StringValues> answer) =>
        field == "data." + ArrestedAt && OfOldArrests.Contains(answer("route").ToString());

    public static IReadOnlyList<Field> Officer(string path, string who) =>
    [
        Text($"{path}.id", $"{who}: collar number"),
        Choice<Rank>($"{path}.rank", $"{who}: rank"),
    ];

    public static IEnumerable<Field> Offences(string path, bool required) => Enumerable.Range(0, OffencesAsked).SelectMany(i =>
    {
        var group = i == 0 ? "Offence" : $"Offence {i + 1} (if there is one)";
        Field[] fields =
        [
            Text($"{path}.{i}.description", "What the offence is").In(group),
            Choice<OffenceClass>($"{path}.{i}.class", "How it may be tried").In(group),
            Text($"{path}.{i}.code", "Offence code").In(group).Optional(),
            Text($"{path}.{i}.group", "Home Office offence group").In(group).Optional(),
            YesNo($"{path}.{i}.violentOrSexual", "Is it violent or sexual?").In(group).Optional(),
        ];
        return required && i == 0 ? fields : fields.Select(field => field.Optional());
    });

    private static readonly Field[] Child =
    [
        Text("child.initials", "Initials").With("Never a full name").In("Child"),
        Date("child.dateOfBirth", "Date of birth").With("Leave it empty only if nobody knows it, and give the age the child appears to be").In("Child"),
        Number("child.apparentAge", "Age the child appears to be").With("Only if there is no date of birth").In("Child").Optional(),
        Choice<AgeBasis>("child.ageBasis", "How the age is known").In("Child"),
        Choice<Sex>("child.sex", "Sex").In("Child"),
        Text("child.genderIdentity", "Gender, as the child defines it").In("Child").Optional(),
        Choice("child.selfDefinedEthnicity", "Ethnicity, as the child defines it", Ethnicities.All).In("Child"),
        Choice("child.officerDefinedEthnicity", "Ethnicity, as the officer sees it", Ethnicities.ByOfficer).In("Child").Optional(),
        Text("child.disabilities.0", "Disability").In("Child").Optional(),
        Text("child.disabilities.1", "Another disability").In("Child").Optional(),
        YesNo("child.lookedAfter", "Is the child looked after by a local authority?").In("Child"),
        PeopleFields.AuthorityAt("child.lookedAfterBy", "Authority that looks after the child")
            .With("Needed for a looked-after child. Its code, such as E08000099. Type part of the name to search").In("Child").Optional(),
        PeopleFields.AuthorityAt("child.homeAuthority", "Authority of the child’s home").In("Child").Optional(),
        Choices<Vulnerability>("child.vulnerabilities", "What makes this child more at risk").In("Child").Optional(),
        Text(Language, "Language").In("Child").Optional(),
    ];

    private static readonly Field[] Coming =
    [
        Choice<ArrivedBy>("route", "How the child came to be here").In("Arrival"),
        When(ArrestedAt, "Arrested at").With("Leave it empty only for a child brought here under the Mental Health Act").In("Arrival"),
        When("firstStationArrivedAt", "Arrived at the first station at").With("Only if moved here from another").In("Arrival").Optional(),
        YesNo("designatedStation", "Is this a designated station?").In("Arrival").Optional(),
        YesNo("questionedInArrestingForce", "Questioned in the arresting force?").In("Arrival").Optional(),
        When("enteredEnglandAndWalesAt", "Entered England and Wales at").In("Arrival").Optional(),
        Length("carriedForward.limitElapsed", "Detention already used before bail").With("Hours and minutes, such as 9:00").In("Arrival").Optional(),
        Length("carriedForward.sinceLastReview", "Time from the last review to the release").With("Hours and minutes, such as 3:30").In("Arrival").Optional(),
    ];
}
