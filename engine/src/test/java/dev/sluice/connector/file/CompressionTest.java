package dev.sluice.connector.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.error.SluiceException;
import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.LocalFs;
import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CompressionTest {
    private static final CheckpointFs FILES = LocalFs.withoutSync();
    private static final long NO_LIMIT = Long.MAX_VALUE;
    private static final long NO_RATIO = Long.MAX_VALUE;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(names = {"BZIP2", "LZ4", "SNAPPY", "ZSTD"})
    void whatWasWrittenIsReadAgain(Compression compression) throws IOException {
        for (int length : new int[] {1, 100, 70_000, 3_000_000}) {
            byte[] content = content(length);
            assertThat(read(compression, compressed(compression, content), NO_LIMIT))
                    .isEqualTo(content);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BZIP2", "LZ4", "SNAPPY", "ZSTD"})
    void FS10_aFileThatIsCutIsAnError(Compression compression) throws IOException {
        byte[] whole = compressed(compression, content(2_000));
        for (int length = 1; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(compression, cut, NO_LIMIT))
                    .as("%d of %d bytes", length, whole.length)
                    .isInstanceOf(SluiceException.class)
                    .hasMessageContainingAll("[FAILED_READ_FILE", "x" + compression.extension(), "byte ");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BZIP2", "LZ4", "SNAPPY", "ZSTD"})
    void FS10_damageIsAnErrorWithItsPlaceOrOtherContent(Compression compression) throws IOException {
        byte[] whole = compressed(compression, content(2_000));
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            byte[] damaged = whole.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
            try {
                assertThat(read(compression, damaged, NO_LIMIT)).isNotNull();
            } catch (SluiceException told) {
                assertThat(told).as("seed %d", seed).hasMessageContaining("[FAILED_READ_FILE");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BZIP2", "LZ4", "SNAPPY", "ZSTD"})
    void FS11_moreContentThanIsAllowedIsAnError(Compression compression) throws IOException {
        byte[] bomb = compressed(compression, new byte[5_000_000]);
        assertThatThrownBy(() -> read(compression, bomb, 1_000_000))
                .hasMessageContainingAll(
                        " bytes of content in a file of " + bomb.length + " bytes",
                        "at most maxDecompressedBytes=1000000",
                        "raise maxDecompressedBytes");
    }

    @ParameterizedTest
    @EnumSource(names = {"BZIP2", "LZ4", "SNAPPY", "ZSTD"})
    void FS11_moreContentForTheSizeOfTheFileThanIsAllowedIsAnError(Compression compression) throws IOException {
        byte[] small = compressed(compression, new byte[1 << 20]);
        assertThat(read(compression, small, new ContentLimit(NO_LIMIT, 1, small.length)))
                .as("little content does no harm")
                .hasSize(1 << 20);
        byte[] bomb = compressed(compression, new byte[(int) ContentLimit.ANY_RATIO_BYTES + 1]);
        long ratio = ContentLimit.ANY_RATIO_BYTES / bomb.length;
        assertThatThrownBy(() -> read(compression, bomb, new ContentLimit(NO_LIMIT, ratio - 1, bomb.length)))
                .hasMessageContainingAll(
                        "[FAILED_READ_FILE",
                        "x" + compression.extension(),
                        " bytes of content in a file of " + bomb.length + " bytes",
                        "at most maxDecompressedRatio=" + (ratio - 1),
                        "raise maxDecompressedRatio");
        assertThat(read(compression, bomb, new ContentLimit(NO_LIMIT, ratio + 1, bomb.length)))
                .hasSize((int) ContentLimit.ANY_RATIO_BYTES + 1);
    }

    @ParameterizedTest
    @CsvSource({
        "BZIP2,QlpoOTFBWSZTWcQq5P4AADDRgAAQQAAjJYRAIABQgGmmgKVQaNqMJ0Tsmidk2TRMJhNkwnBPicEwn4u5IpwoSGIVcn8A",
        "LZ4,AAAAlgAAABr/AGEgbGluZSBvZiB0ZXh0Cg8ASVBsaW5lIAAAABn+AG9mIHRleHQKYSBsaW5lIA8AUHRleHQKAAAAlgAAABr/AGEgbGluZSBvZiB0ZXh0Cg8ASVBsaW5lIAAAABn+AG9mIHRleHQKYSBsaW5lIA8AUHRleHQKAAAAAA==",
        "SNAPPY,AAAAlgAAABRLOGEgbGluZSBvZiB0ZXh0Cu4PAAAAABRLOGEgbGluZSBvZiB0ZXh0Cu4PAAAAAJYAAAAUSzhhIGxpbmUgb2YgdGV4dAruDwAAAAAUSzhhIGxpbmUgb2YgdGV4dAruDwAAAAAA",
    })
    void whatHadoopWroteIsRead(Compression compression, String base64) throws IOException {
        byte[] file = Base64.getDecoder().decode(base64);
        assertThat(new String(read(compression, file, NO_LIMIT), UTF_8)).isEqualTo("a line of text\n".repeat(20));
    }

    /** Of so many bytes as they are, without a checksum, by which an end would be found. */
    private static byte[] rawFrame(byte[] content) {
        int header = content.length << 3 | 1;
        byte[] frame = {
            0x28, (byte) 0xB5, 0x2F, (byte) 0xFD, 0x20, (byte) content.length, (byte) header, (byte) (header >> 8), 0
        };
        return joined(frame, content);
    }

    @Test
    void FS10_aFileOfZstdThatEndsWithinAFrameIsAnErrorWhereverThatIs() throws IOException {
        byte[] content = content(10);
        byte[] frame = rawFrame(content);
        byte[] file = joined(frame, frame);
        for (int length = 1; length <= file.length; length++) {
            byte[] cut = Arrays.copyOf(file, length);
            if (length % frame.length == 0) {
                assertThat(read(Compression.ZSTD, cut, NO_LIMIT))
                        .isEqualTo(length == file.length ? joined(content, content) : content);
            } else {
                assertThatThrownBy(() -> read(Compression.ZSTD, cut, NO_LIMIT))
                        .as("%d of %d bytes", length, file.length)
                        .hasMessageContaining("[FAILED_READ_FILE");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"LZ4", "SNAPPY"})
    void nothingIsNoBlockOrOneOfNoBytes(Compression compression) throws IOException {
        assertThat(compressed(compression, new byte[0])).isEmpty();
        assertThat(read(compression, new byte[0], NO_LIMIT)).isEmpty();
        assertThat(read(compression, new byte[4], NO_LIMIT)).isEmpty();
    }

    @Test
    void streamsOfZstdMayFollowEachOther() throws IOException {
        byte[] once = compressed(Compression.ZSTD, "a line\n".getBytes(UTF_8));
        assertThat(new String(read(Compression.ZSTD, joined(once, once), NO_LIMIT), UTF_8))
                .isEqualTo("a line\na line\n");
    }

    @Test
    void streamsOfBzip2MayFollowEachOther() throws IOException {
        byte[] empty = Base64.getDecoder().decode("QlpoORdyRThQkAAAAAA=");
        byte[][] contents = {content(1), {}, content(70_000), content(65_530), {}, content(3_000_000)};
        byte[] file = {};
        byte[] all = {};
        for (byte[] content : contents) {
            file = joined(file, content.length == 0 ? empty : compressed(Compression.BZIP2, content));
            all = joined(all, content);
        }
        assertThat(read(Compression.BZIP2, file, NO_LIMIT)).isEqualTo(all);
    }

    @Test
    void FS10_aLaterStreamOfBzip2ThatIsCutIsAnError() throws IOException {
        byte[] once = compressed(Compression.BZIP2, content(2_000));
        byte[] whole = joined(once, once);
        for (int length = once.length + 1; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(Compression.BZIP2, cut, NO_LIMIT))
                    .as("%d of %d bytes", length, whole.length)
                    .isInstanceOf(SluiceException.class)
                    .hasMessageContaining("[FAILED_READ_FILE");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BZIP2", "ZSTD"})
    void FS10_aLaterStreamWhoseHeaderIsDamagedIsAnErrorOrIsReadAllTheSame(Compression compression) throws IOException {
        byte[] content = content(2_000);
        byte[] once = compressed(compression, content);
        byte[] whole = joined(joined(once, once), once);
        byte[] all = joined(joined(content, content), content);
        for (int bit = 0; bit < 10 * Byte.SIZE; bit++) {
            byte[] damaged = whole.clone();
            damaged[once.length + bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            try {
                assertThat(read(compression, damaged, NO_LIMIT))
                        .as("bit %d", bit)
                        .isEqualTo(all);
            } catch (SluiceException told) {
                assertThat(told).as("bit %d", bit).hasMessageContaining("[FAILED_READ_FILE");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BZIP2", "ZSTD"})
    void FS10_whatIsNoStreamBehindTheLastIsAnError(Compression compression) throws IOException {
        byte[] once = compressed(compression, content(2_000));
        for (String junk : List.of("x", "BZ", "some text that was appended", "\u001f", "\u0000\u0000")) {
            byte[] file = joined(once, junk.getBytes(ISO_8859_1));
            assertThatThrownBy(() -> read(compression, file, NO_LIMIT))
                    .as(junk)
                    .hasMessageContaining("[FAILED_READ_FILE");
        }
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    @Test
    void withoutTheLibraryTheErrorNamesIt() throws Exception {
        try (URLClassLoader alone = withoutLibrary()) {
            Method of = alone.loadClass(Compression.class.getName()).getDeclaredMethod("of", Path.class);
            of.setAccessible(true);
            assertThat(of.invoke(null, Path.of("a.csv.gz"))).hasToString("GZIP");
            assertThatThrownBy(() -> of.invoke(null, Path.of("a.csv.zst")))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .hasMessageContainingAll("[CODEC_NOT_AVAILABLE", "a.csv.zst", "io.airlift:aircompressor");
        }
    }

    private static URLClassLoader withoutLibrary() {
        URL[] rest = Arrays.stream(System.getProperty("java.class.path").split(System.getProperty("path.separator")))
                .filter(entry -> !entry.contains("aircompressor"))
                .map(CompressionTest::url)
                .toArray(URL[]::new);
        return new URLClassLoader(rest, ClassLoader.getPlatformClassLoader());
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (IOException impossible) {
            throw new IllegalStateException(entry, impossible);
        }
    }

    private static byte[] content(int length) {
        Random random = new Random(length);
        byte[] content = new byte[length];
        for (int index = 0; index < length; index++) {
            content[index] = (byte) (index % 1_000 < 500 ? 'a' + index % 7 : random.nextInt(256));
        }
        return content;
    }

    private static byte[] compressed(Compression compression, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = compressing(compression, bytes)) {
            int first = content.length / 3;
            out.write(content, 0, first);
            out.write(content, first, content.length - first);
        }
        return bytes.toByteArray();
    }

    /** The engine reads zstd alone. */
    private static OutputStream compressing(Compression compression, OutputStream output) throws IOException {
        return compression == Compression.ZSTD ? new ZstdOutputStream(output) : compression.compressing(output);
    }

    private byte[] read(Compression compression, byte[] file, long maxBytes) throws IOException {
        return read(compression, file, new ContentLimit(maxBytes, NO_RATIO, file.length));
    }

    private byte[] read(Compression compression, byte[] file, ContentLimit limit) throws IOException {
        Path path = folder.resolve("x" + compression.extension());
        Files.write(path, file);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        byte[] buffer = new byte[10_000];
        try (ByteInput input = LibraryCodecs.decompressing(compression, path, FILES.open(path), limit)) {
            int count = input.read(buffer, 0, buffer.length);
            while (count >= 0) {
                content.write(buffer, 0, count);
                count = input.read(buffer, 0, buffer.length);
            }
        }
        return content.toByteArray();
    }
}
