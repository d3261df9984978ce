using CustodyWatch.Pace.Custody;

namespace CustodyWatch.Screens.Entries;

/// <summary>The fields a form asks for, for every kind of custody event.</summary>
public static class EntryFields
{
    public static IReadOnlyList<Field> For(EventKind kind) =>
        ArrivalFields.For(kind) ?? PeopleFields.For(kind) ?? WelfareFields.For(kind) ?? InvestigationFields.For(kind) ??
        AfterChargeFields.For(kind) ?? [];
}
