namespace CustodyWatch.Features.Accommodation.Pages;

/// <summary>A place for the night on pages: the suite's side, the desk's side, the way in without an account, and the ledger.</summary>
public static class AccommodationPages
{
    public static void MapAccommodationPages(this IEndpointRouteBuilder app)
    {
        PlacePages.MapPlacePages(app);
        app.MapDeskPages();
        app.MapLinkPages();
        app.MapLedgerPages();
    }
}
