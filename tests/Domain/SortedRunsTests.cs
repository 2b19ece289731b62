using CsCheck;
using Dashboard.Grains.Domain.Warnings;

namespace Dashboard.Tests.Domain;

/// <summary>Values in runs are the values a sorted set holds.</summary>
public sealed class SortedRunsTests
{
    /// <summary>Some thousands of values, so that runs are parted and run empty.</summary>
    [Fact]
    public void Whatever_is_added_and_taken_away_what_is_there_is_what_a_sorted_set_holds() =>
        Gen.Select(Gen.Int[0, 3_000].Array[0, 4_000], Gen.Int[0, 3_000].Array[0, 4_000], Gen.Bool).Sample((added, removed, isRising) =>
        {
            var (runs, plain) = (new SortedRuns<int>(Comparer<int>.Default), new SortedSet<int>());
            foreach (var value in isRising ? [.. added.Order()] : added)
            {
                runs.Add(value);
                plain.Add(value);
            }

            Assert.Equal(plain, runs);
            foreach (var value in removed)
            {
                runs.Remove(value);
                plain.Remove(value);
            }

            runs.TrimExcess();
            foreach (var value in added.Take(700))
            {
                runs.Add(value);
                plain.Add(value);
            }

            Assert.Equal(plain, runs);
            Assert.Equal(plain.Count, runs.Count);
        }, iter: 60);
}
