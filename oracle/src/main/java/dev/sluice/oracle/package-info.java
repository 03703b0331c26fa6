/** Asks Apache Spark and this engine the same questions and compares what they say. */
@NullMarked
package dev.sluice.oracle;

import org.jspecify.annotations.NullMarked;
