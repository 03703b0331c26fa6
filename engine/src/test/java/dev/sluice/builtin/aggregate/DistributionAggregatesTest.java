package dev.sluice.builtin.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.builtin.Builtins;
import dev.sluice.builtin.Calls;
import dev.sluice.columnar.DoubleVector;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.MutableVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.spi.function.BoundAggregate;
import dev.sluice.spi.function.ScalarFunction.Argument;
import dev.sluice.types.AtomicType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Aggregates with buffers of bytes that grow: however rows are divided, merged and spread over groups, nothing is lost. */
final class DistributionAggregatesTest {
    private static final int GROUPS = 7;
    private static final int[] IDENTITY = {0, 1, 2, 3, 4, 5, 6};

    private static final Argument VALUE = new Argument(AtomicType.BIGINT, true, false, null, "v");

    private static BoundAggregate bound(String name, Object... literals) {
        List<Argument> arguments = new ArrayList<>(List.of(VALUE));
        for (Object literal : literals) {
            AtomicType type = literal instanceof Integer ? AtomicType.INT : AtomicType.DOUBLE;
            arguments.add(new Argument(type, false, true, literal, literal.toString()));
        }
        return Builtins.registry()
                .aggregate(name)
                .orElseThrow()
                .bindTo(arguments, Calls.ANSI)
                .aggregate();
    }

    private static MutableVector[] buffers(BoundAggregate aggregate) {
        return aggregate.bufferSchema().fields().stream()
                .map(field -> {
                    MutableVector buffer = MutableVector.of(field.dataType(), GROUPS);
                    buffer.ensureCapacity(GROUPS);
                    return buffer;
                })
                .toArray(MutableVector[]::new);
    }

    private static Vector[] views(MutableVector[] buffers) {
        return Arrays.stream(buffers).map(buffer -> buffer.view(GROUPS)).toArray(Vector[]::new);
    }

    /** Values of groups of all sizes, of which some are the same. */
    private static final class Rows {
        private final Random random = new Random(23);
        private final List<List<Long>> model = new ArrayList<>();
        private int[] groups = {};
        private Vector[] arguments = {};

        Rows() {
            for (int group = 0; group < GROUPS; group++) {
                model.add(new ArrayList<>());
            }
        }

        private void next() {
            int rowCount = random.nextInt(600);
            groups = new int[rowCount];
            long[] values = new long[rowCount];
            long[] validity = Validity.allPresent(rowCount);
            for (int row = 0; row < rowCount; row++) {
                // Few rows for some, and none for the last group.
                groups[row] = random.nextInt(1 + random.nextInt(GROUPS - 1));
                values[row] = random.nextInt(1 + 300 * groups[row] + 5);
                if (random.nextInt(9) == 0) {
                    Validity.setNull(validity, row);
                } else {
                    model.get(groups[row]).add(values[row]);
                }
            }
            // Percentiles are of doubles.
            arguments = new Vector[] {new LongVector(values, validity)};
        }
    }

    private static void play(BoundAggregate aggregate, Rows rows, MutableVector[] total, boolean asDoubles) {
        for (int round = 0; round < 40; round++) {
            rows.next();
            Vector[] arguments = asDoubles ? doubles(rows.arguments[0], rows.groups.length) : rows.arguments;
            if (round % 3 == 0) {
                aggregate.update(rows.groups, arguments, rows.groups.length, total);
            } else {
                MutableVector[] partial = buffers(aggregate);
                aggregate.update(rows.groups, arguments, rows.groups.length, partial);
                aggregate.merge(IDENTITY, views(partial), GROUPS, total);
            }
        }
    }

    private static Vector[] doubles(Vector longs, int rowCount) {
        double[] numbers = new double[rowCount];
        for (int row = 0; row < rowCount; row++) {
            numbers[row] = ((LongVector) longs).values()[row];
        }
        return new Vector[] {new DoubleVector(numbers, longs.validity())};
    }

    @ParameterizedTest
    @ValueSource(strings = {"median", "mode", "count_distinct", "sum_distinct"})
    void exactOnesAgreeWithAModel(String name) {
        BoundAggregate aggregate = bound(name);
        MutableVector[] total = buffers(aggregate);
        Rows rows = new Rows();
        play(aggregate, rows, total, name.equals("median"));
        Vector result = aggregate.finish(views(total), GROUPS);
        for (int group = 0; group < GROUPS; group++) {
            assertThat(Calls.value(result, group)).isEqualTo(expected(name, rows.model.get(group)));
        }
    }

    private static @Nullable Object expected(String name, List<Long> values) {
        if (name.equals("count_distinct")) {
            return (long) new HashSet<>(values).size();
        }
        if (values.isEmpty()) {
            return null;
        }
        List<Long> sorted = values.stream().sorted().toList();
        return switch (name) {
            case "median" -> (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2.0;
            case "sum_distinct" ->
                values.stream().distinct().mapToLong(Long::longValue).sum();
            case "mode" -> mode(values);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static long mode(List<Long> values) {
        Map<Long, Integer> counts = new HashMap<>();
        values.forEach(value -> counts.merge(value, 1, Integer::sum));
        return counts.entrySet().stream()
                .max(Map.Entry.<Long, Integer>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .orElseThrow()
                .getKey();
    }

    @Test
    void estimatesOfPercentilesKeepTheirError() {
        for (int accuracy : new int[] {5, 50, 10_000}) {
            BoundAggregate aggregate = bound("percentile_approx", 0.3, accuracy);
            MutableVector[] total = buffers(aggregate);
            Rows rows = new Rows();
            play(aggregate, rows, total, false);
            Vector result = aggregate.finish(views(total), GROUPS);
            for (int group = 0; group < GROUPS - 1; group++) {
                List<Long> sorted = rows.model.get(group).stream().sorted().toList();
                long found = (long) Objects.requireNonNull(Calls.value(result, group));
                double low = sorted.indexOf(found) / (double) sorted.size();
                double high = (sorted.lastIndexOf(found) + 1) / (double) sorted.size();
                assertThat(low - 1.0 / accuracy).isLessThanOrEqualTo(0.3);
                assertThat(high + 1.0 / accuracy).isGreaterThanOrEqualTo(0.3);
            }
            assertThat(Calls.value(result, GROUPS - 1)).isNull();
        }
    }

    @Test
    void estimatesOfDistinctValuesDoNotDependOnTheDivisionOfTheRows() {
        for (double deviation : new double[] {0.39, 0.05, 0.01}) {
            BoundAggregate aggregate = bound("approx_count_distinct", deviation);
            MutableVector[] total = buffers(aggregate);
            Rows rows = new Rows();
            play(aggregate, rows, total, false);
            MutableVector[] atOnce = buffers(aggregate);
            for (int group = 0; group < GROUPS; group++) {
                long[] values = rows.model.get(group).stream()
                        .mapToLong(Long::longValue)
                        .toArray();
                int[] groups = new int[values.length];
                Arrays.fill(groups, group);
                aggregate.update(groups, new Vector[] {new LongVector(values, null)}, values.length, atOnce);
            }
            Vector result = aggregate.finish(views(total), GROUPS);
            Vector expected = aggregate.finish(views(atOnce), GROUPS);
            for (int group = 0; group < GROUPS; group++) {
                assertThat(Calls.value(result, group)).isEqualTo(Calls.value(expected, group));
                int distinct = new HashSet<>(rows.model.get(group)).size();
                long estimate = (long) Objects.requireNonNull(Calls.value(result, group));
                assertThat((double) estimate).isBetween(distinct * (1 - 4 * deviation), distinct * (1 + 4 * deviation));
            }
        }
    }
}
