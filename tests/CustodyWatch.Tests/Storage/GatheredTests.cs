using CustodyWatch.Storage;

namespace CustodyWatch.Tests.Storage;

/// <summary>What waits for one another is done together, and none spoils another.</summary>
public sealed class GatheredTests
{
    private readonly List<int[]> _done = [];
    private readonly TaskCompletionSource _begun = new(), _mayGoOn = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_comes_meanwhile_is_done_together_next_and_each_is_answered_its_own()
    {
        using var gathered = Squares(atOnce: 3);
        var first = gathered.Do(1, Stop);
        await _begun.Task;
        var rest = Enumerable.Range(2, 5).Select(n => gathered.Do(n, Stop)).ToArray();
        _mayGoOn.SetResult();

        var answers = await Task.WhenAll([first, .. rest]);
        Assert.Equal([1, 4, 9, 16, 25, 36], answers);
        Assert.Equal([[1], [2, 3, 4], [5, 6]], _done);
    }

    [Fact]
    public async Task One_that_is_more_than_what_is_done_at_once_is_done_by_itself()
    {
        using var gathered = Squares(atOnce: 3, n => n);
        var first = gathered.Do(1, Stop);
        await _begun.Task;
        var rest = new[] { 2, 7, 1, 2 }.Select(n => gathered.Do(n, Stop)).ToArray();
        _mayGoOn.SetResult();
        await Task.WhenAll([first, .. rest]);

        Assert.Equal([[1], [2], [7], [1, 2]], _done);
    }

    [Fact]
    public async Task Whoever_gives_up_while_it_waits_has_nothing_done()
    {
        using var gathered = Squares(atOnce: 10);
        using var patience = new CancellationTokenSource();
        var first = gathered.Do(1, patience.Token);
        await _begun.Task;
        var (second, third) = (gathered.Do(2, patience.Token), gathered.Do(3, Stop));
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        _mayGoOn.SetResult();

        Assert.Equal(9, await third);
        Assert.Equal([[1], [3]], _done);
    }

    [Fact]
    public async Task One_that_fails_spoils_no_other()
    {
        using var gathered = Squares(atOnce: 10);
        var first = gathered.Do(1, Stop);
        await _begun.Task;
        var (good, bad, better) = (gathered.Do(2, Stop), gathered.Do(-3, Stop), gathered.Do(4, Stop));
        _mayGoOn.SetResult();
        await first;

        Assert.Equal(4, await good);
        Assert.Equal(16, await better);
        await Assert.ThrowsAsync<ArithmeticException>(() => bad);
        Assert.Equal([[1], [2, -3, 4], [2], [-3], [4]], _done);
    }

    [Fact]
    public async Task Where_two_in_a_row_fail_alone_the_rest_is_not_tried()
    {
        using var gathered = Squares(atOnce: 10);
        var first = gathered.Do(1, Stop);
        await _begun.Task;
        var rest = Enumerable.Range(2, 50).Select(n => gathered.Do(-n, Stop)).ToArray();
        _mayGoOn.SetResult();
        await first;

        foreach (var one in rest) await Assert.ThrowsAsync<ArithmeticException>(() => one);
        Assert.Equal(1 + (5 * 3), _done.Count);
    }

    [Fact]
    public async Task When_nothing_can_be_done_in_time_each_is_told_so_and_none_is_tried_again()
    {
        using var gathered = new Gathered<int, int>(
            async some =>
            {
                _done.Add([.. some]);
                _begun.TrySetResult();
                await _mayGoOn.Task;
                throw new TimeoutException();
            },
            10,
            _ => 1);
        var first = gathered.Do(1, Stop);
        await _begun.Task;
        var (second, third) = (gathered.Do(2, Stop), gathered.Do(3, Stop));
        _mayGoOn.SetResult();

        foreach (var one in new[] { first, second, third }) await Assert.ThrowsAsync<TimeoutException>(() => one);
        Assert.Equal([[1], [2, 3]], _done);
    }

    [Fact]
    public async Task More_than_a_thousand_do_not_wait()
    {
        using var gathered = Squares(atOnce: 5000);
        var first = gathered.Do(1, Stop);
        await _begun.Task;
        var waiting = Enumerable.Range(1, 1000).Select(n => gathered.Do(n, Stop)).ToArray();

        await Assert.ThrowsAsync<TimeoutException>(() => gathered.Do(7, Stop));

        _mayGoOn.SetResult();
        await Task.WhenAll([first, .. waiting]);
        Assert.Equal(49, await gathered.Do(7, Stop));
    }

    // The first waits until the test lets it go on.
    private Gathered<int, int> Squares(int atOnce, Func<int, int>? weight = null) => new(
        async some =>
        {
            _done.Add([.. some]);
            _begun.TrySetResult();
            await _mayGoOn.Task;
            return some.Any(n => n < 0) ? throw new ArithmeticException() : [.. some.Select(n => n * n)];
        },
        atOnce,
        weight ?? (_ => 1));
}
