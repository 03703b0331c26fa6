package dev.sluice.builtin.random;

import dev.sluice.columnar.ArrayVector;
import dev.sluice.columnar.Ranges;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vectors;
import dev.sluice.spi.function.BoundScalar;
import dev.sluice.spi.function.ScalarKernel;
import dev.sluice.spi.function.TaskFacts;
import dev.sluice.types.ArrayType;
import java.util.function.ToLongFunction;

/**
 * The elements of arrays in an order by chance (Fisher and Yates, inside out), which goes on from row to row.
 *
 * @param seed of a task
 */
record Shuffle(ArrayType resultType, boolean isNullable, ToLongFunction<TaskFacts> seed) implements BoundScalar {
    @Override
    public boolean canFail() {
        return false;
    }

    @Override
    public boolean isDeterministic() {
        return false;
    }

    @Override
    public ScalarKernel kernel() {
        throw new IllegalStateException("an order by chance outside of a task");
    }

    @Override
    public ScalarKernel kernel(TaskFacts facts) {
        MersenneTwister random = new MersenneTwister(seed.applyAsLong(facts));
        return (arguments, rowCount) -> {
            ArrayVector arrays = Vectors.arrays(arguments[0], rowCount).dense(rowCount);
            int[] places = new int[Ranges.total(arrays.lengths(), arrays.validity(), rowCount)];
            for (int row = 0; row < rowCount; row++) {
                if (Validity.isPresent(arrays.validity(), row)) {
                    shuffle(places, arrays.starts()[row], arrays.lengths()[row], random);
                }
            }
            return new ArrayVector(
                    resultType,
                    arrays.starts(),
                    arrays.lengths(),
                    arrays.elements().gather(places, places.length),
                    arrays.validity());
        };
    }

    private static void shuffle(int[] places, int start, int length, MersenneTwister random) {
        for (int index = 0; index < length; index++) {
            int chosen = start + random.nextInt(index + 1);
            places[start + index] = places[chosen];
            places[chosen] = start + index;
        }
    }
}
