using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace CustodyWatch.Tests.Delivery;

/// <summary>What the service writes into its log at one level, a warning unless a test says otherwise.</summary>
internal sealed class Overheard(LogLevel level = LogLevel.Warning) : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _said = [];

    public IReadOnlyList<string> Said => [.. _said];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel == level;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel)) _said.Enqueue(formatter(state, exception));
    }

    public void Dispose()
    {
    }
}
