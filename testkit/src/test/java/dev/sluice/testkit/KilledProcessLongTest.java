package dev.sluice.testkit;

/** {@link ProcessRounds} at length. */
class KilledProcessLongTest extends ProcessRounds {
    KilledProcessLongTest() {
        super(50);
    }
}
