namespace CustodyWatch.Features.Board;

public static class BoardSetup
{
    public static IHostApplicationBuilder AddBoard(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<BoardQuery>();
        return builder;
    }
}
