package dev.sluice.format.avro;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.types.ArrayType;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import dev.sluice.types.DecimalType;
import dev.sluice.types.IntervalType;
import dev.sluice.types.MapType;
import dev.sluice.types.StructField;
import dev.sluice.types.StructType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Which type of SQL a type of Avro is, and the other way round, as in Spark. */
public final class AvroTypes {
    private static final Set<AvroType.Kind> WHOLE = EnumSet.of(AvroType.Kind.INT, AvroType.Kind.LONG);
    private static final Set<AvroType.Kind> REAL = EnumSet.of(AvroType.Kind.FLOAT, AvroType.Kind.DOUBLE);

    private AvroTypes() {}

    /** A type, and whether its values may be null. */
    public record Sql(DataType type, boolean isNullable) {}

    /** @throws SluiceException an analysis error if SQL has no such type */
    public static Sql sql(AvroType type) {
        return switch (type) {
            case AvroType.Primitive primitive -> new Sql(sql(primitive), false);
            case AvroType.Fixed fixed -> new Sql(ofBytes(fixed.logical()), false);
            case AvroType.Enumeration ignored -> new Sql(AtomicType.STRING, false);
            case AvroType.ArrayOf array -> {
                Sql items = sql(array.items());
                yield new Sql(new ArrayType(items.type(), items.isNullable()), false);
            }
            case AvroType.MapOf map -> {
                Sql values = sql(map.values());
                yield new Sql(new MapType(AtomicType.STRING, values.type(), values.isNullable()), false);
            }
            case AvroType.RecordOf record -> {
                StructType struct = new StructType();
                for (AvroType.Field field : record.fields()) {
                    Sql sql = sql(field.type());
                    struct = struct.add(field.name(), sql.type(), sql.isNullable());
                }
                yield new Sql(struct, false);
            }
            case AvroType.Union union -> new Sql(sql(union), union.hasNull());
        };
    }

    private static DataType sql(AvroType.Primitive primitive) {
        return switch (primitive.kind()) {
            case NULL ->
                throw SluiceException.analysis(
                                ErrorCondition.INVALID_AVRO_SCHEMA, "a column has no type that is null alone")
                        .expected("null in a union with another type")
                        .mend("make it [\"null\", \"...\"]")
                        .build();
            case BOOLEAN -> AtomicType.BOOLEAN;
            case INT -> primitive.logical() == AvroType.Simple.DATE ? AtomicType.DATE : AtomicType.INT;
            case LONG ->
                switch (primitive.logical()) {
                    case AvroType.Simple.TIMESTAMP_MILLIS, AvroType.Simple.TIMESTAMP_MICROS -> AtomicType.TIMESTAMP;
                    case AvroType.Simple.LOCAL_TIMESTAMP_MILLIS, AvroType.Simple.LOCAL_TIMESTAMP_MICROS ->
                        AtomicType.TIMESTAMP_NTZ;
                    default -> AtomicType.BIGINT;
                };
            case FLOAT -> AtomicType.FLOAT;
            case DOUBLE -> AtomicType.DOUBLE;
            case BYTES -> ofBytes(primitive.logical());
            case STRING -> AtomicType.STRING;
        };
    }

    private static DataType ofBytes(AvroType.Logical logical) {
        return logical instanceof AvroType.Digits digits ? digits.type() : AtomicType.BINARY;
    }

    /** That of its one type, of the wider of two numbers, or a struct with a field for each type. */
    private static DataType sql(AvroType.Union union) {
        AvroType simple = simple(union);
        if (!(simple instanceof AvroType.Union)) {
            return sql(simple).type();
        }
        StructType members = new StructType();
        for (AvroType branch : union.withoutNull()) {
            members = members.add("member" + members.size(), sql(branch).type(), true);
        }
        return members;
    }

    /** The type in the place of a union whose values are of one type; the union itself where they are not. */
    static AvroType simple(AvroType.Union union) {
        List<AvroType> branches = union.withoutNull();
        if (branches.isEmpty()) {
            return AvroType.Primitive.NULL;
        }
        if (branches.size() == 1) {
            return branches.getFirst();
        }
        Set<AvroType.Kind> kinds = EnumSet.noneOf(AvroType.Kind.class);
        for (AvroType branch : branches) {
            if (!(branch instanceof AvroType.Primitive primitive)) {
                return union;
            }
            kinds.add(primitive.kind());
        }
        if (kinds.equals(WHOLE)) {
            return new AvroType.Primitive(AvroType.Kind.LONG);
        }
        return kinds.equals(REAL) ? new AvroType.Primitive(AvroType.Kind.DOUBLE) : union;
    }

    /** The type that values are written as where nobody says which: that of Spark, whose name for the whole is topLevelRecord. */
    public static AvroType avro(DataType type, boolean isNullable) {
        return avro(type, isNullable, "topLevelRecord", "");
    }

    private static AvroType avro(DataType type, boolean isNullable, String name, String namespace) {
        AvroType avro = avro(type, name, namespace);
        return isNullable ? new AvroType.Union(List.of(avro, AvroType.Primitive.NULL)) : avro;
    }

    private static AvroType avro(DataType type, String name, String namespace) {
        // Fields of fields may have the same name, and types of one schema may not.
        String within = namespace.isEmpty() ? name : namespace + "." + name;
        return switch (type) {
            case AtomicType atomic -> avro(atomic);
            case IntervalType interval ->
                new AvroType.Primitive(interval.isOfMonths() ? AvroType.Kind.INT : AvroType.Kind.LONG);
            case DecimalType decimal ->
                new AvroType.Fixed(within + ".fixed", List.of(), bytesOf(decimal), new AvroType.Digits(decimal));
            case ArrayType array ->
                new AvroType.ArrayOf(avro(array.elementType(), array.containsNull(), name, namespace));
            case MapType map
            when map.keyType() == AtomicType.STRING ->
                new AvroType.MapOf(avro(map.valueType(), map.valueContainsNull(), name, namespace));
            case MapType map ->
                throw SluiceException.analysis(
                                ErrorCondition.UNSUPPORTED_DATATYPE, "a map of Avro has texts as its keys")
                        .found(map.sql())
                        .mend("cast the keys to STRING, or write map_entries(...)")
                        .build();
            case StructType struct -> {
                List<AvroType.Field> fields = new ArrayList<>();
                for (StructField field : struct) {
                    fields.add(new AvroType.Field(
                            field.name(),
                            List.of(),
                            avro(field.dataType(), field.nullable(), field.name(), within),
                            false,
                            null));
                }
                yield new AvroType.RecordOf(within, List.of(), fields);
            }
        };
    }

    private static AvroType avro(AtomicType type) {
        return switch (type) {
            case BOOLEAN -> new AvroType.Primitive(AvroType.Kind.BOOLEAN);
            case TINYINT, SMALLINT, INT -> new AvroType.Primitive(AvroType.Kind.INT);
            case BIGINT -> new AvroType.Primitive(AvroType.Kind.LONG);
            case FLOAT -> new AvroType.Primitive(AvroType.Kind.FLOAT);
            case DOUBLE -> new AvroType.Primitive(AvroType.Kind.DOUBLE);
            case STRING -> new AvroType.Primitive(AvroType.Kind.STRING);
            case BINARY -> new AvroType.Primitive(AvroType.Kind.BYTES);
            case DATE -> new AvroType.Primitive(AvroType.Kind.INT, AvroType.Simple.DATE);
            case TIMESTAMP -> new AvroType.Primitive(AvroType.Kind.LONG, AvroType.Simple.TIMESTAMP_MICROS);
            case TIMESTAMP_NTZ -> new AvroType.Primitive(AvroType.Kind.LONG, AvroType.Simple.LOCAL_TIMESTAMP_MICROS);
        };
    }

    /** The fewest bytes that hold every number of so many digits with its sign. */
    private static int bytesOf(DecimalType decimal) {
        return decimal.limit().subtract(BigInteger.ONE).bitLength() / Byte.SIZE + 1;
    }
}
