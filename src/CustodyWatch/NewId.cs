using NodaTime;

namespace CustodyWatch;

/// <summary>The ids of what is made here.</summary>
internal static class NewId
{
    /// <summary>One that no other has, and that comes after those of every earlier instant.</summary>
    public static string At(Instant now) => Guid.CreateVersion7(now.ToDateTimeOffset()).ToString();
}
