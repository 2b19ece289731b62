namespace Dashboard.Grains.Contracts;

/// <summary>An enterprise (key: unified credit code): the sum of what all teams did there.</summary>
public interface IEnterpriseGrain : IViewGrain, IGrainWithStringKey;
