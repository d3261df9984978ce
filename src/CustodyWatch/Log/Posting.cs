using CustodyWatch.Access;
using CustodyWatch.Log.Reference;

namespace CustodyWatch.Log;

/// <summary>Whether a caller may enter an event: from a suite of theirs, and of a kind that is theirs to enter.</summary>
public static class Posting
{
    public static Refusal UnknownSuite { get; } = Refusal.Invalid("source", "is not a suite of this force");

    public static Submission Allow(Submission sent, Caller caller)
    {
        if (sent.Suite is { } suite && !caller.MaySeeSuite(suite.Force, suite.Suite))
            return sent.Refused(Refusal.NotYours("source", "is not a suite of yours"));
        if (sent.Suite is { } named && !caller.Suites.Contains(named) && KnownSuites.IsUnknown(named)) return sent.Refused(UnknownSuite);
        if (sent.Kind is { } kind && !caller.Role.MayPost(kind))
            return sent.Refused(Refusal.NotYours("type", $"is not for a {caller.Role.Word().Replace('-', ' ')} to enter"));
        return sent;
    }
}
