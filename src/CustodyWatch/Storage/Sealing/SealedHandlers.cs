using System.Data;
using Dapper;
using Microsoft.Data.SqlClient;

namespace CustodyWatch.Storage.Sealing;

/// <summary>Sealed text in a column: sealed as it is written, opened when it is asked for.</summary>
public sealed class SealedHandler : SqlMapper.TypeHandler<Sealed>
{
    public override void SetValue(IDbDataParameter parameter, Sealed? value)
    {
        parameter.DbType = DbType.String;
        if (parameter is SqlParameter sqlServer) sqlServer.Size = -1;
        parameter.Value = value is null ? DBNull.Value : Sealed.ToStore(value.Text, Vault.Writing);
    }

    public override Sealed Parse(object value) => Sealed.Stored((string)value);
}

/// <summary>Sealed content in a column.</summary>
public sealed class SealedContentHandler : SqlMapper.TypeHandler<SealedContent>
{
    public override void SetValue(IDbDataParameter parameter, SealedContent? value)
    {
        parameter.DbType = DbType.Binary;
        if (parameter is SqlParameter sqlServer) sqlServer.Size = -1;
        parameter.Value = value is null ? DBNull.Value : SealedContent.ToStore(value.Bytes, Vault.Writing);
    }

    public override SealedContent Parse(object value) => SealedContent.Stored((byte[])value);
}
