using Dashboard.Web.Screens;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Access;

/// <summary>
/// People, tokens and the audit, in the database of the ledger; its schema is made by the ledger's scripts. ASP.NET Core Identity keeps
/// people through it, data protection the keys of cookies.
/// </summary>
internal sealed class AccessDb(DbContextOptions<AccessDb> options) : DbContext(options), IDataProtectionKeyContext
{
    public DbSet<Person> People => Set<Person>();

    public DbSet<SourceToken> SourceTokens => Set<SourceToken>();

    public DbSet<KeptScreen> Screens => Set<KeptScreen>();

    public DbSet<KeptScene> Scenes => Set<KeptScene>();

    public DbSet<AuditEntry> Audit => Set<AuditEntry>();

    /// <inheritdoc/>
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Person>(person =>
        {
            person.ToTable("people").HasKey(one => one.Id);
            person.Ignore(one => one.Email).Ignore(one => one.NormalizedEmail).Ignore(one => one.EmailConfirmed)
                .Ignore(one => one.PhoneNumber).Ignore(one => one.PhoneNumberConfirmed);
            person.Ignore(one => one.RoleSet).Ignore(one => one.TeamSet);
            person.Property(one => one.Id).HasColumnName("id");
            person.Property(one => one.UserName).HasColumnName("name");
            person.Property(one => one.NormalizedUserName).HasColumnName("normalized_name");
            person.Property(one => one.DisplayName).HasColumnName("display_name");
            person.Property(one => one.Roles).HasColumnName("roles");
            person.Property(one => one.Teams).HasColumnName("teams");
            person.Property(one => one.PasswordHash).HasColumnName("password_hash");
            person.Property(one => one.SecurityStamp).HasColumnName("security_stamp");
            person.Property(one => one.ConcurrencyStamp).HasColumnName("version").IsConcurrencyToken();
            person.Property(one => one.TwoFactorEnabled).HasColumnName("second_factor");
            person.Property(one => one.LockoutEnd).HasColumnName("lockout_end");
            person.Property(one => one.LockoutEnabled).HasColumnName("lockout_enabled");
            person.Property(one => one.AccessFailedCount).HasColumnName("failures");
        });
        modelBuilder.Entity<IdentityUserClaim<string>>(claim =>
        {
            claim.ToTable("people_claims").HasKey(one => one.Id);
            claim.Property(one => one.Id).HasColumnName("id");
            claim.Property(one => one.UserId).HasColumnName("person");
            claim.Property(one => one.ClaimType).HasColumnName("type");
            claim.Property(one => one.ClaimValue).HasColumnName("value");
        });
        modelBuilder.Entity<IdentityUserLogin<string>>(login =>
        {
            login.ToTable("people_logins").HasKey(one => new { one.LoginProvider, one.ProviderKey });
            login.Property(one => one.LoginProvider).HasColumnName("provider");
            login.Property(one => one.ProviderKey).HasColumnName("key");
            login.Property(one => one.ProviderDisplayName).HasColumnName("display_name");
            login.Property(one => one.UserId).HasColumnName("person");
        });
        modelBuilder.Entity<IdentityUserToken<string>>(token =>
        {
            token.ToTable("people_tokens").HasKey(one => new { one.UserId, one.LoginProvider, one.Name });
            token.Property(one => one.UserId).HasColumnName("person");
            token.Property(one => one.LoginProvider).HasColumnName("provider");
            token.Property(one => one.Name).HasColumnName("name");
            token.Property(one => one.Value).HasColumnName("value");
        });
        modelBuilder.Entity<SourceToken>(token =>
        {
            token.ToTable("source_tokens").HasKey(one => one.Id);
            token.Ignore(one => one.Scope);
            token.Property(one => one.Id).HasColumnName("id");
            token.Property(one => one.Name).HasColumnName("name");
            token.Property(one => one.Hash).HasColumnName("hash");
            token.Property(one => one.Prefixes).HasColumnName("prefixes");
            token.Property(one => one.Teams).HasColumnName("teams");
            token.Property(one => one.IsMaster).HasColumnName("is_master");
            token.Property(one => one.Created).HasColumnName("created");
            token.Property(one => one.Expires).HasColumnName("expires");
            token.Property(one => one.LastUsed).HasColumnName("last_used");
            token.Property(one => one.Revoked).HasColumnName("revoked");
        });
        modelBuilder.Entity<KeptScreen>(screen =>
        {
            screen.ToTable("screens").HasKey(one => one.Id);
            screen.Property(one => one.Id).HasColumnName("id");
            screen.Property(one => one.Number).HasColumnName("number");
            screen.Property(one => one.Name).HasColumnName("name");
            screen.Property(one => one.Place).HasColumnName("place");
            screen.Property(one => one.Scene).HasColumnName("scene");
            screen.Property(one => one.PairingHash).HasColumnName("pairing_hash");
            screen.Property(one => one.Hash).HasColumnName("hash");
            screen.Property(one => one.PreviousHash).HasColumnName("previous_hash");
            screen.Property(one => one.Renewed).HasColumnName("renewed");
            screen.Property(one => one.Created).HasColumnName("created");
            screen.Property(one => one.Revoked).HasColumnName("revoked");
            screen.Property(one => one.LastSeen).HasColumnName("last_seen");
            screen.Property(one => one.Build).HasColumnName("build");
            screen.Property(one => one.Resolution).HasColumnName("resolution");
        });
        modelBuilder.Entity<KeptScene>(scene =>
        {
            scene.ToTable("scenes").HasKey(one => one.Id);
            scene.Property(one => one.Id).HasColumnName("id");
            scene.Property(one => one.Content).HasColumnName("content");
        });
        modelBuilder.Entity<DataProtectionKey>(key =>
        {
            key.ToTable("protection_keys").HasKey(one => one.Id);
            key.Property(one => one.Id).HasColumnName("id");
            key.Property(one => one.FriendlyName).HasColumnName("name");
            key.Property(one => one.Xml).HasColumnName("xml");
        });
        modelBuilder.Entity<AuditEntry>(entry =>
        {
            entry.ToTable("audit").HasKey(one => one.Position);
            entry.Property(one => one.Position).HasColumnName("position").ValueGeneratedNever();
            entry.Property(one => one.At).HasColumnName("at");
            entry.Property(one => one.Actor).HasColumnName("actor");
            entry.Property(one => one.Action).HasColumnName("action");
            entry.Property(one => one.Target).HasColumnName("target");
            entry.Property(one => one.Detail).HasColumnName("detail");
            entry.Property(one => one.Hash).HasColumnName("hash");
        });
    }
}
