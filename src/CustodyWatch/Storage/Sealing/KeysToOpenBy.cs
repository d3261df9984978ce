using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace CustodyWatch.Storage.Sealing;

/// <summary>
/// The keys of a folder, to open by and no more. Data Protection opens nothing while it has no key to seal by: where the time of every
/// key is over, as in a backup of long ago, the one that it makes then stays in memory.
/// </summary>
internal sealed class KeysToOpenBy(FileSystemXmlRepository folder) : IXmlRepository
{
    private readonly List<XElement> _made = [];

    public IReadOnlyCollection<XElement> GetAllElements() => [.. folder.GetAllElements(), .. _made];

    public void StoreElement(XElement element, string friendlyName) => _made.Add(element);
}
