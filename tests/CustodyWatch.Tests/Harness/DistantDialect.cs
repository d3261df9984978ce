using System.Data.Common;
using CustodyWatch.Storage;

namespace CustodyWatch.Tests.Harness;

/// <summary>What is sent to a database on another machine, a journey each, and what happens on the way.</summary>
internal sealed class Journeys
{
    private bool _underway;

    public List<string> Made { get; } = [];

    /// <summary>What others do between the asking and the telling.</summary>
    public Func<Task>? Meanwhile { get; set; }

    /// <summary>The next answer does not come back.</summary>
    public bool LosesAnswer { get; set; }

    public void Hear(string sql)
    {
        if (Statements.File is not null) Statements.Note(sql);
        if (!_underway && !sql.StartsWith("PRAGMA", StringComparison.Ordinal)) Made.Add(sql);
    }

    public async Task<bool> AtOnce(Func<Task<bool>> send)
    {
        Made.Add("everything at once");
        if (Meanwhile is { } others)
        {
            Meanwhile = null;
            await others();
        }
        _underway = true;
        try
        {
            var written = await send();
            return LosesAnswer && !(LosesAnswer = false) ? throw new AnswerLostException() : written;
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
    public override bool SingleWriter => false;
    public override bool IsDistant => true;

    public override bool IsTransient(DbException exception) => exception is AnswerLostException || base.IsTransient(exception);

    public override Task<bool> SendAtOnce(DbConnection connection, Writes writes) => Journeys.AtOnce(() => base.SendAtOnce(connection, writes));
}
