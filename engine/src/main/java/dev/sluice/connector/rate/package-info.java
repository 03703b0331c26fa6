/** The sources {@code rate} and {@code rate-micro-batch}: numbered rows with times, for tests and demonstrations. */
@NullMarked
package dev.sluice.connector.rate;

import org.jspecify.annotations.NullMarked;
