using CustodyWatch.Access;
using CustodyWatch.Pace.Alerting;
using Dapper;

namespace CustodyWatch.Log.Alerts;

/// <summary>Which alerts a caller may know of, as a condition on the rows of <c>alerts</c>.</summary>
public sealed class AlertScope
{
    private AlertScope(string where) => Where = where;

    public string Where { get; }

    public DynamicParameters Parameters { get; } = new();

    public static AlertScope Of(Caller caller)
    {
        switch (caller.Role)
        {
            case Role.CustodySergeant or Role.DetentionOfficer or Role.Screen when caller.Suites.Count > 0:
                var suites = caller.Suites.ToArray();
                var scope = new AlertScope(
                    "(" + string.Join(" OR ", suites.Select((_, i) => $"(force = @force{i} AND suite = @suite{i})")) + ")");
                for (var i = 0; i < suites.Length; i++) scope.Add($"force{i}", suites[i].Force).Add($"suite{i}", suites[i].Suite);
                return scope;
            case Role.CustodyInspector or Role.Superintendent:
                return new AlertScope("(force IN @forces AND (step_rank > @firstStep OR audience LIKE @told))")
                    .Add("forces", caller.Forces).Add("firstStep", Step.Warning(1).Rank).Add("told", $"%{caller.Role.Word()}%");
            case Role.DutyDesk or Role.DutyManager:
                return new AlertScope("authority IN @authorities").Add("authorities", caller.Authorities);
            default:
                return new AlertScope("1 = 0");
        }
    }

    /// <summary>Which alerts were the caller's until they passed to another suite or authority, as a condition on their entries <c>e</c> and on <c>a</c>.</summary>
    public static AlertScope LeftBy(Caller caller)
    {
        switch (caller.Role)
        {
            case Role.CustodySergeant or Role.DetentionOfficer or Role.Screen when caller.Suites.Count > 0:
                var suites = caller.Suites.ToArray();
                var scope = new AlertScope(
                    "(" + string.Join(" OR ", suites.Select((_, i) => $"(a.force = @force{i} AND e.left_suite = @suite{i})")) + ")");
                for (var i = 0; i < suites.Length; i++) scope.Add($"force{i}", suites[i].Force).Add($"suite{i}", suites[i].Suite);
                return scope;
            case Role.DutyDesk or Role.DutyManager:
                return new AlertScope("e.left_authority IN @authorities").Add("authorities", caller.Authorities);
            default:
                return new AlertScope("1 = 0");
        }
    }

    public AlertScope Add(string name, object value)
    {
        Parameters.Add(name, value);
        return this;
    }

    /// <summary>Whether the caller may know of this alert.</summary>
    public static bool Includes(Caller caller, AlertRow alert) => caller.Role switch
    {
        Role.CustodySergeant or Role.DetentionOfficer or Role.Screen => caller.Suites.Contains(new SuiteCode(alert.Force, alert.Suite)),
        Role.CustodyInspector or Role.Superintendent =>
            caller.Forces.Contains(alert.Force) && (alert.StepRank > Step.Warning(1).Rank || alert.Audience.Split(' ').Contains(caller.Role.Word())),
        Role.DutyDesk or Role.DutyManager => alert.Authority is { } code && caller.Authorities.Contains(code),
        _ => false,
    };
}
