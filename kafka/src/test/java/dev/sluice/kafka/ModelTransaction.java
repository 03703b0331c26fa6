package dev.sluice.kafka;

/** A transaction, by which each of its records tells whether it is to be seen. */
final class ModelTransaction {
    enum State {
        OPEN,
        COMMITTED,
        ABORTED
    }

    private State state = State.OPEN;

    boolean isOpen() {
        return state == State.OPEN;
    }

    boolean isAborted() {
        return state == State.ABORTED;
    }

    void end(boolean commits) {
        state = commits ? State.COMMITTED : State.ABORTED;
    }
}
