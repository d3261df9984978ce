using CustodyWatch.Access;
using CustodyWatch.Delivery;
using CustodyWatch.Delivery.Outside;
using CustodyWatch.Features.Alerts;
using CustodyWatch.Features.Silences;
using CustodyWatch.Live;
using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Log.Proof;
using CustodyWatch.Simulator;
using CustodyWatch.Storage;
using CustodyWatch.Timers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace CustodyWatch.Tests.Simulation;

/// <summary>
/// One life of the service's process: its own log, timers, alerts and delivery, put together as it puts them together, on its own
/// database. What its threads would do by themselves is called by the simulation, so that a night is the same each time.
/// </summary>
internal sealed class Life : IAsyncDisposable
{
    // A name, and the two identifiers that Notify's keys end with.
    private const string ApiKey = "custody-26785a09-ab16-4eb0-8407-a37497a57506-3d844edf-8d35-48ac-975b-e847b4f122b0";

    private static readonly Dictionary<string, string?> Settings = new()
    {
        ["CustodyWatch:Delivery:Notify:ApiKey"] = ApiKey,
        ["CustodyWatch:Delivery:Notify:BaseUrl"] = "http://127.0.0.1",
        ["CustodyWatch:Delivery:Notify:TextTemplateId"] = "text",
        ["CustodyWatch:Delivery:Notify:EmailTemplateId"] = "email",
        ["CustodyWatch:Delivery:AtOnce"] = "1",
        ["CustodyWatch:Delivery:Webhooks:0:Name"] = "control-room",
        ["CustodyWatch:Delivery:Webhooks:0:Force"] = "99",
        ["CustodyWatch:Delivery:Webhooks:0:Url"] = "http://127.0.0.1/hook",
        ["CustodyWatch:Delivery:Webhooks:0:Secret"] = "a-secret-shared-with-the-receiver-1",
    };

    private static readonly Caller Feed = Personas.Find("feed-01")!.Caller, Sergeant = Personas.Find("sgt-01")!.Caller;

    private readonly ServiceProvider _services;
    private readonly CustodyLog _log;
    private readonly FireDueTimers _timers;

    private Life(ServiceProvider services) =>
        (_services, _log, _timers) = (services, services.GetRequiredService<CustodyLog>(), services.GetRequiredService<FireDueTimers>());

    public static async Task<Life> Begin(string file, Scenario night, IClock clock, Mortality death, OutsideWorld outside, Screens screens, Complaints complaints)
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { EnvironmentName = "Development" });
        builder.Configuration.AddInMemoryCollection(Settings);
        builder.Configuration["CustodyWatch:Keys:Directory"] = Path.Combine(Path.GetDirectoryName(file)!, "keys");
        builder.Services.AddLogging(logging => logging.AddProvider(complaints));
        builder.AddTime();
        builder.AddStorage();
        builder.AddLog();
        builder.AddTimers();
        builder.AddDelivery();
        builder.AddOutside();
        builder.AddLive();
        builder.AddAlerts();
        builder.AddSilences();
        builder.Services.AddSingleton(clock);
        builder.Services.AddSingleton<Dialect>(new MortalDialect(SqliteDialect.Of(file).ConnectionString, death));
        builder.Services.AddSingleton<HubLifetimeManager<CustodyHub>>(screens);
        builder.Services.AddHttpClient(nameof(GovUkNotify)).ConfigurePrimaryHttpMessageHandler(() => outside);
        builder.Services.AddHttpClient(nameof(Webhooks)).ConfigurePrimaryHttpMessageHandler(() => outside);
        var services = builder.Services.BuildServiceProvider();
        try
        {
            await services.GetRequiredService<Migrations>().Run(default);
            var life = new Life(services);
            if (night.HasScreen) await services.GetRequiredService<Presence>().Came("screen", Sergeant, default);
            return life;
        }
        catch
        {
            await services.DisposeAsync();
            throw;
        }
    }

    public Task<IReadOnlyList<Outcome>> Post(IEnumerable<InventedEvent> entries) =>
        _log.Append([.. entries.Select(entry => EnvelopeReader.Read(entry.ToJson(), _log.Now()))], Feed, default);

    public Task<Instant?> Look() => _timers.Run(default);

    public async Task Send()
    {
        using var scope = _services.CreateScope();
        var outbox = scope.ServiceProvider.GetRequiredService<Outbox>();
        await outbox.Run(Lane.ToPeople, default);
        await outbox.Run(Lane.ToSystems, default);
    }

    public Task<AuditFinding> Audit() => _services.GetRequiredService<AuditTimers>().Run(default);

    public Task Acknowledge(string alert) => _services.GetRequiredService<Acknowledging>().Acknowledge(AsSergeant(), alert, null, default);

    public Task Silence(string alert, Instant until) => _services.GetRequiredService<Silencing>().Make(
        AsSergeant(), new SilenceRequest(alert, null, null, null, null, until, "The printer in the bridge is being mended"), default);

    public Task Rebuild() => _services.GetRequiredService<Rebuilding>().Run(default);

    public Task<ChainFinding> Walk() => new ChainCheck(_services.GetRequiredService<Database>()).Walk(default);

    private static DefaultHttpContext AsSergeant() => new() { User = Sergeant.Principal("Demo") };

    public async ValueTask DisposeAsync() => await _services.DisposeAsync();
}
