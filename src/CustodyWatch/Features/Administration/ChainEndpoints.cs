using CustodyWatch.Access;
using CustodyWatch.Log;

namespace CustodyWatch.Features.Administration;

/// <summary>Whether the record is what it was when it was written.</summary>
public static class ChainEndpoints
{
    public static void MapChain(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/v1/chain/verify", Verify).RequireAuthorization(Policies.VerifyChain);

    private static async Task<IResult> Verify(ChainCheck check, CancellationToken cancel) => TypedResults.Ok(await check.Walk(cancel));
}
