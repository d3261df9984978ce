using System.Text.RegularExpressions;

namespace CustodyWatch.Pace.Custody.Reading;

/// <summary>Fields that many events share.</summary>
internal static partial class CommonFields
{
    private const int LongestKey = 200;

    /// <summary>Required text.</summary>
    public static string Words(this in JsonFields fields, ReadOnlySpan<byte> name) => fields.Text(name) ?? "";

    /// <summary>Text that may be left out.</summary>
    public static string? MaybeWords(this in JsonFields fields, ReadOnlySpan<byte> name) => fields.Text(name, required: false);

    /// <summary>A required identifier.</summary>
    public static string Key(this in JsonFields fields, ReadOnlySpan<byte> name) => fields.Text(name, longest: LongestKey) ?? "";

    /// <summary>The required <c>officer</c>.</summary>
    public static Officer Officer(this in JsonFields fields) => fields.Officer("officer"u8);

    /// <summary>A required officer.</summary>
    public static Officer Officer(this in JsonFields fields, ReadOnlySpan<byte> name) => OfficerOf(fields, name, required: true)!;

    /// <summary>An officer who may be left out.</summary>
    public static Officer? MaybeOfficer(this in JsonFields fields, ReadOnlySpan<byte> name) => OfficerOf(fields, name, required: false);

    private static Officer? OfficerOf(in JsonFields fields, ReadOnlySpan<byte> name, bool required)
    {
        Span<JsonFields.Slot> room = stackalloc JsonFields.Slot[JsonFields.Room];
        var officer = fields.Object(name, required, room, out var found);
        return found ? new Officer(officer.Key("id"u8).Trim(), officer.Choice<Rank>("rank"u8) ?? default) : null;
    }

    /// <summary>The required <c>adult</c>.</summary>
    public static Adult Adult(this in JsonFields fields) => AdultOf(fields, required: true)!;

    /// <summary>An <c>adult</c> who may be left out.</summary>
    public static Adult? MaybeAdult(this in JsonFields fields) => AdultOf(fields, required: false);

    private static Adult? AdultOf(in JsonFields fields, bool required)
    {
        Span<JsonFields.Slot> room = stackalloc JsonFields.Slot[JsonFields.Room];
        var adult = fields.Object("adult"u8, required, room, out var found);
        return found
            ? new Adult(adult.Choice<AdultKind>("kind"u8) ?? default, adult.MaybeWords("provider"u8), adult.MaybeWords("sex"u8))
            : null;
    }

    /// <summary>A required authority with children's services.</summary>
    public static string Authority(this in JsonFields fields, ReadOnlySpan<byte> name) => AuthorityOf(fields, name, required: true) ?? "";

    /// <summary>An authority that may be left out.</summary>
    public static string? MaybeAuthority(this in JsonFields fields, ReadOnlySpan<byte> name) => AuthorityOf(fields, name, required: false);

    private static string? AuthorityOf(in JsonFields fields, ReadOnlySpan<byte> name, bool required) => fields.Text(name, required, AuthorityCode.Rule);
}
