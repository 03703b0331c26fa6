package dev.sluice.columnar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.types.AtomicType;
import dev.sluice.types.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BytesBuilderTest {
    @Test
    void viewsAndCopiesMayStandInOneBatch() {
        BatchBuilder builder = new BatchBuilder(new StructType().add("a", AtomicType.STRING));
        BytesBuilder texts = (BytesBuilder) builder.column(0);
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            String shared = "what someone else filled " + seed;
            texts.viewInto(shared.getBytes(UTF_8));
            List<String> expected = new ArrayList<>();
            int rowCount = random.nextInt(100);
            for (int row = 0; row < rowCount; row++) {
                int start = random.nextInt(shared.length());
                int end = start + random.nextInt(shared.length() - start);
                String text = random.nextInt(20) == 0 ? "copy " + row : shared.substring(start, end);
                texts.setView(row, start, end - start);
                if (text.startsWith("copy")) {
                    texts.set(row, text);
                } else if (random.nextInt(10) == 0) {
                    texts.setNull(row);
                    text = null;
                }
                expected.add(text);
                builder.endRow();
            }
            BytesVector vector = (BytesVector) builder.build().vector(0);
            List<String> found = new ArrayList<>();
            for (int row = 0; row < rowCount; row++) {
                found.add(Validity.isPresent(vector.validity(), row) ? vector.text(row) : null);
            }
            assertThat(found).as("seed %d", seed).isEqualTo(expected);
            builder.reset();
        }
    }
}
