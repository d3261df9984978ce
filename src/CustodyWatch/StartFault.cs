using System.Data.Common;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace CustodyWatch;

/// <summary>What is no defect of the program when it does not start, in the sentence that says what to mend.</summary>
internal static class StartFault
{
    private const string Binding = "Microsoft.Extensions.Configuration.Binder", Listening = "Microsoft.AspNetCore.";

    /// <summary>What is wrong with the settings or the keys, whenever that comes to light; null for anything else.</summary>
    public static string? OfSettings(Exception exception) => exception switch
    {
        CannotStartException or OptionsValidationException or InvalidOperationException { Source: Binding } => exception.Message,
        AggregateException { InnerExceptions: var each } when each.All(one => OfSettings(one) is not null) => string.Join(' ', each.Select(OfSettings)),
        _ => null,
    };

    /// <summary>The same, and what is wrong with the machine: a port in use, a folder that cannot be written, a database that does not answer.</summary>
    public static string? InWords(Exception exception) => OfSettings(exception) ?? exception switch
    {
        IOException or InvalidDataException or UnauthorizedAccessException or SocketException or DbException => exception.Message,
        FormatException or InvalidOperationException when exception.Source?.StartsWith(Listening, StringComparison.Ordinal) is true => exception.Message,
        _ => null,
    };
}
