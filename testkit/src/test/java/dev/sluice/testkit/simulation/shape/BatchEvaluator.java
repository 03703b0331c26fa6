package dev.sluice.testkit.simulation.shape;

import java.util.List;

/** Answers a query batch by batch, in loops over lists, and remembers what it has to. Uses nothing of the engine. */
@FunctionalInterface
public interface BatchEvaluator {
    /** The rows that the batch puts out, in any order. */
    List<String> answer(BatchInput batch);
}
