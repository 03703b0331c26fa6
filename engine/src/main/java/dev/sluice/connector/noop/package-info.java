/** The sink {@code noop}: it computes every row and keeps none. */
@NullMarked
package dev.sluice.connector.noop;

import org.jspecify.annotations.NullMarked;
