using System.Collections.Concurrent;
using System.Data.Common;
using CustodyWatch.Storage;
using Microsoft.Extensions.Configuration;

namespace CustodyWatch.Tests.Harness;

/// <summary>What is sent to a database on another machine, a journey each, and what happens on the way.</summary>
internal sealed class Journeys
{
    private bool _underway;

    public ConcurrentQueue<string> Made { get; } = [];

    /// <summary>What others do between the asking and the telling.</summary>
    public Func<Task>? Meanwhile { get; set; }

    /// <summary>The next answer that something was written does not come back.</summary>
    public bool LosesAnswer { get; set; }

    /// <summary>Nothing that is told arrives.</summary>
    public bool IsAway { get; set; }

    /// <summary>The next commit does not arrive.</summary>
    public bool LosesCommit { get; set; }

    /// <summary>Of whoever asks whether it was written, so many do not hear the answer.</summary>
    public int LosesAskings { get; set; }

    public void Hear(string sql)
    {
        if (Statements.File is not null) Statements.Note(sql);
        if (!_underway && !sql.StartsWith("PRAGMA", StringComparison.Ordinal)) Made.Enqueue(sql);
    }

    public async Task Commit(DbTransaction transaction, Func<Task> commit)
    {
        if (!LosesCommit && !IsAway)
        {
            await commit();
            return;
        }
        LosesCommit = false;
        await transaction.RollbackAsync();
        throw new AnswerLostException();
    }

    public void Answered(string sql)
    {
        if (sql.Contains("asked", StringComparison.Ordinal) && sql.Contains("commit_marks", StringComparison.Ordinal) && LosesAskings-- > 0) throw new AnswerLostException();
    }

    public async Task<bool> AtOnce(Func<Task<bool>> send)
    {
        Made.Enqueue("everything at once");
        if (Meanwhile is { } others)
        {
            Meanwhile = null;
            await others();
        }
        _underway = true;
        try
        {
            var written = await send();
            return written && LosesAnswer && !(LosesAnswer = false) ? throw new AnswerLostException() : written;
        }
        finally
        {
            _underway = false;
        }
    }
}

internal sealed class AnswerLostException() : DbException("The connection was lost.");

/// <summary>The embedded engine, spoken to as one on another machine is.</summary>
internal sealed record DistantDialect(string Address, Journeys Journeys) : ListeningDialect(Address, Journeys.Hear)
{
    /// <summary>Of a service whose data directory is set.</summary>
    public static DistantDialect In(IConfiguration configuration, Journeys journeys) =>
        new($"Data Source={Path.Combine(configuration["CustodyWatch:DataDirectory"]!, "custodywatch.db")};Default Timeout=10", journeys);

    public override bool SingleWriter => false;
    public override bool IsDistant => true;

    public override bool IsTransient(DbException exception) => exception is AnswerLostException || base.IsTransient(exception);

    public override Task Commit(DbTransaction transaction) => Journeys.Commit(transaction, () => base.Commit(transaction));

    protected override void Answered(string sql) => Journeys.Answered(sql);

    public override Task<bool> SendAtOnce(DbConnection connection, Writes writes) => Journeys.AtOnce(() => base.SendAtOnce(connection, writes));
}
