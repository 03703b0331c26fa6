package dev.sluice.kafka;

/**
 * A partition ends before an offset that it had, or was cut off there, as by an election of a leader that was behind.
 *
 * @param wanted up to where it was read, or is to be read
 * @param end up to where it has what it had
 */
record ShrunkEnd(long wanted, long end) {
    long records() {
        return wanted - end;
    }
}
