package dev.sluice.testkit;

/** Five rounds of {@link ProcessRounds}, in every build. */
class KilledProcessTest extends ProcessRounds {
    KilledProcessTest() {
        super(5);
    }
}
