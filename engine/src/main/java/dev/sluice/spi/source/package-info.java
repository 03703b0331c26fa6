/** What a source implements. */
@NullMarked
package dev.sluice.spi.source;

import org.jspecify.annotations.NullMarked;
