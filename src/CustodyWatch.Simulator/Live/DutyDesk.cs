using System.Net;
using System.Text.Json;

namespace CustodyWatch.Simulator.Live;

/// <summary>The authority's duty desk, answering requests for a place at its own screen's door.</summary>
internal sealed class DutyDesk(CustodyApi api)
{
    private const string Persona = "desk-01";

    /// <summary>Gives an answer as the desk; false when the desk cannot, and the custody suite must write it down instead.</summary>
    public async Task<bool> Answers(InventedEvent answer, CancellationToken cancel)
    {
        var said = JsonSerializer.SerializeToElement(answer.Data, answer.Data.GetType());
        var request = said.GetProperty("requestId").GetString()!;
        var status = await api.Post(
            Persona,
            $"accommodation-requests/{Uri.EscapeDataString(request)}/answer",
            new
            {
                decision = said.GetProperty("decision").GetString(),
                reasonCode = said.GetProperty("reasonCode").GetString(),
                worker = said.GetProperty("worker").GetString(),
                confirm = "duty-understood",
            },
            cancel);
        return (int)status is >= 200 and < 300 || status == HttpStatusCode.Conflict;
    }
}
