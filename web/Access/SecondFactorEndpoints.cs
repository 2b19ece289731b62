using Microsoft.AspNetCore.Identity;
using QRCoder;

namespace Dashboard.Web.Access;

/// <summary>
/// The second factor of one's own account (TOTP, RFC 6238): asked for, then confirmed by a first code, so that nobody locks himself out.
/// </summary>
internal static class SecondFactorEndpoints
{
    private const string Issuer = "Dashboard";
    private const int PixelsPerModule = 6;

    public static void MapSecondFactor(this IEndpointRouteBuilder app)
    {
        app.MapPost("/api/session/second-factor", BeginAsync);
        app.MapPut("/api/session/second-factor", ConfirmAsync);
        app.MapDelete("/api/session/second-factor", EndAsync);
    }

    /// <summary>A new key, as text and as a picture for the authenticator; it is not asked for until it is confirmed.</summary>
    private static async Task<IResult> BeginAsync(HttpContext context, UserManager<Person> people)
    {
        if (await OwnAsync(context, people) is not { } person)
        {
            return NoAccount();
        }

        if (person.TwoFactorEnabled)
        {
            return Problem(StatusCodes.Status409Conflict, "已启用动态验证码，请先停用。A second factor is in use; end it first.");
        }

        await people.ResetAuthenticatorKeyAsync(person);
        var key = (await people.GetAuthenticatorKeyAsync(person))!;
        var uri = $"otpauth://totp/{Issuer}:{Uri.EscapeDataString(person.UserName!)}?secret={key}&issuer={Issuer}";
        using var code = QRCodeGenerator.GenerateQrCode(uri, QRCodeGenerator.ECCLevel.M);
        using var picture = new PngByteQRCode(code);
        return Results.Json(new { key, uri, picture = Convert.ToBase64String(picture.GetGraphic(PixelsPerModule)) });
    }

    private static async Task<IResult> ConfirmAsync(
        Code body, HttpContext context, UserManager<Person> people, Accounts accounts, AuditTrail audit)
    {
        if (await OwnAsync(context, people) is not { } person)
        {
            return NoAccount();
        }

        if (!await people.VerifyTwoFactorTokenAsync(person, TokenOptions.DefaultAuthenticatorProvider, body.Otp ?? ""))
        {
            return Problem(StatusCodes.Status400BadRequest, "验证码不正确。The code is wrong; look at the clock of the device.");
        }

        await people.SetTwoFactorEnabledAsync(person, true);
        accounts.Forget(person.Id);
        await SessionEndpoints.OpenAsync(context, person);
        await audit.AddAsync(person.UserName!, "secondFactor.begun", $"person/{person.UserName}");
        return Results.NoContent();
    }

    private static async Task<IResult> EndAsync(
        HttpContext context, UserManager<Person> people, Accounts accounts, AuditTrail audit)
    {
        if (await OwnAsync(context, people) is not { } person)
        {
            return NoAccount();
        }

        await people.SetTwoFactorEnabledAsync(person, false);
        await people.ResetAuthenticatorKeyAsync(person);
        accounts.Forget(person.Id);
        await SessionEndpoints.OpenAsync(context, person);
        await audit.AddAsync(person.UserName!, "secondFactor.ended", $"person/{person.UserName}");
        return Results.NoContent();
    }

    private static Task<Person?> OwnAsync(HttpContext context, UserManager<Person> people) =>
        context.Caller() is { Kind: CallerKind.Person } caller ? people.FindByIdAsync(caller.Id) : Task.FromResult<Person?>(null);

    private static IResult NoAccount() => Problem(StatusCodes.Status409Conflict, "本机开放模式没有账号。In Open mode there is no account.");

    private static IResult Problem(int status, string sentence) => Results.Problem(sentence, statusCode: status);

    internal sealed record Code(string? Otp);
}
