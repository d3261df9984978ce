namespace CustodyWatch.Pace.Custody.Reading;

/// <summary>Reads what follows a charge where one field decides whether another is needed.</summary>
internal static class AfterChargeReader
{
    public static AccommodationRequested AccommodationRequested(in JsonFields d)
    {
        var kind = d.Choice<AccommodationKind>("kind"u8) ?? default;
        return new AccommodationRequested(
            d.Key("requestId"u8),
            d.Authority("authority"u8),
            kind,
            d.Text("seriousHarmReason"u8, required: kind == AccommodationKind.Secure),
            d.Instant("neededBy"u8, required: false),
            d.MaybeWords("notes"u8));
    }

    public static AccommodationAnswered AccommodationAnswered(in JsonFields d)
    {
        Span<JsonFields.Slot> room = stackalloc JsonFields.Slot[JsonFields.Room];
        var decision = d.Choice<AccommodationDecision>("decision"u8) ?? default;
        var placement = d.Object("placement"u8, required: false, room, out var hasPlacement);
        return new AccommodationAnswered(
            d.Key("requestId"u8),
            decision,
            hasPlacement
                ? new Placement(
                    placement.Choice<PlacementKind>("kind"u8, required: false),
                    placement.Instant("readyAt"u8, required: false),
                    placement.MaybeWords("transportBy"u8))
                : null,
            d.Choice<DeclineReason>("reasonCode"u8, required: decision == AccommodationDecision.Declined),
            d.MaybeWords("text"u8),
            d.Words("worker"u8));
    }

    public static Transferred Transferred(in JsonFields d)
    {
        var to = d.Choice<TransferTo>("to"u8);
        return new Transferred(
            to ?? default,
            to == TransferTo.LocalAuthority ? d.Authority("authority"u8) : d.MaybeAuthority("authority"u8),
            d.Text("court"u8, required: to == TransferTo.Court),
            d.Words("receiver"u8));
    }

    // A part that is there but empty is misconduct, which is taken and makes the certificate void; a part left out is no certificate.
    public static CertificateIssued CertificateIssued(in JsonFields d)
    {
        var limb = d.Choice<CertificateLimb>("limb"u8);
        var noSecure = limb == CertificateLimb.NoSecure;
        return new CertificateIssued(
            d.Key("certificateId"u8),
            limb ?? default,
            d.Officer(),
            d.Text("circumstances"u8, required: limb is not null && !noSecure, mayBeBlank: true),
            d.Text("noSecureSearch"u8, required: noSecure, mayBeBlank: true),
            d.Text("whyOtherInadequate"u8, required: noSecure, mayBeBlank: true),
            d.Text("seriousHarmFacts"u8, required: noSecure, mayBeBlank: true))
        {
            Requests = d.TextsIfAny("requests"u8),
        };
    }
}
