package dev.sluice.spi;

/**
 * Bytes of heap that somebody keeps beyond the batch at hand, counted against the memory budget of the session. Safe for
 * use by many threads.
 */
public interface MemoryHold extends AutoCloseable {
    /** Belongs to no session and counts nothing. */
    MemoryHold UNCOUNTED = new MemoryHold() {
        @Override
        public void resize(long bytes) {}

        @Override
        public void close() {}
    };

    /**
     * Says how many bytes are kept from here on.
     *
     * @throws dev.sluice.error.SluiceException {@code MEMORY_LIMIT_EXCEEDED} if the budget has not that much; then the
     *     former number stays
     */
    void resize(long bytes);

    /** Keeps nothing any more. */
    @Override
    void close();
}
