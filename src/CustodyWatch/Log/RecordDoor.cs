using CustodyWatch.Access;
using CustodyWatch.Log.Projections;
using CustodyWatch.Storage;
using NodaTime;

namespace CustodyWatch.Log;

/// <summary>The way to one record for a reader: found only by those who may know of it, and every look remembered first.</summary>
public sealed class RecordDoor(Database database, AccessLog access, IClock clock)
{
    /// <summary>The detention, when there is one and the caller may know of it; the look is written down before this returns.</summary>
    public async Task<DetentionRow?> Consult(HttpContext http, string id, CancellationToken cancel)
    {
        if (await Find(http.User.Caller(), id, cancel) is not { } detention) return null;
        await access.Write(http, AccessAction.Consultation, detention.Id, detention.Force, cancel);
        return detention;
    }

    /// <summary>The detention, when there is one and the caller may know of it, for an act that leaves its own entry.</summary>
    public async Task<DetentionRow?> Find(Caller caller, string id, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        if (await DetentionRow.Find(connection, id) is not { } detention) return null;
        if (!caller.MaySeeSuite(detention.Force, detention.Suite)) return null;
        return caller.Role != Role.Inspectorate || await InspectionRow.IsOpen(connection, id, clock.GetCurrentInstant())
            ? detention
            : null;
    }
}
