package dev.sluice.format.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CsvNumbersTest {
    private static final String CHARACTERS = "0123456789012345678900..-+, eE\u00e9";

    @Test
    void simpleDecimalsAreTheNearestDoubles() {
        Random random = new Random(1);
        for (int number = 0; number < 20_000; number++) {
            StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "-" : "");
            int length = 1 + random.nextInt(15);
            int point = random.nextInt(2 * length);
            for (int index = 0; index < length; index++) {
                text.append(index == point ? "." : "").append(random.nextInt(10));
            }
            assertThat(simpleDouble(text.toString(), random))
                    .as("%s", text)
                    .isEqualTo(Double.parseDouble(text.toString()));
        }
    }

    @Test
    void whatIsNoSimpleDecimalIsLeftToJava() {
        Random random = new Random(2);
        for (int number = 0; number < 50_000; number++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(11);
            for (int index = 0; index < length; index++) {
                text.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
            }
            double simple = simpleDouble(text.toString(), random);
            if (!Double.isNaN(simple)) {
                assertThat(simple).as("%s", text).isEqualTo(Double.parseDouble(text.toString()));
            }
        }
    }

    /** Of a text that stands somewhere in an array, or at its end. */
    private static double simpleDouble(String text, Random random) {
        String before = "1".repeat(random.nextInt(3));
        String behind = random.nextInt(3) == 0 ? "" : ",7.5\u00e9.25,12";
        byte[] bytes = (before + text + behind).getBytes(UTF_8);
        return CsvNumbers.parseSimpleDouble(bytes, before.length(), text.getBytes(UTF_8).length);
    }
}
