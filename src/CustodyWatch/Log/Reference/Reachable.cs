using System.Net.Mail;
using System.Text.RegularExpressions;

namespace CustodyWatch.Log.Reference;

/// <summary>What a text or an email can be sent to. A landline, or words such as whom to ask for, can only be rung.</summary>
public static partial class Reachable
{
    private const int Longest = 254;

    /// <summary>A mobile number of the United Kingdom, or any number abroad.</summary>
    public static bool ByText(string? address) => address is { Length: <= Longest } && Mobile().IsMatch(address.Replace(" ", "", StringComparison.Ordinal));

    public static bool ByEmail(string? address) =>
        address is { Length: >= 6 and <= Longest } && MailAddress.TryCreate(address, out var email) && email.Address == address;

    /// <summary>What is wrong with a contact that may also be one to ring; null when nothing is.</summary>
    public static string? Slip(string? contact) =>
        contact is null || ByText(contact) || ByEmail(contact) ? null
        : BeginsAsMobile().IsMatch(contact) ? "must be a whole mobile number: 11 figures, beginning with 07"
        : contact.Contains('@') && !contact.Any(char.IsWhiteSpace) ? "must be an email address" : null;

    [GeneratedRegex(@"^(?:(?:0|\+44|0044)7[0-9]{9}|(?:\+|00)(?!44)[1-9][0-9]{7,14})$")]
    private static partial Regex Mobile();

    [GeneratedRegex(@"^(?:0|\+44|0044) ?7[0-9 ]*$")]
    private static partial Regex BeginsAsMobile();
}
