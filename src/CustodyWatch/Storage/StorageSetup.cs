using CustodyWatch.Storage.Sealing;
using Microsoft.Extensions.Options;

namespace CustodyWatch.Storage;

public static class StorageSetup
{
    public static IHostApplicationBuilder AddStorage(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSettings<StorageOptions>("CustodyWatch");
        builder.Services.AddSingleton(services => Dialect.For(services.GetRequiredService<IOptions<StorageOptions>>().Value));
        builder.Services.AddSingleton(services => KeyRing.Of(services.GetRequiredService<IOptions<StorageOptions>>().Value));
        builder.Services.AddSingleton<Database>();
        builder.Services.AddSingleton<Migrations>();
        builder.Services.AddHealthChecks().AddCheck<DatabaseHealth>("database", tags: ["ready"]);
        return builder;
    }
}
