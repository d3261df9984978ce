using Microsoft.AspNetCore.Authorization;
using static CustodyWatch.Access.Role;

namespace CustodyWatch.Access;

/// <summary>
/// Who may do what: one named policy a capability, and the roles that have it. A policy says nothing of where: the endpoint
/// asks the <see cref="Caller"/> for that.
/// </summary>
public static class Policies
{
    /// <summary>Enter custody events; which kinds is <see cref="Roles.MayPost"/>.</summary>
    public const string PostEvents = nameof(PostEvents);

    /// <summary>Enter them on our own pages, which show whose record it is: for people, and no records system.</summary>
    public const string EnterOnScreen = nameof(EnterOnScreen);

    /// <summary>Read custody records, their clocks and timelines; the inspectorate only those opened for inspection.</summary>
    public const string ReadRecords = nameof(ReadRecords);

    /// <summary>Look at a suite's board, on paper too, as its screen does when nobody has tapped in.</summary>
    public const string ShowBoard = nameof(ShowBoard);

    /// <summary>Read what was raised since, as an open board does.</summary>
    public const string ShowAlerts = nameof(ShowAlerts);

    /// <summary>Read what is due, and whether a step may be taken.</summary>
    public const string ReadBoard = nameof(ReadBoard);

    public const string OpenForInspection = nameof(OpenForInspection);

    /// <summary>Show custody visitors how a child is cared for, redacted.</summary>
    public const string ShowVisitors = nameof(ShowVisitors);

    /// <summary>Give the child it is about, or whoever acts for them, the whole record.</summary>
    public const string DiscloseRecords = nameof(DiscloseRecords);

    public const string ReadAlerts = nameof(ReadAlerts);
    public const string AcknowledgeAlerts = nameof(AcknowledgeAlerts);

    /// <summary>Silence for a while what is not the law's.</summary>
    public const string SilenceAlerts = nameof(SilenceAlerts);

    public const string HandOver = nameof(HandOver);
    public const string AcceptHandover = nameof(AcceptHandover);

    /// <summary>Be told live that something changed.</summary>
    public const string Live = nameof(Live);

    public const string RequestAccommodation = nameof(RequestAccommodation);
    public const string ReadAccommodationRequests = nameof(ReadAccommodationRequests);
    public const string AnswerAccommodation = nameof(AnswerAccommodation);
    public const string ReadLedger = nameof(ReadLedger);
    public const string SignCertificates = nameof(SignCertificates);
    public const string Countersign = nameof(Countersign);
    public const string ReadCertificates = nameof(ReadCertificates);

    /// <summary>Take certificates, or a child's court pack, away as files.</summary>
    public const string GiveCertificatesOut = nameof(GiveCertificatesOut);

    /// <summary>Statistics; the duty desk and manager see their own ledger's only.</summary>
    public const string ReadStatistics = nameof(ReadStatistics);

    /// <summary>What lies behind statistics, and the nights: not for a duty desk, which sees its own ledger only.</summary>
    public const string ReadOversight = nameof(ReadOversight);

    public const string Audit = nameof(Audit);
    public const string ReadIntegrity = nameof(ReadIntegrity);
    public const string ManageQuarantine = nameof(ManageQuarantine);
    public const string ManageSettings = nameof(ManageSettings);

    /// <summary>Whom to ring at each local authority.</summary>
    public const string ReadAuthorities = nameof(ReadAuthorities);

    public const string ManageAuthorities = nameof(ManageAuthorities);

    /// <summary>Say who is on duty: of a force, or of a local authority.</summary>
    public const string ManageRota = nameof(ManageRota);

    /// <summary>Review how long records are kept: keep longer, hold.</summary>
    public const string ReviewRetention = nameof(ReviewRetention);

    /// <summary>Decide that a record is disposed of, and lift a hold.</summary>
    public const string DecideDisposal = nameof(DecideDisposal);

    public const string ReadAccessLog = nameof(ReadAccessLog);
    public const string VerifyChain = nameof(VerifyChain);

    /// <summary>Anyone signed in with one of the roles: their own start page, signing out.</summary>
    public const string SignedIn = nameof(SignedIn);

    /// <summary>Go to one's own page.</summary>
    public const string Start = nameof(Start);

    /// <summary>Say at a suite's screen who one is.</summary>
    public const string TapIn = nameof(TapIn);

    /// <summary>Set the PIN one taps in with.</summary>
    public const string OwnPin = nameof(OwnPin);

    /// <summary>Make a browser a suite's screen, and end one.</summary>
    public const string ManageScreens = nameof(ManageScreens);

    public static readonly IReadOnlyDictionary<string, IReadOnlyList<Role>> Table = new Dictionary<string, IReadOnlyList<Role>>
    {
        [PostEvents] = [Feed, CustodySergeant, DetentionOfficer, CustodyInspector, Superintendent],
        [EnterOnScreen] = [CustodySergeant, DetentionOfficer, CustodyInspector, Superintendent],
        [ReadRecords] = [CustodySergeant, DetentionOfficer, CustodyInspector, Superintendent, Inspectorate],
        [ShowBoard] = [CustodySergeant, DetentionOfficer, CustodyInspector, Superintendent, Screen],
        [ShowAlerts] = [CustodySergeant, DetentionOfficer, CustodyInspector, Superintendent, DutyDesk, DutyManager, Screen],
        [ReadBoard] = [CustodySergeant, DetentionOfficer, CustodyInspector, Superintendent],
        [OpenForInspection] = [CustodyInspector, Superintendent],
        [ShowVisitors] = [CustodySergeant, CustodyInspector, Superintendent],
        [DiscloseRecords] = [CustodyInspector, Superintendent],
        [ReadAlerts] = [CustodySergeant, DetentionOfficer, CustodyInspector, Superintendent, DutyDesk, DutyManager],
        [AcknowledgeAlerts] = [CustodySergeant, CustodyInspector, Superintendent],
        [SilenceAlerts] = [CustodyInspector, Superintendent],
        [HandOver] = [CustodySergeant],
        [AcceptHandover] = [CustodySergeant, CustodyInspector, Superintendent],
        [Live] = [CustodySergeant, DetentionOfficer, CustodyInspector, Superintendent, DutyDesk, DutyManager, Screen],
        [RequestAccommodation] = [CustodySergeant],
        [ReadAccommodationRequests] = [CustodySergeant, DetentionOfficer, CustodyInspector, Superintendent, DutyDesk, DutyManager],
        [AnswerAccommodation] = [DutyDesk, DutyManager],
        [ReadLedger] = [CustodySergeant, CustodyInspector, Superintendent, Inspectorate, DutyDesk, DutyManager],
        [SignCertificates] = [CustodySergeant],
        [Countersign] = [CustodyInspector, Superintendent],
        [ReadCertificates] = [CustodySergeant, CustodyInspector, Superintendent, Inspectorate],
        [GiveCertificatesOut] = [CustodySergeant, CustodyInspector, Superintendent, Inspectorate],
        [ReadStatistics] = [CustodySergeant, CustodyInspector, Superintendent, Inspectorate, DutyDesk, DutyManager],
        [ReadOversight] = [CustodySergeant, CustodyInspector, Superintendent, Inspectorate],
        [Audit] = [CustodyInspector, Superintendent, Inspectorate],
        [ReadIntegrity] = [CustodyInspector, Superintendent, Inspectorate],
        [ManageQuarantine] = [Administrator],
        [ManageSettings] = [Administrator],
        [ReadAuthorities] = [CustodySergeant, DetentionOfficer, CustodyInspector, Superintendent, Administrator],
        [ManageAuthorities] = [Administrator],
        [ManageRota] = [Administrator, CustodyInspector, Superintendent, DutyManager],
        [ReviewRetention] = [CustodyInspector, Superintendent],
        [DecideDisposal] = [Superintendent],
        [ReadAccessLog] = [Administrator, CustodyInspector],
        [VerifyChain] = [Administrator, CustodyInspector, Inspectorate],
        [SignedIn] = [.. Enum.GetValues<Role>().Where(role => role != Screen)],
        [Start] = Enum.GetValues<Role>(),
        [TapIn] = [Screen],
        [OwnPin] = [CustodySergeant, DetentionOfficer, CustodyInspector, Superintendent],
        [ManageScreens] = [CustodyInspector, Superintendent, Administrator],
    };

    /// <summary>What a PIN is enough for: a suite's own work. For everything else one signs in.</summary>
    public static readonly IReadOnlySet<string> WithPin = new HashSet<string>
    {
        ShowBoard, ShowAlerts, ReadBoard, ReadRecords, ReadAlerts, Live, PostEvents, EnterOnScreen, AcknowledgeAlerts, SilenceAlerts, HandOver, AcceptHandover,
        ShowVisitors, RequestAccommodation, ReadAccommodationRequests, ReadAuthorities, SignCertificates, Countersign, ReadCertificates, SignedIn, Start,
    };

    /// <summary>Whether a caller may do it, as they came: signed in, or with a PIN.</summary>
    public static bool Allow(string policy, Caller caller) =>
        Table[policy].Contains(caller.Role) && (caller.TappedUntil is null || WithPin.Contains(policy));

    public static void Declare(AuthorizationOptions options)
    {
        foreach (var name in Table.Keys)
            options.AddPolicy(name, policy => policy.RequireAuthenticatedUser().RequireAssertion(context =>
                context.User.FindCaller() is { } caller && Allow(name, caller)));
        options.DefaultPolicy = Nobody();
        options.FallbackPolicy = Nobody();
    }

    // An address that leads nowhere may say so, and so may routing itself where it has no such method or takes no such content;
    // whatever leads somewhere must have declared a policy of its own.
    private static AuthorizationPolicy Nobody() => new AuthorizationPolicyBuilder()
        .RequireAssertion(context => context.Resource is HttpContext http && http.GetEndpoint() is not RouteEndpoint)
        .Build();
}
