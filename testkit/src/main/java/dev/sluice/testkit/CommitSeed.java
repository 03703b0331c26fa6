package dev.sluice.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;

/** Where the seeds of a commit begin, so that each commit is tried with others. */
public final class CommitSeed {
    private CommitSeed() {}

    /** The first of a million. */
    public static long first() throws IOException, InterruptedException {
        Process git = new ProcessBuilder("git", "rev-parse", "HEAD")
                .redirectErrorStream(true)
                .start();
        String commit = new String(git.getInputStream().readAllBytes(), UTF_8);
        git.waitFor();
        return Integer.toUnsignedLong(commit.hashCode()) * 1_000_000;
    }
}
