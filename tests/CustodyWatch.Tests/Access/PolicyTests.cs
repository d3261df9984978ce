using CustodyWatch.Access;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Tests.Harness;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using static CustodyWatch.Access.Role;

namespace CustodyWatch.Tests.Access;

public sealed class PolicyTests
{
    public static TheoryData<string, Role[]> Contract => new()
    {
        { Policies.PostEvents, [Feed, CustodySergeant, DetentionOfficer, CustodyInspector, Superintendent] },
        { Policies.EnterOnScreen, [CustodySergeant, DetentionOfficer, CustodyInspector, Superintendent] },
        { Policies.ReadRecords, [CustodySergeant, DetentionOfficer, CustodyInspector, Superintendent, Inspectorate] },
        { Policies.ReadAlerts, [CustodySergeant, DetentionOfficer, CustodyInspector, Superintendent, DutyDesk, DutyManager] },
        { Policies.AcknowledgeAlerts, [CustodySergeant, CustodyInspector, Superintendent] },
        { Policies.SilenceAlerts, [CustodyInspector, Superintendent] },
        { Policies.RequestAccommodation, [CustodySergeant] },
        { Policies.AnswerAccommodation, [DutyDesk, DutyManager] },
        { Policies.SignCertificates, [CustodySergeant] },
        { Policies.Countersign, [CustodyInspector, Superintendent] },
        { Policies.ReadCertificates, [CustodySergeant, CustodyInspector, Superintendent, Inspectorate] },
        { Policies.GiveCertificatesOut, [CustodySergeant, CustodyInspector, Superintendent, Inspectorate] },
        { Policies.ReadStatistics, [CustodySergeant, CustodyInspector, Superintendent, Inspectorate, DutyDesk, DutyManager] },
        { Policies.ReadOversight, [CustodySergeant, CustodyInspector, Superintendent, Inspectorate] },
        { Policies.Audit, [CustodyInspector, Superintendent, Inspectorate] },
        { Policies.ReadIntegrity, [CustodyInspector, Superintendent, Inspectorate] },
        { Policies.ManageQuarantine, [Administrator] },
        { Policies.ManageSettings, [Administrator] },
        { Policies.ManageRota, [Administrator, CustodyInspector, Superintendent, DutyManager] },
        { Policies.ReviewRetention, [CustodyInspector, Superintendent] },
        { Policies.DecideDisposal, [Superintendent] },
        { Policies.ReadAccessLog, [Administrator, CustodyInspector] },
        { Policies.VerifyChain, [Administrator, CustodyInspector, Inspectorate] },
    };

    [Theory]
    [MemberData(nameof(Contract))]
    public void Each_capability_belongs_to_the_roles_the_contract_gives_it(string policy, Role[] roles) =>
        Assert.Equal(roles.Order(), Policies.Table[policy].Order());

    [Theory]
    [InlineData(DetentionOfficer, EventKind.DrinkOffered, true)]
    [InlineData(DetentionOfficer, EventKind.Visit, true)]
    [InlineData(DetentionOfficer, EventKind.ReviewHeld, false)]
    [InlineData(DetentionOfficer, EventKind.Released, false)]
    [InlineData(CustodyInspector, EventKind.ReviewHeld, true)]
    [InlineData(CustodyInspector, EventKind.ExtensionAuthorised, false)]
    [InlineData(CustodyInspector, EventKind.DrinkOffered, false)]
    [InlineData(Superintendent, EventKind.ExtensionAuthorised, true)]
    [InlineData(Superintendent, EventKind.ReviewHeld, true)]
    [InlineData(CustodySergeant, EventKind.Released, true)]
    [InlineData(Feed, EventKind.Arrived, true)]
    [InlineData(Inspectorate, EventKind.DrinkOffered, false)]
    [InlineData(Administrator, EventKind.Corrected, false)]
    public void Each_role_enters_its_own_kinds_of_event(Role role, EventKind kind, bool may) => Assert.Equal(may, role.MayPost(kind));

    [Fact]
    public async Task Every_address_that_leads_somewhere_declares_who_may_go_there()
    {
        await using var suite = await CustodySuite.Open("2026-06-10T12:00:00Z");
        var endpoints = suite.Services.GetRequiredService<EndpointDataSource>().Endpoints;
        var open = endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null
            && !endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(data => data.Policy is { } name && Policies.Table.ContainsKey(name)));

        Assert.NotEmpty(endpoints);
        Assert.Empty(open.Select(endpoint => endpoint.DisplayName));
    }
}
