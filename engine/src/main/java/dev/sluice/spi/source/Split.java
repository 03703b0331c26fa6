package dev.sluice.spi.source;

/** A piece of a range that one reader reads, such as a part of a file. Each source has its own record of it. */
public interface Split {
    /** What error texts call it, for example {@code /in/a.json bytes 0-33554432}. */
    String description();

    /**
     * What error texts call one of its rows, for example {@code byte 4096} or {@code offset 17}.
     *
     * @param position as its reader told {@link dev.sluice.columnar.BatchBuilder#position}
     */
    default String place(long position) {
        return "row " + position;
    }

    /**
     * Whether the position of a row that fails is learned by reading the split once more, for rows that come so quickly
     * that to note each position would show. If not, readers are asked to tell them at once.
     */
    default boolean isReadAgain() {
        return false;
    }

    /**
     * At most so many rows are in it, as far as that is known without reading: for few of them, little memory is set aside.
     * If there are more they come in more batches.
     */
    default long mostRows() {
        return Long.MAX_VALUE;
    }

    /** Whether no row of it has to be waited for. A few that are in memory, or made, are not worth waking another thread. */
    default boolean isAtHand() {
        return false;
    }
}
