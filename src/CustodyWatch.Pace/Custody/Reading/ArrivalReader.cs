namespace CustodyWatch.Pace.Custody.Reading;

/// <summary>Reads an arrival: how the person came, for what, and who the child is.</summary>
internal static class ArrivalReader
{
    // Of a name in several parts, written with points and spaces.
    private const int LongestInitials = 40;

    private static readonly string[] EthnicityCodes =
    [
        "W1", "W2", "W3", "W4", "W9", "M1", "M2", "M3", "M9", "A1", "A2", "A3", "A4", "A9", "B1", "B2", "B9", "O2", "O9", "NS",
    ];

    private static readonly TextRule Ethnicity = new(EthnicityCodes, null, code => code.Length == 0 || EthnicityCodes.Contains(code)
        ? null
        : "must be an 18+1 code: W1, W2, W3, W4, W9, M1 to M3, M9, A1 to A4, A9, B1, B2, B9, O2, O9 or NS");

    public static Arrived Arrived(in JsonFields d)
    {
        Span<JsonFields.Slot> room = stackalloc JsonFields.Slot[JsonFields.Room];
        var route = d.Choice<Route>("route"u8) ?? Route.Arrest;
        var questioned = d.Flag("questionedInArrestingForce"u8, false);
        var carried = d.Object("carriedForward"u8, required: false, room, out var hasCarried);
        return new Arrived(
            route,
            d.Instant("arrestedAt"u8, required: route != Route.MentalHealth),
            d.Flag("designatedStation"u8, true),
            d.Instant("firstStationArrivedAt"u8, required: route == Route.OtherForce && questioned),
            questioned,
            d.Instant("enteredEnglandAndWalesAt"u8, required: false),
            hasCarried ? new CarriedForward(carried.Duration("limitElapsed"u8), carried.Duration("sinceLastReview"u8)) : null,
            Offences(d, mayBeEmpty: route == Route.MentalHealth),
            Child(d));
    }

    public static IReadOnlyList<Offence> Offences(in JsonFields d, bool mayBeEmpty)
    {
        Span<JsonFields.Slot> room = stackalloc JsonFields.Slot[JsonFields.Room];
        var offences = new List<Offence>();
        foreach (var member in d.Members("offences"u8, whenEmpty: mayBeEmpty ? null : "must hold at least one offence"))
        {
            var offence = d.Member(member, "offences"u8, offences.Count, room);
            offences.Add(new Offence(
                offence.MaybeWords("code"u8),
                offence.Words("description"u8),
                offence.Choice<OffenceClass>("class"u8) ?? default,
                offence.MaybeWords("group"u8),
                offence.Flag("violentOrSexual"u8, false)));
        }
        return offences;
    }

    private static Child Child(in JsonFields d)
    {
        Span<JsonFields.Slot> room = stackalloc JsonFields.Slot[JsonFields.Room];
        var child = d.Object("child"u8, required: true, room, out var found);
        if (!found) return new Child { AgeBasis = default, Sex = default, SelfDefinedEthnicity = "", Initials = "" };
        var lookedAfter = child.Flag("lookedAfter"u8, false);
        var lookedAfterBy = child.MaybeAuthority("lookedAfterBy"u8);
        if (lookedAfter) child.Demand("lookedAfterBy"u8, lookedAfterBy, "is required for a looked-after child");
        var born = child.Date("dateOfBirth"u8);
        var apparentAge = child.Number("apparentAge"u8, 0, 120, required: false);
        child.DemandEither("dateOfBirth"u8, "apparentAge"u8, "is required, or else apparentAge");
        return new Child
        {
            DateOfBirth = born,
            ApparentAge = apparentAge,
            AgeBasis = child.Choice<AgeBasis>("ageBasis"u8) ?? default,
            Sex = child.Choice<Sex>("sex"u8) ?? default,
            GenderIdentity = child.MaybeWords("genderIdentity"u8),
            SelfDefinedEthnicity = child.Text("selfDefinedEthnicity"u8, required: true, Ethnicity) ?? "",
            OfficerDefinedEthnicity = child.MaybeWords("officerDefinedEthnicity"u8),
            Disabilities = child.Texts("disabilities"u8, required: false),
            LookedAfter = lookedAfter,
            LookedAfterBy = lookedAfterBy,
            HomeAuthority = child.MaybeAuthority("homeAuthority"u8),
            Vulnerabilities = child.Choices<Vulnerability>("vulnerabilities"u8, required: false),
            Language = child.MaybeWords("language"u8),
            Initials = child.Text("initials"u8, longest: LongestInitials) ?? "",
        };
    }
}
