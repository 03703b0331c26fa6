package dev.sluice.builtin.avro;

import dev.sluice.builtin.support.GivenTexts;
import dev.sluice.columnar.BytesVector;
import dev.sluice.columnar.StructBuilder;
import dev.sluice.columnar.Vector;
import dev.sluice.columnar.VectorBuilder;
import dev.sluice.columnar.Vectors;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.format.avro.MalformedAvroException;
import dev.sluice.spi.function.ScalarKernel;
import dev.sluice.types.DataType;
import java.util.HexFormat;

/** Messages as values. One that is none fails, or is null: as a struct one whose fields are null, as in Spark. */
final class AvroParsing implements ScalarKernel {
    private static final int MAX_EXCERPT_BYTES = 100;

    private final MessageReader messages;
    private final DataType type;
    private final boolean isFailing;
    private final GivenTexts texts;
    private final String folder;

    /** @param folder of those that are kept */
    AvroParsing(MessageReader messages, DataType type, boolean isFailing, GivenTexts texts, String folder) {
        this.messages = messages;
        this.type = type;
        this.isFailing = isFailing;
        this.texts = texts;
        this.folder = folder;
    }

    @Override
    public Vector evaluate(Vector[] arguments, int rowCount) {
        BytesVector given = Vectors.bytes(arguments[0], rowCount);
        VectorBuilder column = VectorBuilder.of(type, rowCount);
        for (int row = 0; row < rowCount; row++) {
            if (!given.isNull(row)) {
                texts.at(given, row);
                try {
                    messages.read(given.data(), given.starts()[row], given.lengths()[row], column, row);
                } catch (MalformedAvroException malformed) {
                    leaveOut(given, row, column, malformed);
                }
            }
        }
        return column.vector(rowCount);
    }

    /** As hexadecimal numbers. */
    private static String excerpt(BytesVector given, int row) {
        int start = given.starts()[row];
        int shown = Math.min(given.lengths()[row], MAX_EXCERPT_BYTES);
        return HexFormat.of().formatHex(given.data(), start, start + shown)
                + (shown < given.lengths()[row] ? "..." : "");
    }

    private void leaveOut(BytesVector given, int row, VectorBuilder column, MalformedAvroException malformed) {
        texts.keep(folder, String.valueOf(malformed.getMessage()));
        if (isFailing) {
            throw SluiceException.of(
                            ErrorCondition.MALFORMED_AVRO_MESSAGE,
                            "Malformed Avro messages are detected in message deserialization. Parse Mode: FAILFAST.")
                    .at("function from_avro")
                    .found("a message of " + given.lengths()[row] + " bytes: " + malformed.getMessage()
                            + "; it begins with " + excerpt(given, row))
                    .expected("a message that was written with the schema")
                    .mend("correct the schema; or set mode to PERMISSIVE, which makes such messages null")
                    .build();
        }
        column.setNull(row);
        if (column instanceof StructBuilder struct) {
            struct.setPresent(row);
        }
    }
}
