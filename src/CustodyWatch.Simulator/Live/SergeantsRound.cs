namespace CustodyWatch.Simulator.Live;

/// <summary>Every little while the custody sergeant looks at what is open and takes some of it in hand.</summary>
internal sealed class SergeantsRound(CustodyApi api, Chance chance)
{
    private const string Persona = "sgt-01";

    public async Task Go(CancellationToken cancel)
    {
        foreach (var alert in await api.List(Persona, "alerts?suite=CENTRAL&state=open&limit=50", cancel))
            if (chance.Maybe(0.3))
                await api.Post(Persona, $"alerts/{alert.GetProperty("id").GetString()}/acknowledge", new { note = "On my way." }, cancel);
    }
}
