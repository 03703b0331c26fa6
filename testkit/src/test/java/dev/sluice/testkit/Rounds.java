package dev.sluice.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Plays rounds that start processes, some at a time: most of the time of a process is its start, on one processor. */
final class Rounds {
    private static final int AT_A_TIME = 2;

    private Rounds() {}

    /** What is done in a round; rounds have nothing to do with one another. */
    @FunctionalInterface
    interface Round {
        void play(int number) throws Exception;
    }

    /** Plays rounds {@code [0, count)}. */
    static void play(int count, Round round) throws Exception {
        try (ExecutorService players = Executors.newFixedThreadPool(AT_A_TIME)) {
            List<Future<Void>> all = new ArrayList<>();
            for (int next = 0; next < count; next++) {
                int number = next;
                all.add(players.submit(() -> {
                    round.play(number);
                    return null;
                }));
            }
            for (Future<Void> played : all) {
                played.get();
            }
        }
    }
}
