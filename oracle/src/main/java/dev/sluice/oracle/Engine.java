package dev.sluice.oracle;

/** Who is asked. */
enum Engine {
    /** This engine. */
    SLUICE,
    /** Apache Spark. */
    SPARK;

    /** Whether programs are written in other words for it. */
    boolean translates() {
        return this == SPARK;
    }
}
