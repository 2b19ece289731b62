namespace Dashboard.Grains.Domain.Cases;

/// <summary>The money of a case: what was decided, and what was paid of it.</summary>
internal sealed partial record PenaltyCase
{
    /// <summary>Fine and confiscation decided, in fen.</summary>
    public long PayableFen => (Decided?.FineFen ?? 0) + (Decided?.ConfiscatedFen ?? 0) + (OnSpot?.FineFen ?? 0);

    /// <summary>The fine alone, in fen.</summary>
    public long FineFen => (Decided?.FineFen ?? 0) + (OnSpot?.FineFen ?? 0);

    /// <summary>What was paid of that, surcharges left out.</summary>
    public long PaidFen
    {
        get
        {
            var sum = 0L;
            foreach (var payment in Payments)
            {
                sum += payment.IsSurcharge || !Serves(payment.On) ? 0 : payment.AmountFen;
            }

            return sum;
        }
    }

    /// <summary>The payment that made up all of it; null while something is open.</summary>
    public CasePaid? PaidUp
    {
        get
        {
            // Every clock of the money asks for it, and most cases are paid at once or not yet.
            if (Payments.Count < 2)
            {
                return Payments.IsEmpty || Payments[0].IsSurcharge || Payments[0].AmountFen < PayableFen || !Serves(Payments[0].On)
                    ? null : Payments[0];
            }

            long sum = 0;
            foreach (var payment in Payments.Where(payment => !payment.IsSurcharge && Serves(payment.On)).OrderBy(payment => payment.On))
            {
                sum += payment.AmountFen;
                if (sum >= PayableFen)
                {
                    return payment;
                }
            }

            return null;
        }
    }
}
