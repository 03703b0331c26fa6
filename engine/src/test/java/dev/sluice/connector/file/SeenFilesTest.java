package dev.sluice.connector.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.seam.Clock;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The worked examples of what a file source remembers; times are milliseconds, the greatest age is ten. */
class SeenFilesTest {
    private final OldFiles old = new OldFiles();
    private long nowMillis = 1_000;
    private final SeenFiles seen = new SeenFiles(false, 10, new TestClock(), old);

    private final class TestClock implements Clock {
        @Override
        public long wallMillis() {
            return nowMillis;
        }

        @Override
        public long monotonicNanos() {
            return nowMillis * 1_000_000;
        }
    }

    private static FileEntry file(String name, long modifiedMillis) {
        return new FileEntry(Path.of(name), modifiedMillis * 1_000_000, 1, null, null, 0);
    }

    @Test
    void example101_aFileOfExactlyTheGreatestAgeIsRemembered() {
        seen.add(file("a", 5));
        seen.add(file("b", 15));
        seen.purge();
        assertThat(seen.contains(Path.of("a"))).isTrue();
        assertThat(seen.contains(Path.of("b"))).isTrue();

        seen.add(file("c", 16));
        seen.purge();
        assertThat(seen.contains(Path.of("a"))).isFalse();
        assertThat(seen.isNew(file("d", 5))).isFalse();
        assertThat(seen.isNew(file("e", 20))).isTrue();
    }

    @Test
    void example102_beforeTheFirstPurgeNothingIsTooOld() {
        seen.add(file("a", 20));
        assertThat(seen.isNew(file("b", 9))).isTrue();
    }

    @Test
    void FS5_aFileOfTheFutureIsNotTheNewestBeforeItsTime() {
        seen.add(file("future", 2_000));
        seen.purge();
        assertThat(seen.isNew(file("a", 5))).isTrue();
        seen.add(file("b", 990));
        seen.purge();
        assertThat(seen.isTooOld(file("c", 979))).isTrue();
        assertThat(seen.isTooOld(file("c", 980))).isFalse();

        nowMillis = 2_000;
        seen.purge();
        assertThat(seen.isTooOld(file("c", 1_989))).isTrue();
        assertThat(seen.contains(Path.of("future"))).isTrue();
        assertThat(seen.contains(Path.of("b"))).isFalse();
    }

    @Test
    void FS5_whatAnEarlierReleaseForgotForAFileOfTheFutureIsNotReadAgain() {
        seen.add(file("future", 2_000));
        seen.add(file("b", 990));
        seen.forgetBelowTheLast();
        assertThat(seen.forgottenBelowMillis()).isEqualTo(1_990);
        assertThat(seen.isNew(file("c", 1_000))).isFalse();
    }

    @Test
    void FS5_oldFilesThatWereReadOrCountedAreNotCountedAgain() {
        seen.add(file("a", 5));
        seen.add(file("b", 16));
        seen.purge();
        old.add(file("a", 5));
        old.add(file("c", 4));
        assertThat(old.wereListed()).isEqualTo(1);
        old.add(file("c", 4));
        old.add(file("d", 4));
        old.add(file("e", 4));
        assertThat(old.wereListed()).isEqualTo(2);
        old.add(file("c", 4));
        assertThat(old.wereListed()).isZero();
        old.add(file("d", 4));
        assertThat(old.wereListed()).isEqualTo(1);
    }
}
