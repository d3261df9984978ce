namespace CustodyWatch.Storage;

/// <summary>
/// Work that costs one commit however much of it is done at once. What comes while some is being done waits, and is done together
/// next; what nothing is in the way of is done at once.
/// </summary>
/// <param name="work">Does some of it, all or nothing, and answers each in the order given.</param>
/// <param name="atOnce">How much is done together at most, unless one is more by itself.</param>
/// <param name="weight">How much one is.</param>
internal sealed class Gathered<TIn, TOut>(Func<IReadOnlyList<TIn>, Task<IReadOnlyList<TOut>>> work, int atOnce, Func<TIn, int> weight) : IDisposable
{
    private const int MostWaiting = 1000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _turn = new(1);
    private Group? _open;
    private int _waiting;

    /// <summary>
    /// Has it done. Whoever gives up while it waits takes it back; once it is being done it is done to the end. Throws
    /// <see cref="TimeoutException"/> when so much waits, or has waited for so long, that it was not begun.
    /// </summary>
    public async Task<TOut> Do(TIn one, CancellationToken cancel)
    {
        var mine = new Waiting(one);
        Group group;
        lock (_lock)
        {
            if (_waiting == MostWaiting) throw TooBusy();
            if (_open is null || _open.Weight + weight(one) > atOnce) _open = new();
            group = _open;
            group.Add(mine, weight(one));
            _waiting++;
            group.Done ??= InTurn(group);
        }
        try
        {
            await group.Done.WaitAsync(cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            lock (_lock)
                if (group.Remove(mine, weight(one)))
                    _waiting--;
            throw;
        }
        return await mine.Result!;
    }

    public void Dispose() => _turn.Dispose();

    private async Task InTurn(Group group)
    {
        // Whoever came first is first in turn; what is done when it comes is not done under the lock.
        var turn = _turn.WaitAsync(Patience);
        await Task.Yield();
        var mayBegin = await turn;
        List<Waiting> begun;
        lock (_lock)
        {
            if (_open == group) _open = null;
            begun = group.Begin();
            _waiting -= begun.Count;
        }
        if (!mayBegin) throw TooBusy();
        try
        {
            await Finish(begun);
        }
        finally
        {
            _turn.Release();
        }
    }

    // What spoils one is not to spoil those that came with it. Where two in a row fail alone it is not they who spoil it.
    private async Task Finish(List<Waiting> begun)
    {
        if (begun.Count == 0) return;
        var together = await Try(begun);
        var apart = begun.Count > 1 && together.Exception?.InnerException is not (null or TimeoutException);
        var failed = 0;
        for (var i = 0; i < begun.Count; i++)
        {
            if (!apart || failed == 2)
            {
                begun[i].Result = Answer(together, i);
                continue;
            }
            var alone = await Try([begun[i]]);
            failed = alone.IsCompletedSuccessfully ? 0 : failed + 1;
            begun[i].Result = Answer(alone, 0);
        }
    }

    private async Task<Task<IReadOnlyList<TOut>>> Try(List<Waiting> some)
    {
        var trying = work([.. some.Select(one => one.Work)]);
        await ((Task)trying).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return trying;
    }

    private static async Task<TOut> Answer(Task<IReadOnlyList<TOut>> done, int place) => (await done)[place];

    private static TimeoutException TooBusy() => new("The database is too busy to take this now.");

    private sealed class Waiting(TIn work)
    {
        public TIn Work => work;
        public Task<TOut>? Result { get; set; }
    }

    private sealed class Group
    {
        private readonly List<Waiting> _waiting = [];
        private bool _begun;

        public int Weight { get; private set; }
        public Task? Done { get; set; }

        public void Add(Waiting one, int weight)
        {
            _waiting.Add(one);
            Weight += weight;
        }

        /// <summary>Takes one out; false once it was begun.</summary>
        public bool Remove(Waiting one, int weight)
        {
            if (_begun || !_waiting.Remove(one)) return false;
            Weight -= weight;
            return true;
        }

        public List<Waiting> Begin()
        {
            _begun = true;
            return _waiting;
        }
    }
}
