using CustodyWatch.Pace.Custody;

namespace CustodyWatch.Pace.Tests;

public sealed class VocabularyTests
{
    [Theory]
    [InlineData(EventKind.SeenByCustodyOfficer, "custody.seen-by-custody-officer")]
    [InlineData(EventKind.AaArrived, "custody.aa-arrived")]
    public void An_event_kind_travels_under_its_contract_name(EventKind kind, string type)
    {
        Assert.Equal(type, kind.TypeName());
        Assert.Equal(kind, EventKinds.Parse(type));
    }
}
