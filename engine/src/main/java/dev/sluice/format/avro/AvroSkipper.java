package dev.sluice.format.avro;

import java.util.List;

/** Readers that pass over what nobody wants; they touch no column. */
final class AvroSkipper {
    private AvroSkipper() {}

    static AvroReader of(AvroType type) {
        return switch (type) {
            case AvroType.Primitive primitive ->
                switch (primitive.kind()) {
                    case NULL -> (in, column, row) -> {};
                    case BOOLEAN -> (in, column, row) -> in.take(1);
                    case INT, LONG -> (in, column, row) -> in.readLong();
                    case FLOAT -> (in, column, row) -> in.take(Float.BYTES);
                    case DOUBLE -> (in, column, row) -> in.take(Double.BYTES);
                    case BYTES, STRING -> (in, column, row) -> in.take(in.readLength());
                };
            case AvroType.Fixed fixed -> (in, column, row) -> in.take(fixed.size());
            case AvroType.Enumeration ignored -> (in, column, row) -> in.readLong();
            case AvroType.ArrayOf array -> blocks(of(array.items()));
            case AvroType.MapOf map -> {
                AvroReader values = of(map.values());
                yield blocks((in, column, row) -> {
                    in.take(in.readLength());
                    values.read(in, column, row);
                });
            }
            case AvroType.RecordOf record -> {
                List<AvroReader> fields =
                        record.fields().stream().map(field -> of(field.type())).toList();
                yield (in, column, row) -> {
                    for (AvroReader field : fields) {
                        field.read(in, column, row);
                    }
                };
            }
            case AvroType.Union union -> {
                List<AvroReader> branches =
                        union.branches().stream().map(AvroSkipper::of).toList();
                yield (in, column, row) ->
                        branches.get(in.readIndex(branches.size())).read(in, column, row);
            }
        };
    }

    private static AvroReader blocks(AvroReader part) {
        return (in, column, row) -> {
            for (int left = in.readBlock(); left > 0; left = in.readBlock()) {
                for (int count = 0; count < left; count++) {
                    part.read(in, column, row);
                }
            }
        };
    }
}
