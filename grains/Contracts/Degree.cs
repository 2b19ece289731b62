namespace Dashboard.Grains.Contracts;

/// <summary>How much of it is shown.</summary>
public enum Degree
{
    /// <summary>Not even that there is something.</summary>
    Nothing,

    /// <summary>What stands for it in a list: 当事人(个人), 某企业.</summary>
    Label,

    /// <summary>A part by which it is known again: 张某某, 138****1234.</summary>
    Part,

    /// <summary>As it was sent.</summary>
    Whole,
}
