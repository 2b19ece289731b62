using Microsoft.AspNetCore.Identity;

namespace Dashboard.Web.Access;

/// <summary>
/// What a password must be (NIST SP 800-63B §5.1.1.2): long enough, and none that everybody tries first. No composition rules, no expiry.
/// </summary>
internal sealed class PasswordRules : IPasswordValidator<Person>
{
    /// <summary>Least number of characters.</summary>
    public const int Least = 10;

    /// <summary>Most: longer ones would only cost time.</summary>
    private const int Most = 256;

    private static readonly HashSet<string> Common = Read();

    /// <inheritdoc/>
    public Task<IdentityResult> ValidateAsync(UserManager<Person> manager, Person user, string? password) =>
        Task.FromResult(Problem(user.UserName, password) is { } sentence
            ? IdentityResult.Failed(new IdentityError { Code = "Password", Description = sentence })
            : IdentityResult.Success);

    /// <summary>What is wrong with a password, as a sentence; null when nothing is.</summary>
    public static string? Problem(string? name, string? password) =>
        password is null || password.Length < Least ? $"口令至少 {Least} 个字符。A password has at least {Least} characters."
        : password.Length > Most ? $"口令至多 {Most} 个字符。A password has at most {Most} characters."
        : password.Distinct().Count() < 4 || Common.Contains(password.ToLowerInvariant())
            ? "该口令过于常见，请换一个。This password is among the first that are tried; choose another."
        : name is { Length: > 2 } && password.Contains(name, StringComparison.OrdinalIgnoreCase)
            ? "口令不得包含账号名。A password must not contain the name of the account."
        : null;

    private static HashSet<string> Read()
    {
        using var list = typeof(PasswordRules).Assembly.GetManifestResourceStream("Dashboard.Web.Access.common-passwords.txt")!;
        using var reader = new StreamReader(list);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToHashSet();
    }
}
