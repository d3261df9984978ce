using CustodyWatch.Access;
using CustodyWatch.Http;
using CustodyWatch.Log.Proof;

namespace CustodyWatch.Features.Administration;

/// <summary>Whether the record is what it was when it was written.</summary>
public static class ChainEndpoints
{
    public static void MapChain(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/v1/chain/verify", Verify).RequireAuthorization(Policies.VerifyChain)
            .Answers<ChainFinding>("Walks the chain of hashes over every event, alert and certificate, and names the first link that does not hold, or the first row that no link stands for.");

    private static async Task<IResult> Verify(ChainCheck check, CancellationToken cancel) => TypedResults.Ok(await check.Walk(cancel));
}
