package dev.sluice;

import static dev.sluice.functions.lit;

import dev.sluice.types.DataType;
import org.jspecify.annotations.Nullable;

/** The methods of {@link functions} that make functions of a program's own, and values by chance. */
@SuppressWarnings("MemberName") // Spark's spelling.
abstract class FunctionsOfPrograms {
    FunctionsOfPrograms() {}

    /** A function of one value, whose result is of this type: {@code udf((Long id) -> id % 7, DataType.fromDDL("BIGINT"))}. */
    public static UserDefinedFunction udf(UDF1<?, ?> function, DataType returnType) {
        return UserDefinedFunction.of(
                function, 1, returnType, values -> erased(function).call(values[0]));
    }

    @SuppressWarnings("unchecked") // What it takes shows when it is called.
    private static UDF1<@Nullable Object, @Nullable Object> erased(UDF1<?, ?> function) {
        return (UDF1<@Nullable Object, @Nullable Object>) function;
    }

    public static UserDefinedFunction udf(UDF2<?, ?, ?> function, DataType returnType) {
        return UserDefinedFunction.of(
                function, 2, returnType, values -> erased(function).call(values[0], values[1]));
    }

    @SuppressWarnings("unchecked") // What it takes shows when it is called.
    private static UDF2<@Nullable Object, @Nullable Object, @Nullable Object> erased(UDF2<?, ?, ?> function) {
        return (UDF2<@Nullable Object, @Nullable Object, @Nullable Object>) function;
    }

    public static UserDefinedFunction udf(UDF3<?, ?, ?, ?> function, DataType returnType) {
        return UserDefinedFunction.of(
                function, 3, returnType, values -> erased(function).call(values[0], values[1], values[2]));
    }

    @SuppressWarnings("unchecked") // What it takes shows when it is called.
    private static UDF3<@Nullable Object, @Nullable Object, @Nullable Object, @Nullable Object> erased(
            UDF3<?, ?, ?, ?> function) {
        return (UDF3<@Nullable Object, @Nullable Object, @Nullable Object, @Nullable Object>) function;
    }

    public static UserDefinedFunction udf(UDF4<?, ?, ?, ?, ?> function, DataType returnType) {
        return UserDefinedFunction.of(
                function, 4, returnType, values -> erased(function).call(values[0], values[1], values[2], values[3]));
    }

    @SuppressWarnings("unchecked") // What it takes shows when it is called.
    private static UDF4<@Nullable Object, @Nullable Object, @Nullable Object, @Nullable Object, @Nullable Object>
            erased(UDF4<?, ?, ?, ?, ?> function) {
        return (UDF4<@Nullable Object, @Nullable Object, @Nullable Object, @Nullable Object, @Nullable Object>)
                function;
    }

    public static UserDefinedFunction udf(UDF5<?, ?, ?, ?, ?, ?> function, DataType returnType) {
        return UserDefinedFunction.of(
                function,
                5,
                returnType,
                values -> erased(function).call(values[0], values[1], values[2], values[3], values[4]));
    }

    @SuppressWarnings("unchecked") // What it takes shows when it is called.
    private static UDF5<
                    @Nullable Object,
                    @Nullable Object,
                    @Nullable Object,
                    @Nullable Object,
                    @Nullable Object,
                    @Nullable Object>
            erased(UDF5<?, ?, ?, ?, ?, ?> function) {
        return (UDF5<
                        @Nullable Object,
                        @Nullable Object,
                        @Nullable Object,
                        @Nullable Object,
                        @Nullable Object,
                        @Nullable Object>)
                function;
    }

    /** A function that was registered with {@link Session#udf}, or is built in, by its name. */
    public static Column call_udf(String name, Column... columns) {
        return functions.call_function(name, columns);
    }

    /** The same as {@link #call_udf}. */
    public static Column callUDF(String name, Column... columns) {
        return functions.call_function(name, columns);
    }

    // Values by chance, and numbers of rows.

    /** A number from 0 to 1, without 1, another one in each row; the same when a batch is run again. */
    public static Column rand() {
        return Column.call("rand");
    }

    public static Column rand(long seed) {
        return Column.call("rand", lit(seed));
    }

    public static Column random() {
        return Column.call("random");
    }

    public static Column random(Column seed) {
        return Column.call("random", seed);
    }

    /** A number of the normal distribution, another one in each row. */
    public static Column randn() {
        return Column.call("randn");
    }

    public static Column randn(long seed) {
        return Column.call("randn", lit(seed));
    }

    public static Column uniform(Column least, Column most) {
        return Column.call("uniform", least, most);
    }

    public static Column uniform(Column least, Column most, Column seed) {
        return Column.call("uniform", least, most, seed);
    }

    public static Column randstr(Column length) {
        return Column.call("randstr", length);
    }

    public static Column randstr(Column length, Column seed) {
        return Column.call("randstr", length, seed);
    }

    /** The elements in an order by chance. */
    public static Column shuffle(Column array) {
        return Column.call("shuffle", array);
    }

    /** The elements in an order by chance, the same for the same seed. */
    public static Column shuffle(Column array, Column seed) {
        return Column.call("shuffle", array, seed);
    }

    public static Column uuid() {
        return Column.call("uuid");
    }

    /** The number of the split and of the row in it. */
    public static Column monotonically_increasing_id() {
        return Column.call("monotonically_increasing_id");
    }

    /** Does nothing: the engine chooses how it joins. */
    public static DataFrame broadcast(DataFrame rows) {
        return Given.value(rows, "the rows of broadcast(...)").hint("broadcast");
    }

    public static Column monotonicallyIncreasingId() {
        return Column.call("monotonically_increasing_id");
    }

    public static Column spark_partition_id() {
        return Column.call("spark_partition_id");
    }
}
