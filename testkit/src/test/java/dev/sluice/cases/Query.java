package dev.sluice.cases;

import dev.sluice.DataFrame;

/** A query, made anew for each engine and start. */
@FunctionalInterface
public interface Query {
    DataFrame over(Inputs inputs) throws Exception;
}
