package dev.sluice;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;

/** Judges what a program says about dividing the work, which then changes nothing. */
final class Partitions {
    private Partitions() {}

    static DataFrame unchanged(DataFrame frame, int count) {
        if (count <= 0) {
            throw SluiceException.analysis(
                            ErrorCondition.INVALID_PARAMETER_VALUE, "there is no such number of partitions")
                    .found(Integer.toString(count))
                    .expected("1 or more")
                    .mend("leave the step out: the engine divides the work by itself")
                    .build();
        }
        return frame;
    }

    /** The columns have to be there. */
    static DataFrame unchanged(DataFrame frame, Column... columns) {
        frame.orderBy(columns);
        return frame;
    }
}
