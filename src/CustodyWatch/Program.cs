using CustodyWatch.Access;

var builder = WebApplication.CreateBuilder(args);
if (builder.AddAccess() is { } refusal)
{
    await Console.Error.WriteLineAsync(refusal);
    return 1;
}

var app = builder.Build();
app.UseAccess();
app.MapSignIn();
app.Run();
return 0;
