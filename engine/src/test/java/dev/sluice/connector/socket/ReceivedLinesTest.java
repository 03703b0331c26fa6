package dev.sluice.connector.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.connector.socket.ReceivedLines.Line;
import dev.sluice.seam.Exec;
import org.junit.jupiter.api.Test;

class ReceivedLinesTest {
    private int waits;
    private Runnable whileWaiting = () -> {};

    private final Exec.Monitor monitor = new Exec.Monitor() {
        @Override
        public Exec.Held enter() {
            return () -> {};
        }

        @Override
        public void await(long timeoutNanos) {
            waits++;
            whileWaiting.run();
        }

        @Override
        public void signalAll() {}
    };

    private static Line line(int number) {
        return new Line(new byte[] {(byte) number}, number);
    }

    @Test
    void linesAreNumberedOnAndForgottenWhenReleased() throws InterruptedException {
        ReceivedLines lines = new ReceivedLines(monitor, 1 << 20, 7);
        assertThat(lines.lastNumber()).isEqualTo(6);
        for (int number = 7; number < 12; number++) {
            assertThat(lines.add(line(number))).isTrue();
        }
        assertThat(lines.lastNumber()).isEqualTo(11);
        assertThat(lines.between(8, 10)).extracting(Line::arrivalMicros).containsExactly(8L, 9L);
        lines.release(9);
        assertThat(lines.firstNumber()).isEqualTo(10);
        assertThat(lines.between(10, 12)).extracting(Line::arrivalMicros).containsExactly(10L, 11L);
        lines.release(3);
        assertThat(lines.firstNumber()).isEqualTo(10);
        lines.release(11);
        assertThat(lines.lastNumber()).isEqualTo(11);
        assertThat(waits).isZero();
    }

    @Test
    void whoeverReceivesWaitsUntilThereIsRoom() throws InterruptedException {
        ReceivedLines lines = new ReceivedLines(monitor, 100, 0);
        lines.add(line(0));
        lines.add(line(1));
        assertThat(waits).isZero();
        whileWaiting = () -> {
            if (waits == 3) {
                lines.release(0);
            }
        };
        assertThat(lines.add(line(2))).isTrue();
        assertThat(waits).isEqualTo(3);
        assertThat(lines.between(1, 3)).extracting(Line::arrivalMicros).containsExactly(1L, 2L);
    }

    @Test
    void nobodyWaitsForWhatIsClosed() throws InterruptedException {
        ReceivedLines lines = new ReceivedLines(monitor, 1, 0);
        lines.add(line(0));
        whileWaiting = lines::close;
        assertThat(lines.add(line(1))).isFalse();
        assertThat(waits).isEqualTo(1);
    }
}
