/**
 * What an extension implements: {@link dev.sluice.spi.source sources}, {@link dev.sluice.spi.sink sinks} and {@link dev.sluice.spi.function functions}.
 */
@NullMarked
package dev.sluice.spi;

import org.jspecify.annotations.NullMarked;
