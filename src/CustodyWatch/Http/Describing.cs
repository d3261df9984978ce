namespace CustodyWatch.Http;

/// <summary>What an address is for and what it answers, said where it is mapped; the OpenAPI document is made of it.</summary>
public static class Describing
{
    /// <typeparam name="T">What it answers when all is well.</typeparam>
    /// <param name="endpoint">The address.</param>
    /// <param name="summary">What it is for, in one line.</param>
    /// <param name="status">The status it then answers with.</param>
    public static RouteHandlerBuilder Answers<T>(this RouteHandlerBuilder endpoint, string summary, int status = StatusCodes.Status200OK) =>
        endpoint.WithSummary(summary).Produces<T>(status);
}
