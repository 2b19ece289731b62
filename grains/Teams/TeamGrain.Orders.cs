namespace Dashboard.Grains.Teams;

/// <summary>What a team's grain does for its supervision orders.</summary>
internal sealed partial class TeamGrain
{
    /// <summary>Drafts orders of what has risen, and says what the ledger has seen of those that are open; once at a time.</summary>
    /// <param name="again">Looks at the open ones too.</param>
    private void KeepOrders(bool again = false)
    {
        book.Orders.Rise(Figures.TakeRisen());
        if (again)
        {
            book.Orders.LookAgain();
        }

        if (book.Orders.HasWork && !keeping)
        {
            keeping = true;
            _ = KeepOrdersAsync();
        }
    }

    private async Task KeepOrdersAsync()
    {
        try
        {
            await book.Orders.KeepAsync(found => WriteAsync(found, []));
        }
        catch (Exception problem)
        {
            LogNotKept(Team, problem.Message);
        }

        keeping = false;
    }
}
