namespace CustodyWatch.Features.Board;

public static class BoardSetup
{
    public static IHostApplicationBuilder AddBoard(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<BoardQuery>();
        builder.Services.AddSingleton<AlertBudgets>();
        return builder;
    }
}
