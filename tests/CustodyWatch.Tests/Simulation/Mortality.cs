using System.Data.Common;
using CustodyWatch.Tests.Harness;
using Microsoft.Data.Sqlite;

namespace CustodyWatch.Tests.Simulation;

/// <summary>Where the process may die, or the disk refuse.</summary>
public enum Moment { Statement, BeforeCommit, AfterCommit, BeforeSending, AfterTaken, BeforeTelling, AfterTelling }

/// <summary>The process is no more: nothing it still tries has any effect.</summary>
public sealed class DeathException() : Exception("The process died.");

/// <summary>
/// Counts everything the service does that somebody else could see, and ends it where a crash says so: what comes after that has
/// no effect, as when the power fails.
/// </summary>
public sealed class Mortality
{
    private Crash? _doom;
    private int _left;

    public bool IsDead { get; private set; }

    /// <summary>The crash that came true last.</summary>
    public Crash? Struck { get; private set; }

    /// <summary>Grows whenever the process dies or the disk refuses: what was begun before may have to be begun again.</summary>
    public int Epoch { get; private set; }

    public bool IsArmed => _doom is not null;

    /// <summary>How often each kind of moment was passed alive.</summary>
    public long[] Passed { get; } = new long[Enum.GetValues<Moment>().Length];

    public void Arm(Crash crash) => (_doom, _left) = (crash, crash.Nth);

    public void Disarm() => _doom = null;

    public void Reborn() => IsDead = false;

    public void Pass(Moment moment)
    {
        if (IsDead) throw new DeathException();
        Passed[(int)moment]++;
        if (_doom is not { } doom || doom.Moment != moment || --_left > 0) return;
        (_doom, Struck) = (null, doom);
        Epoch++;
        if (!doom.Dies) throw new SqliteException("database or disk is full", DiskFull);
        IsDead = true;
        throw new DeathException();
    }

    private const int DiskFull = 13;
}

/// <summary>The embedded database of a process that may die at any statement, and on either side of any commit.</summary>
internal sealed record MortalDialect(string Address, Mortality Death) : ListeningDialect(Address, sql => Pass(sql, Death))
{
    public override async Task Commit(DbTransaction transaction)
    {
        Death.Pass(Moment.BeforeCommit);
        await base.Commit(transaction);
        Death.Pass(Moment.AfterCommit);
    }

    // What the dead process left open is undone by whoever opens the file next; here that is the rollback.
    private static void Pass(string sql, Mortality death)
    {
        if (!sql.StartsWith("ROLLBACK", StringComparison.Ordinal)) death.Pass(Moment.Statement);
    }
}
