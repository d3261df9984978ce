using System.Reflection;
using System.Runtime.CompilerServices;
using CustodyWatch.Pace.Custody;

namespace CustodyWatch.Pace.Mutants;

/// <summary>The switch that Stryker builds into the law: which of its mutants is on.</summary>
internal static class Mutant
{
    private const string FileVariable = "STRYKER_MUTANT_FILE";
    private static readonly Type? Switch = Array.Find(typeof(EventKinds).Assembly.GetTypes(), type => type.Name == "MutantControl");
    private static readonly string? File = Environment.GetEnvironmentVariable(FileVariable);

    /// <summary>The mutant this process was started for, when it was started for one only.</summary>
    public const string OwnVariable = "CUSTODYWATCH_MUTANT";

    public static bool IsMutated => Switch is not null;

    /// <summary>What Stryker wants on: four bytes in a file, and -1 for none. Read here, once a run, and not in the law at every step.</summary>
    public static int Wanted() => File is not null && System.IO.File.Exists(File) ? BitConverter.ToInt32(System.IO.File.ReadAllBytes(File)) : -1;

    [ModuleInitializer]
    internal static void TakeOver()
    {
        _ = File;
        Environment.SetEnvironmentVariable(FileVariable, null);
    }

    public static void TurnOn(int id) => Switch!.GetField("ActiveMutant")!.SetValue(null, id);

    /// <summary>
    /// Sets everything that is set once for a process, with no mutant on, and tells which mutants stand in what did it: those cannot
    /// be noticed in this process any more.
    /// </summary>
    public static HashSet<int> SetOnce()
    {
        TurnOn(-1);
        Switch!.GetField("CaptureCoverage")!.SetValue(null, true);
        var words = Array.FindAll(typeof(EventKinds).Assembly.GetTypes(), type => type.IsEnum && type.IsPublic).Select(type => typeof(Vocabulary<>).MakeGenericType(type));
        foreach (var type in typeof(EventKinds).Assembly.GetTypes().Where(type => !type.ContainsGenericParameters).Concat(words))
            RuntimeHelpers.RunClassConstructor(type.TypeHandle);
        Switch.GetField("CaptureCoverage")!.SetValue(null, false);
        return [.. ((IList<int>[])Switch.GetMethod("GetCoverageData")!.Invoke(null, null)!)[0]];
    }
}
