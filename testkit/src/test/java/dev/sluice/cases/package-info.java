/**
 * Programs that run on this engine and, after a mechanical substitution of names, on Apache Spark; and the comparison of
 * what both answer.
 *
 * <p>Sources of this package are compiled for both engines, for Spark on Java 17. Only {@link dev.sluice.cases.Target}
 * exists twice: here, and for Spark in the module {@code oracle}. A class whose name ends in {@code Cases} is a
 * {@link dev.sluice.cases.CaseGroup} and is found by that name.
 */
@NullMarked
package dev.sluice.cases;

import org.jspecify.annotations.NullMarked;
