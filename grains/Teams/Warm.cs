namespace Dashboard.Grains.Teams;

/// <summary>
/// A bounded memory of what was used lately: two generations of <paramref name="size"/> entries, the older one dropped when the younger is full.
/// What is forgotten is read from the ledger again.
/// </summary>
internal sealed class Warm<TKey, TValue>(int size) where TKey : notnull
{
    private Dictionary<TKey, TValue> young = [];
    private Dictionary<TKey, TValue> old = [];

    public bool TryGet(TKey key, out TValue value)
    {
        if (young.TryGetValue(key, out value!))
        {
            return true;
        }

        if (!old.TryGetValue(key, out value!))
        {
            return false;
        }

        Keep(key, value);
        return true;
    }

    public void Keep(TKey key, TValue value)
    {
        if (young.Count >= size && !young.ContainsKey(key))
        {
            (old, young) = (young, []);
        }

        young[key] = value;
    }

    public void Forget(TKey key)
    {
        young.Remove(key);
        old.Remove(key);
    }

    public void Clear()
    {
        young = [];
        old = [];
    }
}
