package dev.sluice.builtin.support;

import dev.sluice.columnar.ArrayBuilder;
import dev.sluice.columnar.BooleanVector;
import dev.sluice.columnar.BytesBuilder;
import dev.sluice.columnar.DoubleVector;
import dev.sluice.columnar.IntVector;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.VectorBuilder;
import dev.sluice.spi.function.ScalarKernel;
import dev.sluice.types.ArrayType;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.IntervalType;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Kernels of functions that are given as what they do with one row. A function that remembers something between rows, such
 * as a pattern, is given as a supplier, which makes one for each task.
 */
public final class RowKernels {
    private static final int BYTES_PER_TEXT = 16;

    /** All arguments make the result null where they are. */
    private static final int ALL = Integer.MAX_VALUE;

    private RowKernels() {}

    /** Appends the text of a row. */
    @FunctionalInterface
    public interface ToText {
        void append(RowArguments row, TextOutput out);
    }

    /** Adds the texts of the list of a row. */
    @FunctionalInterface
    public interface ToTextList {
        void add(RowArguments row, Consumer<String> out);
    }

    /** Gives the INT of a row, or the days of a DATE. */
    @FunctionalInterface
    public interface ToInt {
        int apply(RowArguments row);
    }

    /** Gives the BIGINT of a row, or the microseconds of a TIMESTAMP. */
    @FunctionalInterface
    public interface ToLong {
        long apply(RowArguments row);
    }

    @FunctionalInterface
    public interface ToDouble {
        double apply(RowArguments row);
    }

    @FunctionalInterface
    public interface ToBoolean {
        boolean apply(RowArguments row);
    }

    public static Supplier<ScalarKernel> texts(ToText function) {
        return texts(ALL, () -> function);
    }

    /** @param deciding how many of the first arguments make the result null where they are */
    public static Supplier<ScalarKernel> texts(int deciding, ToText function) {
        return texts(deciding, () -> function);
    }

    public static Supplier<ScalarKernel> textsOf(Supplier<ToText> functions) {
        return texts(ALL, functions);
    }

    private static Supplier<ScalarKernel> texts(int deciding, Supplier<ToText> functions) {
        return texts(AtomicType.STRING, deciding, functions);
    }

    private static Supplier<ScalarKernel> texts(AtomicType type, int deciding, Supplier<ToText> functions) {
        return () -> {
            ToText function = functions.get();
            RowArguments row = new RowArguments();
            return (arguments, rowCount) -> {
                TextOutput out = new TextOutput(rowCount, rowCount * BYTES_PER_TEXT);
                row.begin(arguments, rowCount, deciding);
                while (row.next()) {
                    function.append(row, out);
                    out.endRow(row.index());
                }
                return out.vector(type, row.resultValidity());
            };
        };
    }

    /** The result is an ARRAY of STRING. */
    public static Supplier<ScalarKernel> textLists(Supplier<ToTextList> functions) {
        return () -> {
            ToTextList function = functions.get();
            RowArguments row = new RowArguments();
            return (arguments, rowCount) -> {
                ArrayBuilder lists = (ArrayBuilder) VectorBuilder.of(new ArrayType(AtomicType.STRING), rowCount);
                BytesBuilder texts = (BytesBuilder) lists.elements();
                row.begin(arguments, rowCount, ALL);
                while (row.next()) {
                    int first = lists.count();
                    function.add(row, text -> texts.set(lists.add(), text));
                    lists.set(row.index(), first);
                }
                return lists.vector(rowCount);
            };
        };
    }

    /** As {@link #texts}, the result being BINARY. */
    public static Supplier<ScalarKernel> bytes(ToText function) {
        return texts(AtomicType.BINARY, ALL, () -> function);
    }

    public static Supplier<ScalarKernel> ints(ToInt function) {
        return ints(AtomicType.INT, ALL, () -> function);
    }

    /** @param type one whose values are held in ints */
    public static Supplier<ScalarKernel> ints(AtomicType type, ToInt function) {
        return ints(type, ALL, () -> function);
    }

    /** @param deciding how many of the first arguments make the result null where they are */
    public static Supplier<ScalarKernel> ints(int deciding, ToInt function) {
        return ints(AtomicType.INT, deciding, () -> function);
    }

    public static Supplier<ScalarKernel> intsOf(Supplier<ToInt> functions) {
        return ints(AtomicType.INT, ALL, functions);
    }

    public static Supplier<ScalarKernel> dates(ToInt function) {
        return ints(AtomicType.DATE, ALL, () -> function);
    }

    public static Supplier<ScalarKernel> datesOf(Supplier<ToInt> functions) {
        return ints(AtomicType.DATE, ALL, functions);
    }

    private static Supplier<ScalarKernel> ints(DataType type, int deciding, Supplier<ToInt> functions) {
        return () -> {
            ToInt function = functions.get();
            RowArguments row = new RowArguments();
            return (arguments, rowCount) -> {
                int[] result = new int[rowCount];
                row.begin(arguments, rowCount, deciding);
                while (row.next()) {
                    result[row.index()] = function.apply(row);
                }
                return new IntVector(type, result, row.resultValidity());
            };
        };
    }

    public static Supplier<ScalarKernel> longs(ToLong function) {
        return longsOf(AtomicType.BIGINT, () -> function);
    }

    /** @param function gives months or microseconds, as many as the type holds */
    public static Supplier<ScalarKernel> lengths(IntervalType type, ToLong function) {
        return type.isOfMonths()
                ? ints(type, ALL, () -> row -> (int) function.apply(row))
                : longsOf(type, () -> function);
    }

    /** @param type one whose values are held in longs */
    public static Supplier<ScalarKernel> longsOf(DataType type, Supplier<ToLong> functions) {
        return () -> {
            ToLong function = functions.get();
            RowArguments row = new RowArguments();
            return (arguments, rowCount) -> {
                long[] result = new long[rowCount];
                row.begin(arguments, rowCount, ALL);
                while (row.next()) {
                    result[row.index()] = function.apply(row);
                }
                return new LongVector(type, result, row.resultValidity());
            };
        };
    }

    public static Supplier<ScalarKernel> doubles(ToDouble function) {
        return doubles(AtomicType.DOUBLE, function);
    }

    /** @param type DOUBLE, or FLOAT if every result is one */
    public static Supplier<ScalarKernel> doubles(AtomicType type, ToDouble function) {
        return () -> {
            RowArguments row = new RowArguments();
            return (arguments, rowCount) -> {
                double[] result = new double[rowCount];
                row.begin(arguments, rowCount, ALL);
                while (row.next()) {
                    result[row.index()] = function.apply(row);
                }
                return new DoubleVector(type, result, row.resultValidity());
            };
        };
    }

    public static Supplier<ScalarKernel> booleans(ToBoolean function) {
        return booleansOf(() -> function);
    }

    public static Supplier<ScalarKernel> booleansOf(Supplier<ToBoolean> functions) {
        return () -> {
            ToBoolean function = functions.get();
            RowArguments row = new RowArguments();
            return (arguments, rowCount) -> {
                boolean[] result = new boolean[rowCount];
                row.begin(arguments, rowCount, ALL);
                while (row.next()) {
                    result[row.index()] = function.apply(row);
                }
                return new BooleanVector(result, row.resultValidity());
            };
        };
    }
}
