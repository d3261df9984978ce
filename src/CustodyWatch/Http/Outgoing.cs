namespace CustodyWatch.Http;

/// <summary>What holds for every call from here to another system.</summary>
internal static class Outgoing
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private const int LongestAnswer = 64 * 1024;

    /// <summary>Whether secrets and messages are safe on the way there: https, or this machine itself.</summary>
    public static bool IsSafe(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && IsSafe(uri);

    /// <inheritdoc cref="IsSafe(string)"/>
    public static bool IsSafe(Uri uri) => uri.IsAbsoluteUri && (uri.Scheme == Uri.UriSchemeHttps || uri.IsLoopback);

    /// <summary>
    /// Ten seconds, a short answer, and where it is told to go and nowhere that an answer sends it; the addresses of people are in no log.
    /// </summary>
    public static void Bounded(this IHttpClientBuilder client) => client
        .ConfigureHttpClient(http => (http.Timeout, http.MaxResponseContentBufferSize) = (Patience, LongestAnswer))
        .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = true, ConnectTimeout = Patience })
        .RemoveAllLoggers();
}
