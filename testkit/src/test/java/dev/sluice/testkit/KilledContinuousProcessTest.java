package dev.sluice.testkit;

/** A round of {@link ContinuousRounds}, in every build. */
class KilledContinuousProcessTest extends ContinuousRounds {
    KilledContinuousProcessTest() {
        super(1);
    }
}
