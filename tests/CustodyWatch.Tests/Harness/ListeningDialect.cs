using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using System.Diagnostics;
using CustodyWatch.Storage;
using Microsoft.Data.Sqlite;

namespace CustodyWatch.Tests.Harness;

/// <summary>The embedded database, with every statement that the program sends it heard.</summary>
public record ListeningDialect(string Address, Action<string> Hear) : SqliteDialect(Address)
{
    public override DbConnection Connect() => new Connection(Address, Hear, Answered);

    /// <summary>What was executed, before whoever sent it is told.</summary>
    protected virtual void Answered(string sql) { }

    private sealed class Connection(string address, Action<string> hear, Action<string> answered) : SqliteConnection(address)
    {
        public override SqliteCommand CreateCommand() => new Command(hear, answered) { Connection = this, Transaction = Transaction, CommandTimeout = DefaultTimeout };
    }

    private sealed class Command(Action<string> hear, Action<string> answered) : SqliteCommand
    {
        public override int ExecuteNonQuery()
        {
            hear(CommandText);
            var rows = base.ExecuteNonQuery();
            answered(CommandText);
            return rows;
        }

        public override object? ExecuteScalar()
        {
            hear(CommandText);
            var value = base.ExecuteScalar();
            answered(CommandText);
            return value;
        }

        // Whichever way a reader is asked for, it comes to this.
        public override SqliteDataReader ExecuteReader(CommandBehavior behavior)
        {
            hear(CommandText);
            return base.ExecuteReader(behavior);
        }
    }
}

/// <summary>
/// Writes down each statement once, in the file that <c>CUSTODYWATCH_STATEMENTS</c> names, so that the next test program can ask
/// whether SQL Server would take it.
/// </summary>
public static class Statements
{
    private static readonly ConcurrentDictionary<string, bool> Heard = new(StringComparer.Ordinal);
    private static readonly string[] Kinds = ["SELECT", "INSERT", "UPDATE", "DELETE", "WITH"];
    private static readonly Type[] Listeners = [typeof(Statements), typeof(ListeningDialect), typeof(CustodySuite), typeof(Journeys), typeof(DistantDialect)];
    private static readonly Lock Writing = new();

    public static string? File => Environment.GetEnvironmentVariable("CUSTODYWATCH_STATEMENTS") is { Length: > 0 } file ? file : null;

    public static void Note(string sql)
    {
        // Not how the embedded engine is set up, nor how its transactions begin and end.
        if (!Kinds.Any(kind => sql.AsSpan().TrimStart().StartsWith(kind, StringComparison.Ordinal)) || Heard.ContainsKey(sql) || IsOfAnother() || !Heard.TryAdd(sql, true)) return;
        lock (Writing) System.IO.File.AppendAllText(File!, System.Text.Json.JsonSerializer.Serialize(sql) + "\n");
    }

    // What a test itself sends, to meddle or to look, is no statement of the program; nor is what brings the schema to its version, which asks
    // the engine.
    private static bool IsOfAnother()
    {
        var types = new StackTrace().GetFrames()
            .Select(frame => frame.GetMethod()?.DeclaringType)
            .OfType<Type>()
            .Where(type => !Listeners.Any(listener => Belongs(type, listener)))
            .ToList();
        return types.Exists(type => Belongs(type, typeof(Migrations)))
            || types.Select(type => type.Assembly).FirstOrDefault(one => one == typeof(Statements).Assembly || one == typeof(Database).Assembly) == typeof(Statements).Assembly;
    }

    private static bool Belongs(Type type, Type outer) => type == outer || type.DeclaringType == outer;
}
