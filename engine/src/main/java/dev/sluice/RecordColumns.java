package dev.sluice;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.StructType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The components of a record as the columns of a row. */
final class RecordColumns<R> {
    private static final Map<Class<?>, DataType> TYPES = Map.ofEntries(
            Map.entry(boolean.class, AtomicType.BOOLEAN),
            Map.entry(Boolean.class, AtomicType.BOOLEAN),
            Map.entry(byte.class, AtomicType.TINYINT),
            Map.entry(Byte.class, AtomicType.TINYINT),
            Map.entry(short.class, AtomicType.SMALLINT),
            Map.entry(Short.class, AtomicType.SMALLINT),
            Map.entry(int.class, AtomicType.INT),
            Map.entry(Integer.class, AtomicType.INT),
            Map.entry(long.class, AtomicType.BIGINT),
            Map.entry(Long.class, AtomicType.BIGINT),
            Map.entry(float.class, AtomicType.FLOAT),
            Map.entry(Float.class, AtomicType.FLOAT),
            Map.entry(double.class, AtomicType.DOUBLE),
            Map.entry(Double.class, AtomicType.DOUBLE),
            Map.entry(String.class, AtomicType.STRING),
            Map.entry(byte[].class, AtomicType.BINARY),
            Map.entry(LocalDate.class, AtomicType.DATE),
            Map.entry(Instant.class, AtomicType.TIMESTAMP),
            Map.entry(LocalDateTime.class, AtomicType.TIMESTAMP_NTZ));

    private final Class<R> type;
    private final RecordComponent[] components;
    private final Method[] accessors;
    private final Constructor<R> constructor;
    private final Map<Integer, RecordColumns<?>> nested = new HashMap<>();
    private final StructType schema;

    private RecordColumns(Class<R> type) {
        this.type = type;
        this.components = type.getRecordComponents();
        this.accessors = new Method[components.length];
        StructType columns = new StructType();
        for (int index = 0; index < components.length; index++) {
            Class<?> component = components[index].getType();
            DataType known = TYPES.get(component);
            if (known == null && component.isRecord()) {
                RecordColumns<?> below = of(component);
                nested.put(index, below);
                known = below.schema;
            }
            if (known == null) {
                throw refused("a component of a record has a class that is no column")
                        .found(components[index].toString())
                        .expected(
                                "a number of a primitive type, a truth value, String, byte[], LocalDate, LocalDateTime, Instant or a"
                                        + " record")
                        .mend("change the class of the component")
                        .build();
            }
            columns = columns.add(components[index].getName(), known, !component.isPrimitive());
            accessors[index] = components[index].getAccessor();
            accessors[index].setAccessible(true);
        }
        this.schema = columns;
        this.constructor = constructor(type, components);
    }

    static <R> RecordColumns<R> of(Class<R> type) {
        if (!type.isRecord()) {
            throw refused("the class is no record")
                    .found(type.getName())
                    .expected("a record")
                    .mend("make it one, or use another encoder")
                    .build();
        }
        return new RecordColumns<>(type);
    }

    private static SluiceException.Builder refused(String what) {
        return SluiceException.analysis(ErrorCondition.ENCODER_NOT_FOUND, what);
    }

    private static <R> Constructor<R> constructor(Class<R> type, RecordComponent[] components) {
        try {
            Constructor<R> found = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            found.setAccessible(true);
            return found;
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException("a record without its constructor: " + type, impossible);
        }
    }

    StructType schema() {
        return schema;
    }

    Row toRow(@Nullable Object value) {
        if (value == null) {
            throw SluiceException.of(ErrorCondition.NOT_NULL_ASSERT_VIOLATION, "a function gave null for a record")
                    .at(type.getName())
                    .found("null")
                    .mend("give a record, with nulls in it where values are missing")
                    .build();
        }
        @Nullable Object[] values = new @Nullable Object[components.length];
        for (int index = 0; index < values.length; index++) {
            Object component = read(accessors[index], value);
            RecordColumns<?> below = nested.get(index);
            values[index] = below == null || component == null ? component : below.toRow(component);
        }
        return Row.of(values);
    }

    private static @Nullable Object read(Method accessor, Object value) {
        try {
            return accessor.invoke(value);
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException("no access to " + accessor, impossible);
        } catch (InvocationTargetException failed) {
            throw UserFunctions.failed(accessor.toString(), failed.getTargetException());
        }
    }

    R fromRow(Row row) {
        @Nullable Object[] values = new @Nullable Object[components.length];
        for (int index = 0; index < values.length; index++) {
            Object component = row.get(index);
            RecordColumns<?> below = nested.get(index);
            if (component == null && components[index].getType().isPrimitive()) {
                throw SluiceException.of(
                                ErrorCondition.NOT_NULL_ASSERT_VIOLATION,
                                "a component of a record that cannot be null would be")
                        .at(type.getName() + "." + components[index].getName())
                        .found("null")
                        .mend("give the component the class of its box, or filter the nulls before")
                        .build();
            }
            values[index] = below == null || component == null ? component : below.fromRow((Row) component);
        }
        try {
            return constructor.newInstance(values);
        } catch (InstantiationException | IllegalAccessException impossible) {
            throw new IllegalStateException("no access to " + constructor, impossible);
        } catch (InvocationTargetException failed) {
            throw UserFunctions.failed(constructor.toString(), failed.getTargetException());
        }
    }
}
