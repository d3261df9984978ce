namespace CustodyWatch.Simulator; internal static class Placeholder;
