namespace Dashboard.Grains.Contracts;

/// <summary>Proves the figures: what the grains, the ledger's rows and the summed views say must follow from the events alone.</summary>
public interface IVerifier
{
    /// <summary>Recomputes and compares everything, which is heavy. Teams that are written to meanwhile are looked at again.</summary>
    Task<Proof> VerifyAsync(CancellationToken cancel);
}
