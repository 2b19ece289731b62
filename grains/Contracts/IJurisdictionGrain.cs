namespace Dashboard.Grains.Contracts;

/// <summary>A jurisdiction (key: six-digit code): the sum of its teams.</summary>
public interface IJurisdictionGrain : IViewGrain, IGrainWithStringKey;
