namespace Dashboard.Load.Product;

/// <summary>Which database the product keeps its ledger in.</summary>
internal enum Store
{
    PostgreSQL,
    SQLite,
}
