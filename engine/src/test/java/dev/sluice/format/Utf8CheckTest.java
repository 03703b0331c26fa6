package dev.sluice.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8CheckTest {
    private static boolean isDecoded(byte[] data, int start, int end) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(data, start, end - start));
            return true;
        } catch (CharacterCodingException malformed) {
            return false;
        }
    }

    private static void check(byte[] data, int start, int end) {
        if (Utf8Check.passes(data, start, end) != isDecoded(data, start, end)) {
            assertThat(Utf8Check.passes(data, start, end))
                    .as("%s from %d to %d", java.util.HexFormat.of().formatHex(data), start, end)
                    .isEqualTo(isDecoded(data, start, end));
        }
    }

    @Test
    void twoBytesAreTextIfTheDecoderSaysSo() {
        byte[] data = new byte[2];
        for (int bits = 0; bits < 1 << 16; bits++) {
            data[0] = (byte) (bits >> 8);
            data[1] = (byte) bits;
            check(data, 0, 2);
        }
    }

    @Test
    void charactersBesideEachOtherAreTextIfTheDecoderSaysSo() {
        byte[] edges = {0, 'a', 0x7F, (byte) 0x80, (byte) 0x8F, (byte) 0x90, (byte) 0x9F, (byte) 0xA0, (byte) 0xBF};
        byte[] firsts = new byte[64];
        for (int first = 0; first < firsts.length; first++) {
            firsts[first] = (byte) (0xC0 + first);
        }
        for (byte first : firsts) {
            for (byte second : edges) {
                for (byte third : edges) {
                    for (byte fourth : edges) {
                        check(new byte[] {first, second, third, fourth}, 0, 4);
                        check(new byte[] {'a', first, second, third, fourth}, 1, 4);
                    }
                }
            }
        }
    }

    @Test
    void longTextsAreTextIfTheDecoderSaysSo() {
        Random random = new Random(1);
        for (int round = 0; round < 20_000; round++) {
            byte[] data = random.ints(random.nextInt(40), 0, 0x2000)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString()
                    .getBytes(UTF_8);
            if (data.length > 0 && random.nextBoolean()) {
                data[random.nextInt(data.length)] ^= (byte) (1 << random.nextInt(8));
            }
            int start = random.nextInt(data.length + 1);
            check(data, start, start + random.nextInt(data.length - start + 1));
        }
    }
}
