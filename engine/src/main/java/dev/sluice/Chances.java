package dev.sluice;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import java.util.Arrays;

/** Judges the numbers that a program gives for rows by chance. */
final class Chances {
    private Chances() {}

    static void requireFraction(boolean withReplacement, double fraction) {
        boolean fits = fraction >= 0 && (withReplacement ? fraction < Double.POSITIVE_INFINITY : fraction <= 1);
        if (!fits) {
            throw refused("there is no such part of the rows", Double.toString(fraction))
                    .expected(withReplacement ? "0 or more" : "a number from 0 to 1")
                    .mend(withReplacement ? "give a number" : "say sample(true, ...) to take rows more than once")
                    .build();
        }
    }

    /** Where each part begins, and the last one ends, if all are 1. */
    static double[] bounds(double[] weights) {
        double total = Arrays.stream(Given.value(weights, "the weights of randomSplit(...)"))
                .sum();
        boolean fits = Arrays.stream(weights).allMatch(weight -> weight >= 0) && total > 0 && total < Double.MAX_VALUE;
        if (!fits) {
            throw refused("these are no weights", Arrays.toString(weights))
                    .expected("numbers of 0 or more, of which one is above 0")
                    .mend("give the size of each part beside the others, for example 3 and 1")
                    .build();
        }
        double[] bounds = new double[weights.length + 1];
        double sum = 0;
        for (int part = 0; part < weights.length; part++) {
            sum += weights[part];
            bounds[part + 1] = sum / total;
        }
        return bounds;
    }

    private static SluiceException.Builder refused(String what, String found) {
        return SluiceException.analysis(ErrorCondition.INVALID_PARAMETER_VALUE, what)
                .found(found);
    }
}
