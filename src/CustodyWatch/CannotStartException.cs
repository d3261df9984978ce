namespace CustodyWatch;

/// <summary>The program cannot do what it was started for. What it says is meant for whoever started it.</summary>
public class CannotStartException(string message, Exception? inner = null) : Exception(message, inner);
