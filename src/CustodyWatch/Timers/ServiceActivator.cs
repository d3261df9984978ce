using Hangfire;

namespace CustodyWatch.Timers;

/// <summary>Makes the jobs that Hangfire runs from this service's own parts.</summary>
internal sealed class ServiceActivator(IServiceScopeFactory services) : JobActivator
{
    public override JobActivatorScope BeginScope(JobActivatorContext context) => new Scope(services.CreateScope());

    private sealed class Scope(IServiceScope services) : JobActivatorScope
    {
        public override object Resolve(Type type) => services.ServiceProvider.GetRequiredService(type);

        public override void DisposeScope() => services.Dispose();
    }
}
