/** What a sink implements. */
@NullMarked
package dev.sluice.spi.sink;

import org.jspecify.annotations.NullMarked;
