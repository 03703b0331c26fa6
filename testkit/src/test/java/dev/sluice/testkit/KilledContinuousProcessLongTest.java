package dev.sluice.testkit;

/** {@link ContinuousRounds} at length. */
class KilledContinuousProcessLongTest extends ContinuousRounds {
    KilledContinuousProcessLongTest() {
        super(25);
    }
}
