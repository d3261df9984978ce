using System.Diagnostics;
using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace CustodyWatch.Pace.Mutants;

/// <summary>
/// The tests of the law, run over and over in one process until one fails: what failed last is tried first the next time, since
/// mutants that stand side by side are noticed by the same tests.
/// </summary>
internal sealed class LawTests
{
    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(12), LookAgain = TimeSpan.FromMilliseconds(200);
    private Case? _last;
    private readonly List<Case> _cases = [.. Found().OrderBy(one => one.Rank)];

    /// <summary>Runs them all and keeps how long each took; what fails now fails without a mutant.</summary>
    public string? Baseline()
    {
        foreach (var one in _cases)
        {
            var clock = Stopwatch.StartNew();
            if (one.Run() is { } failure) return failure;
            one.Took = clock.Elapsed;
        }
        _cases.Sort((a, b) => a.Took.CompareTo(b.Took));
        return null;
    }

    /// <summary>What the first failing one says; null when none fails. One that comes to no end is known by the processor's time.</summary>
    public string? FirstFailure()
    {
        string? failure = null;
        var run = new Thread(() => failure = Run(), maxStackSize: 16 * 1024 * 1024) { IsBackground = true };
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        run.Start();
        while (!run.Join(LookAgain))
            if (Process.GetCurrentProcess().TotalProcessorTime - before > Longest) return EndlessLoop;
        return failure;
    }

    public const string EndlessLoop = "the tests came to no end";

    private string? Run()
    {
        if (_last?.Run() is { } again) return again;
        var before = _last;
        for (var i = 0; i < _cases.Count; i++)
        {
            var one = _cases[i];
            if (one == before || one.Run() is not { } failure) continue;
            _last = one;
            if (one.Took < Quick)
            {
                _cases.RemoveAt(i);
                _cases.Insert(0, one);
            }
            return failure;
        }
        return null;
    }

    // The properties are as many detentions again as chance invents: they are left out, so a mutant that only they notice counts as unnoticed.
    private static IEnumerable<Case> Found() =>
        from type in typeof(Tests.VocabularyTests).Assembly.GetTypes()
        where type is { IsPublic: true, IsAbstract: false } && type.Namespace != "CustodyWatch.Pace.Tests.Properties"
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        where method.GetCustomAttribute<FactAttribute>() is not null
        from row in Rows(method)
        select new Case(method, row);

    private static IEnumerable<object?[]> Rows(MethodInfo method)
    {
        if (method.GetCustomAttribute<TheoryAttribute>() is null) return [[]];
        return method.GetCustomAttributes().OfType<IDataAttribute>().SelectMany(data => data switch
        {
            MemberDataAttribute member => (IEnumerable<ITheoryDataRow>)method.DeclaringType!.GetProperty(member.MemberName)!.GetValue(null)!,
            _ => data.GetData(method, new DisposalTracker()).AsTask().GetAwaiter().GetResult(),
        }).Select(row => row.GetData());
    }

    private sealed class Case(MethodInfo method, object?[] row)
    {
        public TimeSpan Took { get; set; }

        /// <summary>Words first, which is where most of what is set once is told; examples after what is quicker; what walks every combination last.</summary>
        public int Rank => method.DeclaringType!.Namespace!.Split('.')[^1] switch
        {
            "Words" => 0,
            "Examples" => 2,
            _ => method.DeclaringType.Name.StartsWith("Every", StringComparison.Ordinal) ? 3 : 1,
        };

        public string? Run()
        {
            try
            {
                if (method.Invoke(Activator.CreateInstance(method.DeclaringType!), BindingFlags.DoNotWrapExceptions, null, row, null) is Task task) task.GetAwaiter().GetResult();
                return null;
            }
            catch (Exception failure)
            {
                return $"{method.DeclaringType!.Name}.{method.Name}({string.Join(", ", row)}): {failure.Message}";
            }
        }
    }
}
