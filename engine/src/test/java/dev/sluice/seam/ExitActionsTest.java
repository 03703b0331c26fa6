package dev.sluice.seam;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ExitActionsTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final ExitActions actions = new ExitActions();

    @Test
    void allRunAtOnce() {
        CountDownLatch allRun = new CountDownLatch(3);
        for (int index = 0; index < 3; index++) {
            actions.add(() -> {
                allRun.countDown();
                await(allRun);
            });
        }
        assertThat(actions.runAll(LONG)).isTrue();
    }

    @Test
    void whatIsClosedDoesNotRun() {
        AtomicInteger runs = new AtomicInteger();
        Runnable action = runs::incrementAndGet;
        Exec.Held first = actions.add(action);
        actions.add(action);
        first.close();
        first.close();
        assertThat(actions.runAll(LONG)).isTrue();
        assertThat(runs).hasValue(1);
    }

    @Test
    void U9_theWaitIsBounded() {
        CountDownLatch never = new CountDownLatch(1);
        actions.add(() -> await(never));
        assertThat(actions.runAll(Duration.ofMillis(1))).isFalse();
        never.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
