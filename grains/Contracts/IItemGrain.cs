namespace Dashboard.Grains.Contracts;

/// <summary>A supervision item (key: item code): the sum of the teams' parts for it.</summary>
public interface IItemGrain : IViewGrain, IGrainWithStringKey;
