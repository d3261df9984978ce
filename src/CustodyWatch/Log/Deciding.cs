using System.Data.Common;
using CustodyWatch.Access;
using CustodyWatch.Log.Proof;
using NodaTime;

namespace CustodyWatch.Log;

/// <summary>An act that reads, decides and enters with every other writer kept out; what it writes itself is committed with its entries.</summary>
internal sealed class Deciding(DbConnection connection, DbTransaction transaction, Chain chain, Appending appending, Caller by)
{
    public DbConnection Connection => connection;
    public DbTransaction Transaction => transaction;
    public Chain Chain => chain;
    public Instant Now => appending.Now;

    /// <summary>Takes one event; one that is refused is not kept.</summary>
    public Task<Outcome> Take(Submission sent) => appending.Take(sent, by);
}
