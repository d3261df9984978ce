using System.Text.Json.Nodes;
using CustodyWatch.Features.Retention.Disposal;
using CustodyWatch.Log;
using CustodyWatch.Log.Proof;
using CustodyWatch.Storage;
using CustodyWatch.Storage.Sealing;
using CustodyWatch.Tests.Harness;
using CustodyWatch.Tests.Retention;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace CustodyWatch.Tests.Storage;

/// <summary>Initials, birth dates and what anybody wrote lie sealed in the database, and the keys lie elsewhere.</summary>
public sealed class SealingTests
{
    private const string Now = "2012-06-10T14:30:00Z";

    private static readonly string[] OfTheChild = [OldRecord.Words, OldRecord.Words.ToLowerInvariant(), OldRecord.Initials, OldRecord.Born, "Snowedin"];

    [Fact]
    public async Task Nothing_that_was_written_of_a_child_in_a_whole_night_lies_open_in_any_byte()
    {
        await using var suite = await CustodySuite.Open(Now);
        var (id, _) = await OldRecord.Everything(suite);
        var refused = await suite.As("feed-01").Tell(Told.Event("child-view", "2012-06-10T14:26:00Z", new { txt = OldRecord.Words }, OldRecord.Number));
        Assert.Equal(422, (int)refused.Status);
        await suite.As("admin-01").Call("/settings", new JsonObject { ["numbers"] = new JsonObject { ["keepOtherRecordYears"] = 8 }, ["reason"] = OldRecord.Words });

        Assert.All(OfTheChild, text => Assert.False(suite.Lies(text), text));
        Assert.True(suite.Lies(OldRecord.Number));
        Assert.Equal(OldRecord.Initials, (await suite.As("sgt-01").Read($"/detentions/{id}")).Body!["initials"]!.ToString());
        Assert.Contains(OldRecord.Words, (await suite.As("sgt-01").Read($"/detentions/{id}/timeline")).Body!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("true", (await suite.As("insp-01").Read("/chain/verify")).Text("intact"));
    }

    [Fact]
    public async Task A_source_that_is_the_name_of_no_suite_lies_open_nowhere_and_is_told_all_the_same()
    {
        const string claimed = "Zebrafinch of 3 High Street";
        await using var suite = await CustodySuite.Open(Now);
        Assert.Equal(422, (int)(await suite.As("feed-01").Tell(Told.Arrived(Now, id: "1").With(told => told["source"] = claimed))).Status);
        Assert.Equal(422, (int)(await suite.As("feed-01").Tell(Told.Drink(Now, "CR-NONE").With(told => (told["id"], told["data"]!["outcome"]) = ("2", "perhaps")))).Status);
        Assert.False(suite.Lies(claimed));
        Assert.Equal([claimed, Told.Central], await Sources());

        // As an older version left it.
        await suite.Services.GetRequiredService<Database>().Write(
            (connection, transaction) => connection.ExecuteAsync("UPDATE quarantine SET source = @claimed WHERE source IS NULL", new { claimed }, transaction), default);
        Assert.True(suite.Lies(claimed));
        Assert.Equal([claimed, Told.Central], await Sources());
        Assert.Equal(0, await ResealCommand.Run(await TestDatabase.ArgumentsOf(suite.Folder)));

        Assert.False(suite.Lies(claimed));
        Assert.Equal([claimed, Told.Central], await Sources());

        async Task<IEnumerable<string>> Sources() => (await suite.As("admin-01").Read("/quarantine")).Body!["items"]!.AsArray()
            .OrderBy(item => item!["event"]!["id"]!.ToString()).Select(item => item!["source"]!.ToString());
    }

    [Fact]
    public async Task The_same_words_in_another_record_are_found_and_their_mark_is_none_that_a_guess_could_confirm()
    {
        const string words = "Settled and drowsy, no concerns at this time";
        await using var suite = await CustodySuite.Open("2026-06-10T20:00:00Z");
        foreach (var record in new[] { "CR-1", "CR-2", "CR-3" })
            await suite.As("feed-01").Taken(
                Told.Arrived("2026-06-10T18:00:00Z", record: record), Told.Event("observation-changed", "2026-06-10T19:00:00Z", new { observationLevel = 2, reason = words }, record));

        var asked = (await suite.As("insp-01").Read("/integrity")).Body!["items"]!.AsArray();

        Assert.Contains(asked, question => question!["kind"]!.ToString() == "pasted-text");
        await using var connection = await suite.Services.GetRequiredService<Database>().Open(default);
        var marks = (await connection.QueryAsync<string>("SELECT mark FROM entry_marks WHERE kind = 'words'")).Distinct().ToArray();
        var guess = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(words.ToLowerInvariant()));
        Assert.NotEqual(Convert.ToHexStringLower(guess.AsSpan(0, 16)), Assert.Single(marks));
    }

    [Fact]
    public async Task A_value_that_names_a_key_of_nobody_does_not_have_all_keys_read_each_time_it_is_read()
    {
        // Other services of the process are asked for the keys of their values too, and so is this one: only what is asked from here counts.
        var (readings, asking) = (0, new AsyncLocal<bool>());
        await using var suite = await CustodySuite.Open(Now, embedded: true, adjust: builder => builder.Services.AddSingleton<Dialect>(new ListeningDialect(
            $"Data Source={Path.Combine(builder.Configuration["CustodyWatch:DataDirectory"]!, "custodywatch.db")};Default Timeout=10",
            sql => readings += asking.Value && sql.Contains("FROM data_keys", StringComparison.Ordinal) ? 1 : 0)));
        asking.Value = true;
        byte[] tampered = [.. Guid.NewGuid().ToByteArray(), .. new byte[64]];

        Assert.Throws<System.Security.Cryptography.CryptographicException>(() => Vault.Open(tampered));
        var once = readings;
        Assert.Throws<System.Security.Cryptography.CryptographicException>(() => Vault.Open(tampered));

        Assert.True(once > 0);
        Assert.Equal(once, readings);
    }

    [Fact]
    public async Task Another_node_reads_at_once_what_is_sealed_under_a_newer_key_than_it_knows()
    {
        await using var one = await CustodySuite.Open(Now);
        await using var other = await CustodySuite.Open(Now, one.Folder);
        var vault = one.Services.GetRequiredService<Database>().Vault;
        var before = vault.Newest;

        Assert.False(await vault.Renew(atOnce: false, default));
        Assert.True(await vault.Renew(atOnce: true, default));
        var id = await one.As("feed-01").Taken([.. OldRecord.Told()]);

        Assert.NotEqual(before, vault.Newest);
        Assert.Equal(OldRecord.Initials, (await other.As("sgt-01").Read($"/detentions/{id}")).Body!["initials"]!.ToString());
        Assert.Equal("true", (await other.As("insp-01").Read("/chain/verify")).Text("intact"));
    }

    [Theory]
    [InlineData("UPDATE events SET content = X'0043570100' WHERE position = 2")]
    [InlineData("UPDATE events SET content = (SELECT content FROM events WHERE position = 1) WHERE position = 2")]
    [InlineData("UPDATE events SET content = CAST(SUBSTR(content, 1, LENGTH(content) - 1) AS BLOB) WHERE position = 2")]
    public async Task What_was_tampered_with_under_its_seal_is_named_as_broken(string meddling)
    {
        Assert.SkipWhen(TestDatabase.Server is not null, "It meddles in the embedded engine's words.");
        await using var suite = await CustodySuite.Open(Now);
        await suite.As("feed-01").Taken([.. OldRecord.Told()]);
        await using (var connection = await suite.Services.GetRequiredService<Database>().Open(default)) await connection.ExecuteAsync(meddling);

        var finding = await suite.As("insp-01").Read("/chain/verify");

        Assert.Equal(("false", "2"), (finding.Text("intact"), finding.Body!["firstBroken"]!["position"]!.ToString()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Without_its_keys_or_with_others_the_service_does_not_start_and_says_which_are_wanted(bool others)
    {
        using var folder = new Folder();
        await using (var suite = await CustodySuite.Open(Now, folder.Path)) await suite.As("feed-01").Taken([.. OldRecord.Told()]);
        var (keys, key) = (Path.Combine(folder.Path, "keys"), Path.GetFileName(Assert.Single(folder.Keys)));
        Directory.Move(keys, keys + "-away");
        if (others) new KeyRing(keys, new()).Renew();

        var refusal = await Assert.ThrowsAsync<KeysMissingException>(() => CustodySuite.Open(Now, folder.Path));

        Assert.Contains(key, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(others, Directory.Exists(keys));
        await Assert.ThrowsAsync<KeysMissingException>(async () => await VerifyCommand.Run(await TestDatabase.ArgumentsOf(folder.Path)));
        if (others) Directory.Delete(keys, recursive: true);
        Directory.Move(keys + "-away", keys);
        Assert.Equal(0, await VerifyCommand.Run(await TestDatabase.ArgumentsOf(folder.Path)));
    }

    [Fact]
    public async Task What_a_key_wrapped_is_opened_however_long_its_time_is_over_and_looking_makes_no_new_key()
    {
        using var folder = new Folder();
        string id;
        await using (var suite = await CustodySuite.Open(Now, folder.Path)) id = await suite.As("feed-01").Taken([.. OldRecord.Told()]);
        var key = Assert.Single(folder.Keys);
        folder.AgeKeys();

        Assert.Equal(0, await VerifyCommand.Run(await TestDatabase.ArgumentsOf(folder.Path)));
        Assert.Equal(0, await DisposeCommand.Run(await TestDatabase.ArgumentsOf(folder.Path)));
        Assert.Equal([key], folder.Keys);

        await using (var again = await CustodySuite.Open(Now, folder.Path))
        {
            Assert.Equal(OldRecord.Initials, (await again.As("sgt-01").Read($"/detentions/{id}")).Body!["initials"]!.ToString());
            await again.Services.GetRequiredService<Database>().Vault.Renew(atOnce: false, default);
        }
        Assert.Equal(2, folder.Keys.Length);
        File.Delete(key);

        var refusal = await Assert.ThrowsAsync<KeysMissingException>(() => CustodySuite.Open(Now, folder.Path));

        Assert.Contains(Path.GetFileName(key), refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_whose_time_is_over_and_that_a_certificate_guards_opens_with_the_certificate_and_not_without()
    {
        using var folder = new Folder();
        var (file, password) = folder.Certificate();
        var (keys, options) = (Path.Combine(folder.Path, "keys"), new KeyOptions { CertificateFile = file, CertificatePasswordFile = password });
        using var ring = new KeyRing(keys, options);
        var wrapped = ring.Wrap([1, 2, 3]);
        folder.AgeKeys();

        using var again = new KeyRing(keys, options);
        Assert.Equal([1, 2, 3], again.Unwrap(wrapped));
        using var without = new KeyRing(keys, new());
        Assert.Contains("a certificate guards the key", Assert.Throws<KeysMissingException>(() => without.Unwrap(wrapped)).Message, StringComparison.Ordinal);
        Assert.Single(folder.Keys);
        Assert.NotEqual(KeyRing.KeyOf(wrapped), again.Current);
    }

    [Fact]
    public async Task Who_takes_the_database_alone_finds_no_key_to_sign_in_by()
    {
        await using var suite = await CustodySuite.Open(Now);
        using var desk = new DeskBrowser(suite);
        await desk.SignIn("sgt-01");
        await using var connection = await suite.Services.GetRequiredService<Database>().Open(default);

        var key = Assert.Single(await connection.QueryAsync<string>("SELECT content FROM sign_in_keys"));

        Assert.Contains("<wrapped", key, StringComparison.Ordinal);
        Assert.DoesNotContain("masterKey", key, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_keys_are_their_owners_alone_and_a_certificate_can_guard_them()
    {
        using var folder = new Folder();
        var (file, password) = folder.Certificate();
        var options = new KeyOptions { CertificateFile = file, CertificatePasswordFile = password };
        var keys = Path.Combine(folder.Path, "keys");
        using var ring = new KeyRing(keys, options);
        var wrapped = ring.Wrap([1, 2, 3]);

        if (!OperatingSystem.IsWindows())
            Assert.Equal(
                (UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, UnixFileMode.UserRead | UnixFileMode.UserWrite),
                (File.GetUnixFileMode(keys), File.GetUnixFileMode(Assert.Single(folder.Keys))));
        Assert.Contains("EncryptedData", await File.ReadAllTextAsync(Assert.Single(folder.Keys)), StringComparison.Ordinal);
        using var again = new KeyRing(keys, new() { CertificateFile = folder.Certificate().File, CertificatePasswordFile = password, FormerCertificateFile = file });
        Assert.Equal([1, 2, 3], again.Unwrap(wrapped));
        foreach (var given in new[] { new KeyOptions(), new() { CertificateFile = folder.Certificate().File, CertificatePasswordFile = password } })
        {
            using var without = new KeyRing(keys, given);
            var refusal = Assert.Throws<KeysMissingException>(() => without.Unwrap(wrapped)).Message;
            Assert.Contains($"a certificate guards the key that opens them, {Assert.Single(folder.Keys)}", refusal, StringComparison.Ordinal);
            Assert.Contains(given.CertificateFile ?? "CustodyWatch:Keys:CertificateFile is not set", refusal, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Where_nodes_of_an_older_version_may_be_at_work_nothing_is_sealed_until_it_is_said()
    {
        using var folder = new Folder();
        using var database = new Database(new SharedDialect($"Data Source={Path.Combine(folder.Path, "shared.db")}"), new KeyRing(Path.Combine(folder.Path, "keys"), new()));
        await new Migrations(database, Microsoft.Extensions.Logging.Abstractions.NullLogger<Migrations>.Instance).Migrate(default);
        await using var connection = await database.Open(default);
        await connection.ExecuteAsync("INSERT INTO records (detention_id, force, custody_record_number, first_received) VALUES ('d', '99', 'CR-1', 0)");

        await Write("1");
        Assert.True(await database.Vault.Renew(atOnce: true, default));
        await Write("2");

        var reasons = (await connection.QueryAsync<string>("SELECT reason FROM access_log ORDER BY id")).AsList();
        Assert.Equal(("Zebrafinch", "cw1:"), (reasons[0], reasons[1][..4]));
        Assert.All(await connection.QueryAsync<Sealed>("SELECT reason FROM access_log"), reason => Assert.Equal("Zebrafinch", reason.Text));

        Task Write(string id) => database.Write(
            (writing, transaction) => writing.ExecuteAsync(
                AccessRow.InsertRow, new AccessRow { Id = id, UserId = "sgt-01", Role = "custody-sergeant", Action = "consultation", Subject = "d", Reason = "Zebrafinch" }, transaction),
            default);
    }

    /// <summary>The embedded engine, as if several nodes shared it.</summary>
    private sealed record SharedDialect(string Address) : SqliteDialect(Address)
    {
        public override bool SingleWriter => false;
    }
}
