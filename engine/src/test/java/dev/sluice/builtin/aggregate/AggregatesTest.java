package dev.sluice.builtin.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.builtin.Builtins;
import dev.sluice.builtin.Calls;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.MutableVector;
import dev.sluice.columnar.Validity;
import dev.sluice.columnar.Vector;
import dev.sluice.spi.function.BoundAggregate;
import dev.sluice.types.AtomicType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AggregatesTest {
    private static final int GROUPS = 5;

    private static BoundAggregate longs(String name) {
        return Builtins.registry()
                .aggregate(name)
                .orElseThrow()
                .bind(List.of(AtomicType.BIGINT), Calls.ANSI)
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

    @ParameterizedTest
    @ValueSource(strings = {"count", "sum", "min", "max", "first", "last"})
    void updateAndMergeAgreeWithAModel(String name) {
        Random random = new Random(7);
        BoundAggregate aggregate = longs(name);
        MutableVector[] total = buffers(aggregate);
        List<List<@Nullable Long>> model = new ArrayList<>();
        for (int group = 0; group < GROUPS; group++) {
            model.add(new ArrayList<>());
        }
        int[] identity = {0, 1, 2, 3, 4};
        for (int round = 0; round < 20; round++) {
            int rowCount = random.nextInt(200);
            int[] groups = new int[rowCount];
            long[] values = new long[rowCount];
            long[] validity = round % 2 == 0 ? null : Validity.allPresent(rowCount);
            for (int row = 0; row < rowCount; row++) {
                // The last group never gets a row.
                groups[row] = random.nextInt(GROUPS - 1);
                values[row] = random.nextInt(2_000) - 1_000L;
                boolean isNull = validity != null && random.nextInt(3) == 0;
                if (validity != null && isNull) {
                    Validity.setNull(validity, row);
                }
                model.get(groups[row]).add(isNull ? null : Long.valueOf(values[row]));
            }
            MutableVector[] partial = buffers(aggregate);
            aggregate.update(groups, new Vector[] {new LongVector(values, validity)}, rowCount, partial);
            aggregate.merge(identity, views(partial), GROUPS, total);
        }
        Vector result = aggregate.finish(views(total), GROUPS);
        for (int group = 0; group < GROUPS; group++) {
            assertThat(Calls.value(result, group)).isEqualTo(expected(name, model.get(group)));
        }
    }

    private static @Nullable Object expected(String name, List<@Nullable Long> rows) {
        List<Long> present = rows.stream().filter(java.util.Objects::nonNull).toList();
        if (name.equals("count")) {
            return (long) present.size();
        }
        if (present.isEmpty()) {
            return null;
        }
        return switch (name) {
            case "sum" -> present.stream().mapToLong(Long::longValue).sum();
            case "min" -> present.stream().mapToLong(Long::longValue).min().orElseThrow();
            case "max" -> present.stream().mapToLong(Long::longValue).max().orElseThrow();
            case "first" -> rows.getFirst();
            case "last" -> rows.getLast();
            default -> throw new IllegalArgumentException(name);
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"count", "sum", "min", "max", "avg"})
    void whatIgnoresOrderCanBeMergedFromPanes(String name) {
        assertThat(longs(name).ignoresOrder()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"first", "last"})
    void theEndsOfTheRowsDependOnTheirOrder(String name) {
        assertThat(longs(name).ignoresOrder()).isFalse();
    }

    @Test
    void sumOfLongsOverflows() {
        BoundAggregate sum = longs("sum");
        Vector[] argument = {new LongVector(new long[] {Long.MAX_VALUE, 1}, null)};
        assertThatThrownBy(() -> sum.update(new int[] {0, 0}, argument, 2, buffers(sum)))
                .hasMessageContaining("ARITHMETIC_OVERFLOW");
    }
}
