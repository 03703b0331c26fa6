package dev.sluice.cases;

/** A family of cases. Implementations have a constructor without parameters and a name that ends in {@code Cases}. */
public interface CaseGroup {
    /** Names the cases, in the order in which they are to run. */
    void define(Cases cases);
}
