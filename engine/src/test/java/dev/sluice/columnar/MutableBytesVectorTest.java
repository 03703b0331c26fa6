package dev.sluice.columnar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.types.AtomicType;
import org.junit.jupiter.api.Test;

final class MutableBytesVectorTest {
    /** Each longer value leaves a gap, until the array is rewritten. */
    @Test
    void keepsItsValuesWhenGapsAreTakenOutOfAColumnThatNeverGrew() {
        int capacity = 4;
        MutableBytesVector column = (MutableBytesVector) MutableVector.of(AtomicType.STRING, capacity);
        for (int length = 1; length <= 2_000; length += 7) {
            for (int position = 0; position < capacity; position++) {
                byte[] bytes = value(position, length).getBytes(UTF_8);
                column.set(position, bytes, 0, bytes.length);
            }
            BytesVector view = (BytesVector) column.view(capacity);
            for (int position = 0; position < capacity; position++) {
                assertEquals(value(position, length), view.text(position));
            }
        }
    }

    private static String value(int position, int length) {
        return Character.toString('a' + position).repeat(length);
    }
}
