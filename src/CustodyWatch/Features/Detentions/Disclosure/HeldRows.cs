using System.Text.Json;
using System.Text.Json.Serialization;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Log.Projections;
using CustodyWatch.Log.Refusals;
using CustodyWatch.Storage.Sealing;
using NodaTime;

namespace CustodyWatch.Features.Detentions.Disclosure;

/// <summary>One thing that happened to an alert about the child.</summary>
public sealed record HeldAlertEntry
{
    public string AlertId { get; init; } = "";
    public Instant At { get; init; }
    public string State { get; init; } = "";
    public string Reason { get; init; } = "";
    public string? UserId { get; init; }
    public Sealed? Note { get; init; }
    public Instant? DueAt { get; init; }
    public string? Title { get; init; }
    public string Text { get; init; } = "";

    public const string Select = """
        SELECT e.alert_id, e.at, e.state, e.reason, e.user_id, e.note, e.due_at, e.title, e.text FROM alert_entries e
        JOIN alerts a ON a.id = e.alert_id
        WHERE a.subject = @id ORDER BY e.position
        """;
}

/// <summary>One attempt to reach somebody about an alert. The number or address it went to is the officer's, and no part of it.</summary>
public sealed record HeldDelivery
{
    public string AlertId { get; init; } = "";
    public string Channel { get; init; } = "";
    public string? Audience { get; init; }
    public Instant CreatedAt { get; init; }
    public Instant? DeliveredAt { get; init; }
    public string? Outcome { get; init; }

    public const string Select = """
        SELECT d.alert_id, d.channel, d.audience, d.created_at, d.delivered_at, d.outcome FROM deliveries d
        JOIN alerts a ON a.id = d.alert_id
        WHERE a.subject = @id ORDER BY d.id
        """;
}

/// <summary>A certificate, or a statement in its place, with all that it says.</summary>
public sealed record HeldCertificate(
    string Id, string Number, string Limb, Instant SignedAt, string SignedBy, string Status, bool Retracted, string? WhyVoid, string VerificationCode,
    JsonElement Says)
{
    public const string Select = $"SELECT {CertificateRow.Columns} FROM certificates c WHERE c.detention_id = @id ORDER BY c.position";

    public static HeldCertificate Of(CertificateRow row) => new(
        row.Id, row.Number, row.Limb, row.SignedAt, row.SignedBy, row.Status, row.Retracted, row.WhyVoid, row.VerificationCode,
        JsonFault.Shown(row.Content.Bytes));
}

/// <summary>An inspector's name under a certificate.</summary>
public sealed record HeldCountersignature
{
    public string Number { get; init; } = "";
    public string SignedBy { get; init; } = "";
    public string Role { get; init; } = "";
    public Instant At { get; init; }
    public Sealed? Note { get; init; }

    public const string Select = """
        SELECT c.number, s.signed_by, s.role, s.at, s.note FROM countersignatures s
        JOIN certificates c ON c.id = s.certificate_id
        WHERE c.detention_id = @id ORDER BY s.position
        """;
}

/// <summary>A certificate that was made elsewhere.</summary>
public sealed record HeldElsewhere
{
    public string Id { get; init; } = "";
    public string Limb { get; init; } = "";
    public Instant SignedAt { get; init; }
    public string SignedBy { get; init; } = "";
    public bool Superseded { get; init; }
    public string? WhyVoid { get; init; }

    public const string Select =
        "SELECT id, limb, signed_at, signed_by, superseded, why_void FROM certificates_elsewhere WHERE detention_id = @id ORDER BY position";
}

/// <summary>That the inspectorate was let read the record.</summary>
public sealed record HeldInspection
{
    public Instant OpenedAt { get; init; }
    public string OpenedBy { get; init; } = "";
    public Instant Until { get; init; }
    public Sealed Reason { get; init; } = "";

    public const string Select = "SELECT opened_at, opened_by, until, reason FROM inspections WHERE detention_id = @id ORDER BY opened_at, id";
}

/// <summary>A card that the child was given.</summary>
public sealed record HeldCard
{
    public string Language { get; init; } = "";
    public Instant GivenAt { get; init; }
    public string GivenBy { get; init; } = "";

    public const string Select = "SELECT language, given_at, given_by FROM child_cards WHERE detention_id = @id ORDER BY given_at, id";
}

/// <summary>A way in for a desk with no account, to answer a request. What it was made of is kept as a hash only.</summary>
public sealed record HeldLink
{
    public string RequestId { get; init; } = "";
    public string Authority { get; init; } = "";
    public string CreatedBy { get; init; } = "";
    public Instant CreatedAt { get; init; }
    public Instant ExpiresAt { get; init; }
    public Instant? UsedAt { get; init; }

    public const string Select =
        "SELECT request_id, authority, created_by, created_at, expires_at, used_at FROM request_links WHERE detention_id = @id ORDER BY created_at, id";
}

/// <summary>An early word to an authority that a place may be needed.</summary>
public sealed record HeldNotice
{
    public string Authority { get; init; } = "";
    public Instant NoticedAt { get; init; }

    public const string Select = "SELECT authority, noticed_at FROM early_notices WHERE detention_id = @id ORDER BY noticed_at, authority";
}

/// <summary>A change of shift with which the child, or an alert about them, passed from one person to another.</summary>
public sealed record HeldHandover
{
    public string FromUser { get; init; } = "";
    public string ToUser { get; init; } = "";
    public Instant OfferedAt { get; init; }
    public string? AcceptedBy { get; init; }
    public Instant? AcceptedAt { get; init; }

    public const string Select = """
        SELECT h.from_user, h.to_user, h.offered_at, h.accepted_by, h.accepted_at FROM handovers h
        WHERE h.force = @force AND EXISTS (SELECT 1 FROM handover_items i WHERE i.handover_id = h.id AND (
            (i.kind = 'detention' AND i.reference = @id)
            OR (i.kind = 'alert' AND i.reference IN (SELECT a.id FROM alerts a WHERE a.subject = @id))))
        ORDER BY h.offered_at, h.id
        """;
}

/// <summary>A grade that an audit gave the case.</summary>
public sealed record HeldGrade
{
    public string Side { get; init; } = "";
    public string Grade { get; init; } = "";
    public Sealed Note { get; init; } = "";
    public string GradedBy { get; init; } = "";
    public Instant GradedAt { get; init; }

    [JsonPropertyName("areas")]
    public JsonElement AreasSaid => JsonFault.Shown(System.Text.Encoding.UTF8.GetBytes(Areas.Text));

    [JsonIgnore]
    public Sealed Areas { get; init; } = "{}";

    public const string Select =
        "SELECT side, grade, note, areas, graded_by, graded_at FROM audit_grades WHERE detention_id = @id ORDER BY sequence";
}

/// <summary>What was refused of the record, as it was sent. Of what is about another, or about others too, nothing that was said of it is given.</summary>
public sealed record HeldRefusal(
    Instant Received, string PostedBy, string State, Instant? Decided, string? DecidedBy, Sealed? Reason, JsonElement? Problem, JsonElement? Sent)
{
    public static HeldRefusal Of(RefusedRow row) => row.Content is { } content
        ? new(row.Received, row.PostedBy, row.State, row.Decided, row.DecidedBy, row.Reason, JsonFault.Shown(System.Text.Encoding.UTF8.GetBytes(row.Problem.Text)), JsonFault.Shown(content.Bytes))
        : new(row.Received, row.PostedBy, row.State, row.Decided, row.DecidedBy, null, null, null);
}

/// <summary>A night that the child spent in custody.</summary>
public sealed record HeldNight
{
    public string Night { get; init; } = "";
    public int MinutesBeforeCharge { get; init; }
    public int MinutesAfterCharge { get; init; }

    public const string Select =
        "SELECT night, minutes_before_charge, minutes_after_charge FROM nights WHERE detention_id = @id ORDER BY night";
}

/// <summary>A question about how the record was kept. It proves nothing.</summary>
public sealed record HeldQuestion
{
    public string Kind { get; init; } = "";
    public string Suite { get; init; } = "";

    public const string Select = "SELECT kind, suite FROM questions WHERE detention_id = @id ORDER BY kind, suite";
}

/// <summary>One look at the record, or change of it. Who looked is said by their role alone.</summary>
public sealed record HeldLook
{
    public Instant At { get; init; }
    public string Role { get; init; } = "";
    public string Action { get; init; } = "";
    public Sealed? Reason { get; init; }

    public const string Select = "SELECT at, role, action, reason FROM access_log WHERE subject IN @subjects ORDER BY id";
}
