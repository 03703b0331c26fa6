package dev.sluice.kafka;

/**
 * A partition ends before an offset that it had, as after an election of a leader that was behind.
 *
 * @param wanted up to where it was read, or is to be read
 */
record ShrunkEnd(long wanted, long end) {
    long records() {
        return wanted - end;
    }
}
