package dev.sluice.format.avro;

import dev.sluice.columnar.ArrayBuilder;
import dev.sluice.columnar.BooleanBuilder;
import dev.sluice.columnar.BytesBuilder;
import dev.sluice.columnar.DoubleBuilder;
import dev.sluice.columnar.IntBuilder;
import dev.sluice.columnar.LongBuilder;
import dev.sluice.columnar.MapBuilder;
import dev.sluice.columnar.StructBuilder;
import dev.sluice.columnar.VectorBuilder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes readers of what one schema has written as what another one says, by Avro's rules of resolution: fields by name, numbers widened, what is
 * missing by its default. What the two can never agree on is refused at once, what depends on the data (a type of a union, a
 * symbol) when it comes.
 */
public final class AvroReaders {
    private static final int MICROS_PER_MILLI = 1_000;

    private AvroReaders() {}

    /**
     * @param writer of the bytes
     * @param reader what they are read as
     */
    public static AvroReader of(AvroType writer, AvroType reader) throws AvroMismatchException {
        if (writer instanceof AvroType.Union union) {
            return ofUnion(union, reader);
        }
        if (reader instanceof AvroType.Union union) {
            return intoUnion(writer, union);
        }
        return switch (reader) {
            case AvroType.Primitive primitive -> scalar(writer, primitive);
            case AvroType.Fixed fixed -> {
                requireSameName(writer, fixed, fixed.name(), fixed.aliases());
                if (!(writer instanceof AvroType.Fixed other) || other.size() != fixed.size()) {
                    throw new AvroMismatchException(writer, reader);
                }
                yield ofBytes(fixed.logical(), in -> fixed.size());
            }
            case AvroType.Enumeration symbols -> enumeration(writer, symbols);
            case AvroType.ArrayOf array -> array(writer, array);
            case AvroType.MapOf map -> map(writer, map);
            case AvroType.RecordOf record -> record(writer, record);
            case AvroType.Union ignored -> throw new IllegalStateException("handled above");
        };
    }

    private static AvroReader ofUnion(AvroType.Union writer, AvroType reader) throws AvroMismatchException {
        AvroReader[] branches = new AvroReader[writer.branches().size()];
        AvroMismatchException unfit = null;
        int fitting = 0;
        for (int branch = 0; branch < branches.length; branch++) {
            AvroType type = writer.branches().get(branch);
            try {
                branches[branch] = of(type, reader);
                fitting++;
            } catch (AvroMismatchException other) {
                unfit = other;
                String why = String.valueOf(other.getMessage());
                branches[branch] = (in, column, row) -> {
                    throw new MalformedAvroException(why);
                };
            }
        }
        if (fitting == 0 && unfit != null) {
            throw unfit;
        }
        return (in, column, row) -> branches[in.readIndex(branches.length)].read(in, column, row);
    }

    private static AvroReader intoUnion(AvroType writer, AvroType.Union reader) throws AvroMismatchException {
        if (writer.equals(AvroType.Primitive.NULL) && reader.hasNull()) {
            return (in, column, row) -> {};
        }
        AvroType simple = AvroTypes.simple(reader);
        if (!(simple instanceof AvroType.Union)) {
            return of(writer, simple);
        }
        List<AvroType> members = reader.withoutNull();
        int same = sameKind(writer, members);
        for (int member = same < 0 ? 0 : same; member < members.size(); member++) {
            try {
                int chosen = member;
                AvroReader values = of(writer, members.get(member));
                return (in, column, row) -> {
                    StructBuilder struct = (StructBuilder) column;
                    values.read(in, struct.field(chosen), row);
                    struct.setPresent(row);
                };
            } catch (AvroMismatchException other) {
                if (same >= 0) {
                    throw other;
                }
            }
        }
        throw new AvroMismatchException(writer, reader);
    }

    private static int sameKind(AvroType writer, List<AvroType> members) {
        for (int member = 0; member < members.size(); member++) {
            AvroType type = members.get(member);
            boolean isSame = type.equals(writer)
                    || (type instanceof AvroType.Primitive one
                            && writer instanceof AvroType.Primitive other
                            && one.kind() == other.kind())
                    || (type instanceof AvroType.RecordOf one
                            && writer instanceof AvroType.RecordOf other
                            && one.name().equals(other.name()));
            if (isSame) {
                return member;
            }
        }
        return -1;
    }

    private static AvroReader scalar(AvroType writer, AvroType.Primitive reader) throws AvroMismatchException {
        if (!(writer instanceof AvroType.Primitive primitive)) {
            throw new AvroMismatchException(writer, reader);
        }
        AvroType.Kind from = primitive.kind();
        boolean isWhole = from == AvroType.Kind.INT || from == AvroType.Kind.LONG;
        boolean isText = from == AvroType.Kind.STRING || from == AvroType.Kind.BYTES;
        boolean fits = switch (reader.kind()) {
            case NULL, BOOLEAN, INT -> from == reader.kind();
            case LONG -> isWhole;
            case FLOAT -> isWhole || from == AvroType.Kind.FLOAT;
            case DOUBLE -> isWhole || from == AvroType.Kind.FLOAT || from == AvroType.Kind.DOUBLE;
            case BYTES, STRING -> isText;
        };
        if (!fits) {
            throw new AvroMismatchException(writer, reader);
        }
        return switch (reader.kind()) {
            case NULL -> (in, column, row) -> {};
            case BOOLEAN -> (in, column, row) -> ((BooleanBuilder) column).set(row, in.readBoolean());
            case INT -> (in, column, row) -> ((IntBuilder) column).set(row, in.readInt());
            case LONG -> ofLongs(reader.logical());
            case FLOAT, DOUBLE -> ofReals(from, reader.kind() == AvroType.Kind.FLOAT);
            case STRING -> ofBytes(AvroType.Simple.NONE, AvroInput::readLength);
            case BYTES -> ofBytes(reader.logical(), AvroInput::readLength);
        };
    }

    private static AvroReader ofLongs(AvroType.Logical logical) {
        boolean isMillis =
                logical == AvroType.Simple.TIMESTAMP_MILLIS || logical == AvroType.Simple.LOCAL_TIMESTAMP_MILLIS;
        return isMillis
                ? (in, column, row) -> ((LongBuilder) column).set(row, micros(in.readLong()))
                : (in, column, row) -> ((LongBuilder) column).set(row, in.readLong());
    }

    private static long micros(long millis) {
        long micros = millis * MICROS_PER_MILLI;
        if (micros / MICROS_PER_MILLI != millis) {
            throw new MalformedAvroException("a time is " + millis + " ms, which microseconds have no room for");
        }
        return micros;
    }

    private static AvroReader ofReals(AvroType.Kind from, boolean isFloat) {
        return switch (from) {
            case FLOAT -> (in, column, row) -> ((DoubleBuilder) column).set(row, in.readFloat());
            case DOUBLE -> (in, column, row) -> ((DoubleBuilder) column).set(row, in.readDouble());
            default ->
                isFloat
                        ? (in, column, row) -> ((DoubleBuilder) column).set(row, (float) in.readLong())
                        : (in, column, row) -> ((DoubleBuilder) column).set(row, (double) in.readLong());
        };
    }

    /** How many bytes a value has, asked where it begins. */
    @FunctionalInterface
    private interface Lengths {
        int of(AvroInput in);
    }

    private static AvroReader ofBytes(AvroType.Logical logical, Lengths lengths) {
        if (logical instanceof AvroType.Digits digits) {
            return (in, column, row) -> {
                int length = lengths.of(in);
                AvroDecimals.read(in.data(), in.take(length), length, digits.type(), column, row);
            };
        }
        return (in, column, row) -> {
            int length = lengths.of(in);
            ((BytesBuilder) column).set(row, in.data(), in.take(length), length);
        };
    }

    private static AvroReader enumeration(AvroType writer, AvroType.Enumeration reader) throws AvroMismatchException {
        requireSameName(writer, reader, reader.name(), reader.aliases());
        if (!(writer instanceof AvroType.Enumeration written)) {
            throw new AvroMismatchException(writer, reader);
        }
        String instead = reader.defaultSymbol();
        boolean[] isKnown = new boolean[written.symbols().size()];
        byte[][] symbols = new byte[isKnown.length][];
        for (int index = 0; index < symbols.length; index++) {
            String symbol = written.symbols().get(index);
            isKnown[index] = reader.symbols().contains(symbol) || instead != null;
            String read = reader.symbols().contains(symbol) || instead == null ? symbol : instead;
            symbols[index] = read.getBytes(StandardCharsets.UTF_8);
        }
        return (in, column, row) -> {
            int index = in.readIndex(symbols.length);
            if (!isKnown[index]) {
                throw new MalformedAvroException(
                        "symbol " + written.symbols().get(index) + " is none of " + reader.symbols());
            }
            ((BytesBuilder) column).set(row, symbols[index]);
        };
    }

    private static AvroReader array(AvroType writer, AvroType.ArrayOf reader) throws AvroMismatchException {
        if (!(writer instanceof AvroType.ArrayOf written)) {
            throw new AvroMismatchException(writer, reader);
        }
        AvroReader items = of(written.items(), reader.items());
        return (in, column, row) -> {
            ArrayBuilder array = (ArrayBuilder) column;
            VectorBuilder elements = array.elements();
            int first = array.count();
            for (int left = in.readBlock(); left > 0; left = in.readBlock()) {
                int next = array.add(left);
                for (int element = next; element < next + left; element++) {
                    items.read(in, elements, element);
                }
            }
            array.set(row, first);
        };
    }

    private static AvroReader map(AvroType writer, AvroType.MapOf reader) throws AvroMismatchException {
        if (!(writer instanceof AvroType.MapOf written)) {
            throw new AvroMismatchException(writer, reader);
        }
        AvroReader values = of(written.values(), reader.values());
        return (in, column, row) -> {
            MapBuilder map = (MapBuilder) column;
            BytesBuilder keys = (BytesBuilder) map.keys();
            VectorBuilder contents = map.values();
            int first = map.count();
            for (int left = in.readBlock(); left > 0; left = in.readBlock()) {
                int next = map.add(left);
                for (int entry = next; entry < next + left; entry++) {
                    int length = in.readLength();
                    keys.set(entry, in.data(), in.take(length), length);
                    values.read(in, contents, entry);
                }
            }
            map.set(row, first);
        };
    }

    /** What becomes of a field that was written: the index of the one it goes to, -1 where it is passed over. */
    private record FieldReader(int index, AvroReader values) {}

    private static AvroReader record(AvroType writer, AvroType.RecordOf reader) throws AvroMismatchException {
        if (!(writer instanceof AvroType.RecordOf written)) {
            throw new AvroMismatchException(writer, reader);
        }
        List<FieldReader> steps = new ArrayList<>();
        boolean[] isWritten = new boolean[reader.fields().size()];
        for (AvroType.Field field : written.fields()) {
            int index = indexOf(reader, field.name());
            if (index < 0) {
                steps.add(new FieldReader(-1, AvroSkipper.of(field.type())));
            } else {
                isWritten[index] = true;
                steps.add(new FieldReader(
                        index, of(field.type(), reader.fields().get(index).type())));
            }
        }
        for (int index = 0; index < isWritten.length; index++) {
            if (!isWritten[index]) {
                steps.add(new FieldReader(index, missing(reader, reader.fields().get(index))));
            }
        }
        FieldReader[] all = steps.toArray(FieldReader[]::new);
        return (in, column, row) -> {
            StructBuilder struct = (StructBuilder) column;
            struct.setPresent(row);
            for (FieldReader field : all) {
                field.values.read(in, field.index < 0 ? column : struct.field(field.index), row);
            }
        };
    }

    private static int indexOf(AvroType.RecordOf reader, String name) {
        for (int index = 0; index < reader.fields().size(); index++) {
            if (reader.fields().get(index).name().equals(name)) {
                return index;
            }
        }
        for (int index = 0; index < reader.fields().size(); index++) {
            if (reader.fields().get(index).aliases().contains(name)) {
                return index;
            }
        }
        return -1;
    }

    /** The default of a field, written once and read for every row. */
    private static AvroReader missing(AvroType.RecordOf reader, AvroType.Field field) throws AvroMismatchException {
        if (!field.hasDefault()) {
            throw new AvroMismatchException("field \"" + field.name() + "\" of record " + reader.name()
                    + " was not written, and has no default");
        }
        byte[] written = AvroDefaults.write(field);
        AvroReader values = of(field.type(), field.type());
        // Readers are shared by threads, so each reading has a place of its own.
        return (in, column, row) -> values.read(new AvroInput().open(written, 0, written.length), column, row);
    }

    /** Names of enums and fixed values are compared without their namespace, those of records not at all, as by Avro's library. */
    private static void requireSameName(AvroType writer, AvroType reader, String name, List<String> aliases)
            throws AvroMismatchException {
        String written = switch (writer) {
            case AvroType.Enumeration enumeration -> enumeration.name();
            case AvroType.Fixed fixed -> fixed.name();
            default -> throw new AvroMismatchException(writer, reader);
        };
        if (!simple(name).equals(simple(written))
                && aliases.stream().noneMatch(alias -> simple(alias).equals(simple(written)))) {
            throw new AvroMismatchException(writer, reader);
        }
    }

    private static String simple(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
