using System.Text.Json;
using CustodyWatch.Access;
using CustodyWatch.Features.Certificates.Document;
using CustodyWatch.Http;
using CustodyWatch.Log;
using CustodyWatch.Pace.Custody;
using CustodyWatch.Storage;
using NodaTime;

namespace CustodyWatch.Features.Certificates;

/// <summary>A certificate as JSON: what the register says of it and what it says itself.</summary>
public sealed record CertificateAnswer(
    string Id, string Number, string Limb, string Status, string? Supersedes, string? SupersededBy, string ContentHash,
    string VerificationCode, CertificateContent Content);

/// <summary>Certificates under PACE 1984 s38(6): signing, the register, and each one.</summary>
public static class CertificatesEndpoints
{
    public static IHostApplicationBuilder AddCertificates(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Signing>();
        builder.AddVerifying();
        return builder;
    }

    public static void MapCertificates(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1");
        api.MapPost("/detentions/{id}/certificates", Sign).RequireAuthorization(Policies.SignCertificates);
        api.MapGet("/certificates", List).RequireAuthorization(Policies.ReadCertificates);
        api.MapGet("/certificates/{id}", One).RequireAuthorization(Policies.ReadCertificates);
        app.MapVerifying();
    }

    private static async Task<IResult> Sign(
        HttpContext http, RecordDoor door, Signing signing, string id, CertificateBody body, CancellationToken cancel) =>
        await door.Find(http.User.Caller(), id, cancel) is { } detention
            ? await signing.Sign(detention, body, http.User.Caller(), cancel)
            : Problem.Missing();

    private static async Task<IResult> List(
        HttpContext http, Database database, AccessLog access, IClock clock, string? force, string? suite, string? from, string? to,
        string? limb, string? missing, string? limit, string? cursor, CancellationToken cancel)
    {
        var query = new Query();
        var paging = query.Paging(limit, cursor);
        var filter = new RegisterFilter(
            Query.Given(force), Query.Given(suite), query.Instant("from", from), query.Instant("to", to), Query.Given(limb));
        if (filter.Limb is { } named && !Vocabulary<CertificateLimb>.Words.Contains(named)) query.Wrong("limb", "must be impracticable, no-secure or la-failure");
        var onlyMissing = query.Flag("missing", missing);
        if (query.Refusal is { } unreadable) return unreadable;
        var caller = http.User.Caller();
        if (!Register.MayAsk(caller, filter)) return Problem.Forbidden("That is not in your scope.");
        await access.Write(http, AccessAction.Consultation, onlyMissing ? "certificates/missing" : "certificates", filter.Force, cancel);
        if (onlyMissing)
        {
            var rows = await Register.Missing(database, caller, filter, Text(paging.After), clock.GetCurrentInstant(), paging.Limit + 1, cancel);
            return TypedResults.Ok(paging.Of(rows, row => row, row => row.DetentionId));
        }
        if (paging.After is { } given && !(given.ValueKind == JsonValueKind.Number && given.TryGetInt64(out _))) return Problem.BadRequest("The cursor is not one that was given.");
        var after = paging.After is { } last ? last.GetInt64() : 0;
        var certificates = await Register.Read(database, caller, filter, after, paging.Limit + 1, cancel);
        return TypedResults.Ok(paging.Of(certificates, RegisterRow.Of, row => row.Position));
    }

    private static async Task<IResult> One(HttpContext http, Database database, AccessLog access, string id, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        if (await CertificateRow.Find(connection, id) is not { } row || !http.User.Caller().MaySeeSuite(row.Force, row.Suite))
            return Problem.Missing("There is no such certificate.");
        await access.Write(http, AccessAction.Consultation, row.DetentionId, row.Force, cancel, $"certificate {row.Number}");
        return TypedResults.Ok(new CertificateAnswer(
            row.Id, row.Number, row.Limb, RegisterRow.Of(row).Status, row.Supersedes, row.SupersededBy,
            Convert.ToHexStringLower(row.ContentHash), row.VerificationCode, Content(row)));
    }

    internal static CertificateContent Content(CertificateRow row) =>
        JsonSerializer.Deserialize<CertificateContent>(row.Content, Json.Options)
            ?? throw new InvalidDataException($"Certificate {row.Number} cannot be read.");

    private static string? Text(JsonElement? cursor) => cursor is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
