using System.Reflection;
using System.Text.RegularExpressions;
using CustodyWatch.Access;
using CustodyWatch.Delivery.Outside;
using CustodyWatch.Features.Oversight;
using CustodyWatch.Http;
using CustodyWatch.Live;
using CustodyWatch.Log.Proof;
using CustodyWatch.Log.Reference;
using CustodyWatch.Storage;
using CustodyWatch.Timers;

namespace CustodyWatch;

/// <summary>Settings that are given and that nothing reads. A name mistyped is no reason to refuse the start, and is said.</summary>
internal static partial class UnreadSettings
{
    private const string Section = AccessOptions.Section, Any = "*";

    private static readonly (string Under, Type Options)[] Options =
    [
        ("", typeof(StorageOptions)), ("", typeof(LiveOptions)), ("", typeof(PublicAddressOptions)), ("Alerts:", typeof(TimerOptions)),
        ("Anchors:", typeof(AnchorOptions)), ("Delivery:", typeof(OutsideOptions)), ("Heartbeat:", typeof(HeartbeatOptions)), ("Limits:", typeof(LimitOptions)),
    ];

    // What is read word for word.
    private static readonly string[] Single =
    [
        "Demo", KnownSuites.Setting[(Section.Length + 1)..], Populations.Setting[(Section.Length + 1)..],
        "Identity:Authority", "Identity:Audience", "Identity:ClientId", "Identity:ClientSecret", "Identity:ClientSecretFile", "Identity:Scopes",
        "Identity:UserIdClaim", "Identity:RoleClaim", "Identity:SuiteClaim", "Identity:ForceClaim", "Identity:AuthorityClaim", "Identity:Roles:*", "Identity:Roles:*:*",
        "Session:IdleMinutes", "Session:MostMinutes", "Session:TapMinutes",
        "ClientCertificates:Header", "ClientCertificates:Proxies:*", "ClientCertificates:Systems:*:Thumbprint", "ClientCertificates:Systems:*:Subject",
        "ClientCertificates:Systems:*:UserId", "ClientCertificates:Systems:*:Suites:*",
    ];

    private static readonly Regex Read = new(
        $"^({string.Join('|', Single.Concat(Options.SelectMany(part => Names(part.Under, part.Options))).Select(name => Regex.Escape(name).Replace(@"\*", "[^:]+", StringComparison.Ordinal)))})$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>Their full names.</summary>
    public static IReadOnlyList<string> In(IConfiguration configuration) =>
        [.. configuration.GetSection(Section).AsEnumerable(makePathsRelative: true)
            .Where(setting => setting.Value is not null && setting.Key.Length > 0 && !Read.IsMatch(setting.Key)).Select(setting => $"{Section}:{setting.Key}").Order(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Whether a setting is read, by its full name; one of another section is the business of whoever reads that.</summary>
    public static bool Reads(string name) =>
        !name.StartsWith(Section + ":", StringComparison.OrdinalIgnoreCase) || Read.IsMatch(name[(Section.Length + 1)..]);

    /// <summary>What to say of those that the environment gives; null where there are none.</summary>
    public static string? InEnvironment => In(new ConfigurationBuilder().AddEnvironmentVariables().Build()) is { Count: > 0 } unread
        ? $"Nothing reads these settings of the environment; their names may be mistyped: {string.Join(", ", unread)}"
        : null;

    public static void SayWhatNothingReads(this WebApplication app)
    {
        if (In(app.Configuration) is { Count: > 0 } unread) Unread(app.Logger, string.Join(", ", unread));
    }

    private static IEnumerable<string> Names(string under, Type options) => options.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.CanWrite).SelectMany(property => Names(under + property.Name, property.PropertyType, property));

    private static IEnumerable<string> Names(string name, Type type, PropertyInfo property) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? Names($"{name}:{Any}:", type.GetGenericArguments()[0])
        : type.Assembly == property.DeclaringType!.Assembly ? Names($"{name}:", type)
        : [name];

    [LoggerMessage(Level = LogLevel.Warning, Message = "Nothing reads these settings; their names may be mistyped: {Names}")]
    private static partial void Unread(ILogger log, string names);
}
