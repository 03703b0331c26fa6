package dev.sluice.builtin.random;

import static dev.sluice.types.AtomicType.BIGINT;
import static dev.sluice.types.AtomicType.DOUBLE;
import static dev.sluice.types.AtomicType.INT;
import static dev.sluice.types.AtomicType.STRING;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sluice.builtin.support.Call;
import dev.sluice.builtin.support.Family;
import dev.sluice.builtin.support.TextOutput;
import dev.sluice.builtin.support.TypeRules;
import dev.sluice.builtin.support.ValueErrors;
import dev.sluice.columnar.ConstantVector;
import dev.sluice.columnar.DoubleVector;
import dev.sluice.columnar.IntVector;
import dev.sluice.columnar.LongVector;
import dev.sluice.columnar.Vector;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.spi.function.ScalarFunction;
import dev.sluice.spi.function.ScalarFunction.Binding;
import dev.sluice.spi.function.ScalarKernel;
import dev.sluice.spi.function.TaskFacts;
import dev.sluice.types.ArrayType;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.ScalarType;
import java.util.List;
import java.util.UUID;
import java.util.function.IntSupplier;
import java.util.function.ToDoubleFunction;

/** Values by chance, and numbers of rows: the same again when a batch is run again. */
public final class RandomFunctions {
    private static final String LETTERS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final int SPLIT_SHIFT = 33;
    private static final String SEEDED =
            " With a seed, a literal, they are those of Spark; else they follow from the time of" + " the batch.";

    private RandomFunctions() {}

    public static List<ScalarFunction> all() {
        Family family = new Family("random");
        return List.of(
                family.declare(
                        List.of("rand", "random"),
                        "rand(['seed']): DOUBLE",
                        "A number from 0 to 1, without 1, another one in each row." + SEEDED,
                        "rand(7) < 1 -> true",
                        call -> doubles(call, SplitRandom::nextDouble)),
                family.declare(
                        "randn",
                        "randn(['seed']): DOUBLE",
                        "A number of the normal distribution with a mean of 0 and a deviation of 1, another one in each row."
                                + SEEDED,
                        "abs(randn(7)) < 10 -> true",
                        call -> doubles(call, SplitRandom::nextGaussian)),
                family.declare(
                        "uniform",
                        "uniform('least', 'most'[, 'seed']): INT",
                        "A number from the first to below the second, both literals, another one in each row; a DOUBLE, or a"
                                + " BIGINT, if one of them is." + SEEDED,
                        "uniform(1, 2, 7) -> 1",
                        RandomFunctions::uniform),
                family.declare(
                        "randstr",
                        "randstr('length'[, 'seed']): STRING",
                        "So many letters and digits, a literal, others in each row." + SEEDED,
                        "length(randstr(5, 7)) -> 5",
                        RandomFunctions::text),
                family.declare(
                        "shuffle",
                        "shuffle(array ARRAY[, 'seed']): ARRAY",
                        "The elements of an array in an order by chance, another one in each row." + SEEDED,
                        "array_sort(shuffle(array(2, 1, 3), 7)) -> [1, 2, 3]",
                        RandomFunctions::shuffle),
                family.declare(
                        "uuid",
                        "uuid(): STRING",
                        "An identifier by chance as of RFC 4122, another one in each row; it follows from the time of the batch.",
                        "length(uuid()) -> 36",
                        RandomFunctions::identifier),
                family.declare(
                        "monotonically_increasing_id",
                        "monotonically_increasing_id(): BIGINT",
                        "A number for each row, growing within a split and other ones in each: the number of the split from"
                                + " the 34th bit on, and of the row in it.",
                        "monotonically_increasing_id() -> 0",
                        RandomFunctions::rowNumber),
                family.declare(
                        "spark_partition_id",
                        "spark_partition_id(): INT",
                        "The number of the split that the row was read with, from 0.",
                        "spark_partition_id() -> 0",
                        RandomFunctions::split));
    }

    /** A seed for each task: that of the program and the number of the split, or of the batch and the place of the call. */
    private interface Seed {
        long of(TaskFacts facts);

        static Seed of(Call call, int index) {
            if (index >= call.size()) {
                return facts -> mixed(facts.timestampMicros(), facts.nextCall()) + facts.split();
            }
            if (call.isNull(index)) {
                return facts -> facts.split();
            }
            boolean isInteger = call.type(index) instanceof ScalarType type && type.isIntegral();
            if (!isInteger) {
                throw call.unexpectedType(index, "INTEGRAL");
            }
            if (!(call.argument(index).constant() instanceof Number seed)) {
                throw index == 0 ? unfoldable(call) : call.nonFoldable(index, "seed");
            }
            return facts -> seed.longValue() + facts.split();
        }
    }

    private static SluiceException unfoldable(Call call) {
        return SluiceException.analysis(
                        ErrorCondition.SEED_EXPRESSION_IS_UNFOLDABLE,
                        "The seed of `" + call.name() + "` is not a constant.")
                .at("\"" + call.sql() + "\"")
                .mend("write the seed as a constant: it shapes the plan and cannot come from data")
                .build();
    }

    private static long mixed(long value, long other) {
        long mixed = (value + other * 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
        return (mixed ^ (mixed >>> 31)) * 0x94D049BB133111EBL;
    }

    private static Binding doubles(Call call, ToDoubleFunction<SplitRandom> next) {
        call.requireCount(0, 1);
        Seed seed = Seed.of(call, 0);
        return new Varying(DOUBLE, facts -> {
                    SplitRandom random = new SplitRandom(seed.of(facts));
                    return (arguments, rowCount) -> {
                        double[] result = new double[rowCount];
                        for (int row = 0; row < rowCount; row++) {
                            result[row] = next.applyAsDouble(random);
                        }
                        return new DoubleVector(result, null);
                    };
                })
                .bound();
    }

    private static Binding uniform(Call call) {
        call.requireCount(2, 3);
        double least = bound(call, 0);
        double most = bound(call, 1);
        DataType common = TypeRules.common(
                        call.type(0), call.type(1), call.context().ansi())
                .orElse(DOUBLE);
        if (!(common instanceof AtomicType type)) {
            throw call.unexpectedType(0, "TINYINT, SMALLINT, INT, BIGINT, FLOAT or DOUBLE");
        }
        Seed seed = Seed.of(call, 2);
        return new Varying(type, facts -> {
                    SplitRandom random = new SplitRandom(seed.of(facts));
                    return (arguments, rowCount) -> {
                        double[] result = new double[rowCount];
                        for (int row = 0; row < rowCount; row++) {
                            result[row] = least + (most - least) * random.nextDouble();
                        }
                        return switch (type) {
                            case TINYINT, SMALLINT, INT -> ints(type, result);
                            case BIGINT -> longs(result);
                            case FLOAT -> floats(result);
                            default -> new DoubleVector(result, null);
                        };
                    };
                })
                .bound();
    }

    private static double bound(Call call, int index) {
        if (!TypeRules.isNumeric(call.type(index))) {
            throw call.unexpectedType(index, "NUMERIC");
        }
        if (!(call.argument(index).constant() instanceof Number number)) {
            throw call.nonFoldable(index, index == 0 ? "min" : "max");
        }
        return number.doubleValue();
    }

    private static IntVector ints(AtomicType type, double[] numbers) {
        int[] result = new int[numbers.length];
        for (int row = 0; row < result.length; row++) {
            result[row] = (int) numbers[row];
        }
        return new IntVector(type, result, null);
    }

    private static DoubleVector floats(double[] numbers) {
        double[] result = new double[numbers.length];
        for (int row = 0; row < result.length; row++) {
            result[row] = (float) numbers[row];
        }
        return new DoubleVector(AtomicType.FLOAT, result, null);
    }

    private static LongVector longs(double[] numbers) {
        long[] result = new long[numbers.length];
        for (int row = 0; row < result.length; row++) {
            result[row] = (long) numbers[row];
        }
        return new LongVector(result, null);
    }

    private static Binding text(Call call) {
        call.requireCount(1, 2);
        IntSupplier lengths = length(call);
        Seed seed = Seed.of(call, 1);
        return new Varying(STRING, facts -> {
                    SplitRandom random = new SplitRandom(seed.of(facts));
                    byte[] letters = LETTERS.getBytes(US_ASCII);
                    return (arguments, rowCount) -> {
                        int length = TextOutput.requireSane(lengths.getAsInt());
                        TextOutput out = new TextOutput(rowCount, TextOutput.requireSane((long) rowCount * length));
                        byte[] text = new byte[length];
                        for (int row = 0; row < rowCount; row++) {
                            for (int index = 0; index < length; index++) {
                                int word = random.nextInt();
                                text[index] = letters[Math.abs(word % letters.length)];
                            }
                            out.append(text, 0, length);
                            out.endRow(row);
                        }
                        return out.vector(null);
                    };
                })
                .bound();
    }

    /** The length, or an error in the first row that asks for it. */
    private static IntSupplier length(Call call) {
        call.implicitly(0, INT);
        Object value = call.argument(0).constant();
        boolean isInteger = value instanceof Integer || value instanceof Long;
        if (!isInteger && !(value instanceof String)) {
            throw call.nonFoldable(0, "length");
        }
        String text = String.valueOf(value).strip();
        if (!text.matches("[+-]?\\d{1,9}")) {
            return () -> {
                throw ValueErrors.invalidCast(text, STRING, INT);
            };
        }
        int length = Integer.parseInt(text);
        return () -> {
            if (length < 0) {
                throw SluiceException.of(
                                ErrorCondition.INVALID_LENGTH, "The length of `randstr` is negative: " + length + ".")
                        .mend("give a length of 0 or more")
                        .build();
            }
            return length;
        };
    }

    private static Binding shuffle(Call call) {
        call.requireCount(1, 2);
        ArrayType array = new ArrayType(STRING);
        if (!call.argument(0).isUntypedNull()) {
            if (!(call.type(0) instanceof ArrayType given)) {
                throw call.unexpectedType(0, "ARRAY");
            }
            array = given;
        }
        boolean isNumber = call.size() == 1
                || call.isNull(1)
                || (call.type(1) instanceof ScalarType type
                        && type.isIntegral()
                        && call.argument(1).isConstant());
        if (!isNumber) {
            throw SluiceException.analysis(
                            ErrorCondition.SEED_NO_LONG, "The seed of `shuffle` must be a constant of type BIGINT.")
                    .found("\"" + call.argument(1).sql() + "\"")
                    .mend("write the seed as a whole number: it shapes the plan and cannot come from data")
                    .build();
        }
        Seed seed = Seed.of(call, 1);
        return new Binding(new Shuffle(array, call.argument(0).nullable(), seed::of), List.of(array));
    }

    private static Binding identifier(Call call) {
        call.requireCount(0, 0);
        Seed seed = Seed.of(call, 0);
        return new Varying(STRING, facts -> {
                    SplitRandom random = new SplitRandom(seed.of(facts));
                    return (arguments, rowCount) -> {
                        TextOutput out = new TextOutput(rowCount, rowCount * 36);
                        for (int row = 0; row < rowCount; row++) {
                            long high = (random.nextLong() & 0xFFFFFFFFFFFF0FFFL) | 0x4000L;
                            long low = (random.nextLong() | 0x8000000000000000L) & 0xBFFFFFFFFFFFFFFFL;
                            out.append(new UUID(high, low).toString());
                            out.endRow(row);
                        }
                        return out.vector(null);
                    };
                })
                .bound();
    }

    private static Binding rowNumber(Call call) {
        call.requireCount(0, 0);
        return new Varying(BIGINT, facts -> new RowNumbers((long) facts.split() << SPLIT_SHIFT)).bound();
    }

    private static final class RowNumbers implements ScalarKernel {
        private long next;

        RowNumbers(long first) {
            this.next = first;
        }

        @Override
        public LongVector evaluate(Vector[] arguments, int rowCount) {
            long[] numbers = new long[rowCount];
            for (int row = 0; row < rowCount; row++) {
                numbers[row] = next++;
            }
            return new LongVector(numbers, null);
        }
    }

    private static Binding split(Call call) {
        call.requireCount(0, 0);
        return new Varying(INT, facts -> {
                    ConstantVector split = new ConstantVector(new IntVector(new int[] {facts.split()}, null));
                    return (arguments, rowCount) -> split;
                })
                .bound();
    }
}
