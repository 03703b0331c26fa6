/** What a function implements. */
@NullMarked
package dev.sluice.spi.function;

import org.jspecify.annotations.NullMarked;
